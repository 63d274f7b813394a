import subprocess,sys,os
R='/tmp/mutcopy/'
env=dict(os.environ,PATH='/work/main/node_modules/.bin:'+os.environ['PATH'])
M=[
('authority','src/main/usecases/filings/authority.ts',"'basis' in report && report.basis.type === 'ex-officio'","false",'test/unit/filings-counter.test.ts'),
('backdating','src/main/usecases/filings/authority.ts',"report.backdating !== undefined","false",'test/unit/filings-counter.test.ts'),
('profile','src/main/usecases/filings/at-the-counter.ts',"numbersIn(input).every(","numbersIn(null).every(",'test/unit/filings-counter.test.ts'),
('stranger','src/main/usecases/filings/at-the-counter.ts',"if (named === undefined) return null;","return null;",'test/unit/filings-counter.test.ts'),
('doubles','src/main/usecases/filings/at-the-counter.ts',"if (second < 0) return null;","return null;",'test/unit/filings-counter.test.ts'),
('same-id','src/main/usecases/filings/take.ts',"written != null && JSON.stringify(written.report) === JSON.stringify(report)","written != null",'test/unit/filings-counter.test.ts'),
('known','src/main/usecases/filings/preview.ts',"filing.isWaiting || filing.answers.length === 0","true",'test/unit/filings-counter.test.ts'),
('tolerated','src/main/usecases/filings/preview.ts',"['report-date', 'number']","CentralChecks.options",'test/unit/filings-take.test.ts'),
('chain','src/main/usecases/filings/connected.ts',"filings.set(filing.id, filing);","",'test/unit/filings-take.test.ts'),
('since','src/main/usecases/filings/preview.ts',"row.filing !== null && row.registeredOn >= day","false",'test/unit/filings-take.test.ts'),
('unknown','src/main/usecases/filings/preview.ts',"!known.has(number) && !isForeignNumber(number)","false",'test/unit/filings-take.test.ts'),
('brought','src/main/usecases/filings/preview.ts',"if (report.kind === 'birth') return [report.child.number];","",'test/unit/filings-take.test.ts'),
('registered','src/main/usecases/filings/amendable.ts',"return inTheWay.length > 0 ?","return false ?",'test/unit/filings-amend.test.ts'),
('version','src/main/usecases/amend-filing.ts',"Math.max(0, ...versions) + 1","1",'test/unit/filings-amend.test.ts'),
('same-kind','src/main/usecases/filings/amendable.ts',"if (!isSameKind)","if (false)",'test/unit/filings-amend.test.ts'),
('lease','src/main/usecases/filings/amendable.ts',"if (amendment.step.why !== 'lease-shown') return null;","return null;",'test/unit/filings-amend.test.ts'),
('left','src/main/usecases/amend-filing.ts',"amendment.people === null && answers.some(isRegistered)","false",'test/unit/filings-amend.test.ts'),
('same-amend','src/main/usecases/amend-filing.ts',"if (!written || written.filing !== filing.id) return false;","if (!written) return false;",'test/unit/filings-amend.test.ts'),
('forget','src/main/replica/views/filings.ts',"statements.forgetAnswers.run(id, JSON.stringify(subjectsOf(report).map(moverKey)));","",'test/contract/replica-filings.test.ts'),
('named','src/main/replica/views/filings.ts',"statements.forgetNamed.run(id);\n","",'test/contract/replica-filings.test.ts'),
('weigh','src/main/replica/views/filings.ts',"WHERE filing = :id AND is_decided = 1 AND is_confirmed = 0 AND quarantined IS NULL)","WHERE FALSE)",'test/contract/replica-filings.test.ts'),
('decided','src/main/replica/views/filings.ts',"type !== 'post-verified' && type !== 'just-cause'","true",'test/contract/replica-filings.test.ts'),
('quarantine','src/main/replica/filing-rows.ts',"SELECT 1 FROM amendment WHERE amendment.filing = filing.id AND quarantined IS NOT NULL","SELECT 1 FROM amendment WHERE FALSE",'test/contract/replica-filings.test.ts'),
('copyJournal','src/main/replica/snapshot-file.ts',"'registerReported', 'filingAmended'","'registerReported'",'test/contract/replica-filings.test.ts'),
('replace','src/main/replica/views/filings.ts',"if (entry === null) statements.removeAmendment.run(row);","",'test/contract/replica-filings.test.ts'),
('deadlines','src/main/replica/snapshot-file.ts',"meta.set('deadlines', row.deadlines);","",'test/contract/replica-filings.test.ts'),
('closed-at','src/main/replica/register-reads.ts',"WHERE address = ? AND is_closed = 0 ORDER BY row","WHERE address = ? ORDER BY row",'test/contract/replica-register.test.ts'),
('closed-fts','src/main/replica/views/residents.ts',"if (isClosed === 0) statements.changeAddress.run(row, address);","if (true) statements.changeAddress.run(row, address);",'test/contract/replica-register.test.ts'),
('former','src/main/replica/views/residents.ts',"if (number !== resident.number) statements.putNumber","if (false) statements.putNumber",'test/contract/replica-register.test.ts'),
('former-order','src/main/replica/register-reads.ts',"statements.byNumber.get(number) ?? statements.byFormerNumber.get(number)","statements.byFormerNumber.get(number) ?? statements.byNumber.get(number)",'test/contract/replica-register.test.ts'),
('unique','src/main/replica/views/indexes.sql',"CREATE INDEX resident_number ON","CREATE UNIQUE INDEX resident_number ON",'test/contract/replica-register.test.ts'),
('at-people','src/main/replica/register-reads.ts',"if (filings.waitingFor(statements.numbersAt.all(addressToText(address))).length > 0) return true;","",'test/contract/replica-register.test.ts'),
('arrivals','src/main/replica/connection.ts',"for (const { resident, lines } of body.arrivals ?? []) departures.putArrivals(resident, lines);","",'test/contract/replica-register.test.ts'),
('headless','src/main/replica/headless-households.ts',"status !== 'deleted'","true",'test/unit/tray.test.ts'),
('masked','src/main/usecases/get-filing.ts',"'$1-$2******'","'$&'",'test/unit/tray.test.ts'),
('tray-waiting','src/main/replica/filing-rows.ts',"WHERE is_waiting = 0 AND (isQuarantined","WHERE (isQuarantined",'test/unit/tray.test.ts'),
('verified','src/main/replica/filing-rows.ts',"IN ('confirmed', 'not-living-there', 'exempt')","IN ('confirmed')",'test/unit/tray.test.ts'),
('extended','src/main/usecases/filings/follow-ups.ts',"byLaw.value.daysLate > 0 ? 'extended'","byLaw.value.daysLate > 0 ? 'in-time'",'test/unit/tray.test.ts'),
('cause','src/main/usecases/filings/follow-ups.ts',"each.type === 'just-cause'","false",'test/unit/tray.test.ts'),
('receipt','src/shared/rules/paper/judge.ts',"each.mover === moverKey(mover)","each.mover === mover.number",'test/unit/filings-papers.test.ts'),
('receipt-now','src/main/usecases/papers/draft.ts',"const report = filing && currentReport(filing);","const report = filing && filing.report;",'test/unit/filings-papers.test.ts'),
('copy-waiting','src/main/usecases/papers/draft.ts',"reads.waitingFilings(housemates.flatMap(numbersOf)).length > 0","false",'test/unit/filings-papers.test.ts'),
('bound','src/main/usecases/dispatch.ts',"if (broken) return","if (false as boolean && broken) return",'test/unit/hostile-input.test.ts'),
('echo','src/main/usecases/invalid-input.ts',"/^[A-Za-z]\\w{0,39}$/.test(String(key))","true",'test/unit/hostile-input.test.ts'),
('nfc','src/shared/registry/plain-text.ts",'.replace('",',''),".normalize('NFC')","",'test/unit/hostile-input.test.ts'),
('most','src/main/usecases/invalid-input.ts',"if (found.size === mostIssues) break;","",'test/unit/dispatch.test.ts'),
('branch','src/main/usecases/invalid-input.ts',"branches.toSorted((a, b) => distance(a) - distance(b))[0]","branches[0]",'test/unit/dispatch.test.ts'),
('router','src/main/shell/router.ts',"if (id === null) deps.log","if (true) deps.log",'test/unit/shell.test.ts'),
('router-depth','src/main/shell/router.ts',"brokenBound(message)?.bound === 'depth' ? null : ","",'test/unit/shell.test.ts'),
('text-notice','src/shared/text/answers.ts',"...(answer.notices ?? []).map((notice) => noticeToText(notice, language)),","",'test/unit/texts.test.ts'),
('text-number','src/shared/text/answers.ts',"      return withoutNumbers(\n        language === 'ko'\n          ? `수리하지","      return String(\n        language === 'ko'\n          ? `수리하지",'test/unit/texts.test.ts'),
('input-text','src/shared/text/input.ts',"  'holds nothing but spaces': {","  'holds nothing but space': {",'test/unit/input-texts.test.ts'),
('input-pattern','src/shared/text/input.ts',"  '/^\\\\d{10}$/': {","  '/^\\\\d{11}$/': {",'test/unit/input-texts.test.ts'),
('values','src/shared/contract/bounds.ts',"if (values > inputBounds.values)","if (values > inputBounds.values + 5)",'test/unit/input-texts.test.ts'),
('docs','docs/architecture.md','"withdrawn","on"','"taken-back","on"','test/unit/docs-by-hand.test.ts'),
('golden','src/shared/contract/entry.ts',"registerReported: z.strictObject({ v: z.literal(1), asOf","registerReported: z.strictObject({ asOf",'test/contract/golden.test.ts'),
('sync-arrival','src/main/replica/connection.ts',"for (const { resident, lines } of body.arrivals ?? []) departures.putArrivals(resident, lines);","",'test/sync/every-report.test.ts'),
('sync-preview','src/main/usecases/filings/preview.ts',"amendments,\n    contentHash","amendments: [],\n    contentHash",'test/sync/every-report.test.ts'),
('sync-confirm','src/main/replica/views/filings.ts',"if (same) statements.confirm","if (false && same) statements.confirm",'test/sync/every-report.test.ts'),
('closed-members','src/main/usecases/papers/overtaken.ts',"...(closed?.members ?? [])","",'test/certificate/issuing.test.ts'),
('households','src/main/replica/views/ledger.ts',"[now.household, ...now.addresses.map((each) => each.household)]","[now.household]",'test/certificate/issuing.test.ts'),
]
only=set(sys.argv[1:])
for name,f,a,b,t in M:
    if only and name not in only: continue
    p=R+f; s=open(p).read()
    if a not in s: print(name,'NOT FOUND'); continue
    open(p,'w').write(s.replace(a,b,1))
    try:
        r=subprocess.run(['vitest','run',t],cwd=R,env=env,capture_output=True,text=True,timeout=420)
        out=r.stdout
        import re
        failed=re.findall(r"×.*",out)
        print(name,'RED' if r.returncode else 'GREEN!!', len(failed), re.sub(r"\x1b\[[0-9;]*m","",failed[0])[:110] if failed else out[-200:] if not r.returncode else 'load')
    except subprocess.TimeoutExpired:
        print(name,'RED timeout')
    finally:
        open(p,'w').write(s)
    sys.stdout.flush()
