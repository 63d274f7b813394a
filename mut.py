import subprocess,sys,re,time
R='/work/main/'
C='resources/certificates/'; S='src/main/certificate/render/'
T='test/certificate/render.test.ts'; L='test/certificate/render-letters.test.ts'; F='test/certificate/render-faults.test.ts'; Z='test/certificate/render-fuzz.test.ts'; I='test/certificate/ink.test.ts'
M=[
 ('watermark as text',C+'frame.typ','    foreground: continuity(paper),','    foreground: { continuity(paper); place(center, text(20pt, fill: luma(90%))[교육용]) },',T),
 ('no watermark',C+'frame.typ','if frame.watermark != none {','if false {',T),
 ('no header repeat',C+'tables.typ','table.header(repeat: true,','table.header(repeat: false,',T),
 ('columns stay',C+'tables.typ','values.any(value => value != none)','true',T),
 ('no continuity',C+'frame.typ','if page < pages { place(right','if false { place(right',T),
 ('page number lost',C+'frame.typ','box(frame.issueNumber + "-" + str(page))','box(frame.issueNumber)',T),
 ('reason field dropped',C+'copy.typ','  (say(paper, "변동사유", "Reason"), 26,','  (say(paper, "변동사유", "Reasom"), 26,',T),
 ('not asked-for text',C+'abstract.typ','      closing(paper)','      [비밀]\n      closing(paper)',T),
 ('no seal',C+'frame.typ','      if paper.drawings.seal != none {\n        drawing','      if false {\n        drawing',T),
 ('qr small',C+'frame.typ','calc.max(30mm / frame.code.size, 0.4mm)','20mm / frame.code.size',T),
 ('qr no quiet',S+'drawings.ts','export const QUIET_MODULES = 4','export const QUIET_MODULES = 1',T),
 ('no pdf/a',S+'typst.ts',"pdfStandard: 'a-2a', ",'',T),
 ('clock in pdf',S+'engine.ts','Date.parse(`${sheet.frame.issuedOn}T00:00:00+09:00`) / 1000','Date.now() / 1000',T),
 ('doc date from clock',C+'frame.typ','    date: datetime(year: year, month: month, day: day),\n','    date: auto,\n',T),
 ('never recycled',S+'create-renderer.ts','papers >= limits.papers','papers >= 1e9',T),
 ('missing letters unseen',S+'letters.ts','!faceFor(fonts, letter)','false',L),
 ('invisible letters pass',S+'letters.ts','unseen.test(letter) ||','',L),
 ('selectors pass',S+'letters.ts','isShaped(letter) ||','',L),
 ('outline letters unchecked',S+'letters.ts','if (fonts.bold.glyphOf(letter.codePointAt(0) ?? 0) === 0) missing.add(letter);','',L),
 ('extra fonts ignored',S+'fonts.ts','...extra]','...extra.slice(0, 0)]',L),
 ('extra folder not looked at again',S+'render.worker.ts','extraFontsMark(start.fonts.extraFolder) !== desk.mark','false',L),
 ('broken font not caught',S+'fonts.ts','if (!face) skipped(path);','if (!face) throw new Error(path);',L),
 ('fonts by system name',S+'typst.ts',"faces: families","faces: JSON.stringify(['Noto Sans KR'])",L),
 ('one attempt',S+'create-renderer.ts','of [1, 2]','of [1]',F),
 ('no kill on hang',S+'engine-process.ts',"deps.system.wait(within, over.signal).then(() => lost(`no answer within ${within} ms`)),","",F),
 ('endless attempts',S+'create-renderer.ts','of [1, 2]','of [1, 2, 3, 4]',F),
 ('close leaves child',S+'create-renderer.ts','if (process.ok) await process.value.end();','',F),
 ('no fallback',S+'create-renderer.ts',"reasons.push(`${engine} can't be had: ${started.error}`);","throw new Error('x');",F),
 ('log silent',S+'create-renderer.ts',"log(`renderer: ${engine}, papers","void (`renderer: ${engine}, papers",F),
 ('words never split',C+'text.typ','if room(word) <= fit { box(word) } else','if true { box(word) } else',T),
 ('fixed rows always',C+'tables.typ','let short = isOneLine(line, fits)','let short = true',Z),
 ('typeset no fallback font',S+'typeset.ts',"faceFor(fonts, letter === '\\n' ? ' ' : letter)?.family ??",'',L),
 ('ink blind','test/certificate/ink.ts','return true;\n  return false','return true;\n  return true',I),
]
only=sys.argv[1:]
for name,f,a,b,t in M:
    if only and not any(o in name for o in only): continue
    s=open(R+f).read()
    if a not in s: print('NOT APPLICABLE',name); continue
    open(R+f,'w').write(s.replace(a,b,1))
    try:
        r=subprocess.run('. /tmp/env.sh; RRS_SEEDS=25 RRS_FIRST_SEED=7 timeout 300 vitest run %s 2>&1'%t,shell=True,capture_output=True,text=True)
        out=re.sub(r'\x1b\[[0-9;]*m','',r.stdout)
        fails=[l.strip() for l in out.split('\n') if '×' in l]
        print(('red  ' if r.returncode else 'GREEN'),name,'|',len(fails),fails[0][:90] if fails else (out[-200:] if r.returncode else ''))
    finally:
        open(R+f,'w').write(s)
    sys.stdout.flush()
