import subprocess
M=[
('clock','src/shared/rules/paper/withheld.ts',"from.birthDate === birthDate),","from.birthDate === birthDate && from.since <= PlainDate.parse('2026-01-31')),"),
('principal not checked','src/shared/rules/paper/withheld.ts',"[applicantOf(ask, sources), askerOf(ask, sources)]","[applicantOf(ask, sources)]"),
('applicant not checked','src/shared/rules/paper/withheld.ts',"[applicantOf(ask, sources), askerOf(ask, sources)]","[askerOf(ask, sources)]"),
('no standing of delegate','src/shared/rules/paper/applicant.ts',"'self', 'household', 'delegate'].includes","'self', 'household'].includes"),
('deleted principal','src/shared/rules/paper/applicant.ts',"&& (resident.status !== 'deleted' || subject?.id === resident.id)",""),
('number not compared','src/shared/rules/paper/asker.ts',"resident?.number === number ? resident : null","resident"),
('name not compared','src/shared/rules/paper/applicant.ts'," && resident.name === asker.name",""),
('foreign self','src/shared/rules/paper/applicant.ts',"!isForOwnAbstract && isOf","isOf"),
('tails of applicant','src/shared/rules/paper/copy.ts',"const asker = askerOf(ask, sources);","const asker = ask.applicant; void askerOf; void sources;"),
('past heads by any delegate','src/shared/rules/paper/abstract.ts',"['self', 'delegate'].includes(ground.type) && askerOf(ask, sources).resident?.id === subject.id","ground.type === 'delegate' || (ground.type === 'self' && askerOf(ask, sources).resident?.id === subject.id)"),
('replaces-spoiled','src/shared/rules/paper/fees.ts',"  if (group === 'replaces-spoiled') return false;\n",""),
('filing number','src/shared/rules/paper/receipt.ts',"id.slice(-12)","id.slice(0, 8)"),
('notice names principal','src/shared/rules/paper/notice.ts',"'신청인이나 위임한 사람'","`신청인이나 위임한 사람 ${ground.principal.name}`"),
('notice tells whose','src/shared/rules/paper/notice.ts',"      `신청하신 증명서(${askedFor})","      `${request.kind === 'abstract' ? request.resident : ''} 신청하신 증명서(${askedFor})"),
('notice clause','src/shared/rules/paper/notice.ts',"'제29조제8항' :","'제29조제7항' :"),
('notice number','src/shared/rules/paper/notice.ts',"hideTailsIn(applicant.name)","applicant.name"),
('kind word','src/shared/rules/paper/words.ts',"abstract: '주민등록표 초본'","abstract: '초본'"),
]
for name,p,a,b in M:
    s=open(p,encoding='utf8').read()
    if a not in s: print('MISS',name); continue
    open(p,'w',encoding='utf8').write(s.replace(a,b))
    r=subprocess.run('vitest run test/unit/rules-paper 2>&1 | grep -E "×|passed,|rror:" | head -8',shell=True,capture_output=True,text=True).stdout
    print('==',name,'\n',r,flush=True)
    open(p,'w',encoding='utf8').write(s)
