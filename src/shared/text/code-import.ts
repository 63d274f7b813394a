import type {
  CountedTable,
  FileEncoding,
  FileKind,
  FileSlot,
  FoundKind,
  ImportError,
  ImportNote,
  ImportReport,
  LineProblem,
  ProblemKind,
} from '../registry/code-import.ts';
import { type Language, type Text, withoutNumbers } from './language.ts';

const kinds = {
  'administrative-codes': { ko: '행정동 코드(KIKcd_H)', en: 'administrative codes (KIKcd_H)' },
  'legal-codes': { ko: '법정동 코드(KIKcd_B)', en: 'legal codes (KIKcd_B)' },
  jurisdictions: { ko: '행정동·법정동 연계(KIKmix)', en: 'offices and legal dong (KIKmix)' },
  'roads-17': { ko: '주소DB 도로명코드', en: 'roads of the 주소DB' },
  'roads-20': { ko: '건물DB 도로명코드(road_code_total)', en: 'roads of the 건물DB (road_code_total)' },
  'road-addresses': { ko: '도로명주소 한글(rnaddrkor)', en: '도로명주소 한글 (rnaddrkor)' },
  'road-address-lots': { ko: '도로명주소 한글 관련지번(jibun_rnaddrkor)', en: 'its further lots (jibun_rnaddrkor)' },
  buildings: { ko: '건물DB(build)', en: '건물DB (build)' },
  'building-lots': { ko: '건물DB 관련지번(jibun)', en: 'further lots of the 건물DB (jibun)' },
  addresses: { ko: '주소DB 주소', en: 'addresses of the 주소DB (주소)' },
  'address-lots': { ko: '주소DB 지번', en: 'lots of the 주소DB (지번)' },
  'address-details': { ko: '주소DB 부가정보', en: 'details of the 주소DB (부가정보)' },
} as const satisfies Record<FileKind, Text>;

const found = {
  ...kinds,
  zip: { ko: '압축 파일 또는 엑셀 파일', en: 'an archive or a spreadsheet' },
  'office-document': { ko: '문서 파일(hwp, xls 등)', en: 'an office document (hwp, xls …)' },
  pdf: { ko: 'PDF 파일', en: 'a PDF file' },
  'web-page': { ko: '웹 페이지', en: 'a web page' },
  folder: { ko: '폴더', en: 'a folder' },
  unknown: { ko: '알 수 없는 형식', en: 'of no known form' },
} as const satisfies Record<FoundKind, Text>;

const encodings = {
  cp949: { ko: 'CP949', en: 'CP949' },
  'utf-8': { ko: 'UTF-8', en: 'UTF-8' },
} as const satisfies Record<FileEncoding, Text>;

const slots = {
  h: { ko: '--h 행정동 코드(KIKcd_H)', en: '--h, administrative codes (KIKcd_H)' },
  b: { ko: '--b 법정동 코드(KIKcd_B)', en: '--b, legal codes (KIKcd_B)' },
  mix: { ko: '--mix 연계 파일(KIKmix)', en: '--mix, offices and legal dong (KIKmix)' },
  roads: { ko: '--roads 도로명코드', en: '--roads, roads' },
  buildings: { ko: '--buildings 주소·건물·지번', en: '--buildings, addresses, buildings and lots' },
} as const satisfies Record<FileSlot, Text>;

const tables = {
  administrative: { ko: '행정동', en: 'administrative areas' },
  legal: { ko: '법정동', en: 'legal areas' },
  jurisdiction: { ko: '관할', en: 'jurisdictions' },
  street: { ko: '도로', en: 'roads' },
  address: { ko: '주소', en: 'addresses' },
  lot: { ko: '관련지번', en: 'further lots' },
} as const satisfies Record<CountedTable, Text>;

const problems = {
  undecodable: { ko: '글자로 읽을 수 없는 바이트', en: 'bytes that are no letter of the encoding' },
  'invisible-character': { ko: '보이지 않는 글자', en: 'a character that cannot be seen' },
  'line-too-long': { ko: '지나치게 긴 줄', en: 'a line longer than any of these files has' },
  'column-count': { ko: '칸의 수가 다름', en: 'the wrong number of columns' },
  'line-too-short': { ko: '줄이 일찍 끝남', en: 'the line ends before its last column' },
  'text-after-end': { ko: '마지막 칸 뒤의 글자', en: 'text after the last column' },
  'letter-across-columns': { ko: '칸의 경계에 걸친 글자', en: 'a letter lies across the edge of a column' },
  'columns-not-apart': { ko: '칸 사이에 빈칸이 없음', en: 'no blank between two columns' },
  missing: { ko: '빠진 값', en: 'a value is missing' },
  'too-wide': { ko: '너무 긴 값', en: 'a value is too long' },
  'not-a-code': { ko: '코드가 아님', en: 'no code of the right length' },
  'not-a-number': { ko: '범위 안의 수가 아님', en: 'no number in its range' },
  'not-a-date': { ko: '달력에 없는 날짜', en: 'no day of the calendar' },
  'ends-before-it-begins': { ko: '말소일이 생성일보다 앞섬', en: 'it ends before it begins' },
  'unknown-value': { ko: '정해지지 않은 값', en: 'a value that the column does not have' },
  'cancelled-entry': {
    ko: '폐지된 자료(변동분 파일로 보임)',
    en: 'an entry that was cancelled (from a file of changes?)',
  },
  duplicate: { ko: '앞의 줄과 중복', en: 'the same as a line before' },
  overlap: { ko: '앞의 줄과 기간이 겹침', en: 'it begins before the life of a line before has ended' },
  'unknown-code': { ko: '코드 파일에 없는 코드', en: 'a code that the code files do not have' },
  'unknown-road': { ko: '도로명코드 파일에 없는 도로', en: 'a road that the files of roads do not have' },
  'unknown-address': { ko: '주소 파일에 없는 주소', en: 'an address that the files do not have' },
  'no-lot': { ko: '지번 파일에 대표지번이 없는 주소', en: 'an address without a main lot in the file of lots' },
} as const satisfies Record<ProblemKind, Text>;

const errors: { readonly [T in ImportError['type']]: (error: Extract<ImportError, { type: T }>) => Text } = {
  NothingGiven: () => ({ ko: '가져올 파일이 없습니다.', en: 'No files were given.' }),
  FileUnreadable: ({ file, detail }) => ({
    ko: `${file}: 파일을 열 수 없습니다(${detail}). 경로와 읽기 권한을 확인하십시오.`,
    en: `${file}: it cannot be read (${detail}). Check the path and whether you may read it.`,
  }),
  FileEmpty: ({ file }) => ({
    ko: `${file}: 내용이 없습니다. 다시 내려받으십시오.`,
    en: `${file}: there is nothing in it. Download it again.`,
  }),
  WrongKind: (error) => ({
    ko: `${error.file}: ${slots[error.slot].ko} 파일이 아니라 ${found[error.found].ko}입니다. 압축을 푼 텍스트 파일을 맞는 항목에 넣으십시오.`,
    en: `${error.file}: this is not for ${slots[error.slot].en}; it is ${found[error.found].en}. Give the unpacked text file where it belongs.`,
  }),
  WrongEncoding: ({ file, tried, line, read }) => ({
    ko: `${file}: ${String(line)}번째 줄부터 ${tried ? encodings[tried].ko : 'CP949로도 UTF-8로도'} 읽을 수 없습니다: ${read}. 인코딩을 확인하십시오.`,
    en: `${file}: from line ${String(line)} on it cannot be read as ${tried ? encodings[tried].en : 'CP949 or UTF-8'}: ${read}. Check its encoding.`,
  }),
  FileTruncated: ({ file, line, read }) => ({
    ko: `${file}: ${String(line)}번째 줄에서 잘렸습니다: ${read}. 다시 내려받으십시오.`,
    en: `${file}: it is cut off in line ${String(line)}: ${read}. Download it again.`,
  }),
  FileChanged: ({ file }) => ({
    ko: `${file}: 읽는 동안 바뀌었습니다. 내려받기가 끝난 뒤 다시 실행하십시오.`,
    en: `${file}: it changed while it was read. Wait until its download has ended, and start again.`,
  }),
  NothingUsable: (error) => ({
    ko: `${error.file}: 쓸 수 있는 줄이 하나도 없습니다. 첫 문제: ${error.problems.map((each) => problemToText(each, 'ko')).join(' / ')}`,
    en: `${error.file}: not one line can be used. The first problems: ${error.problems.map((each) => problemToText(each, 'en')).join(' / ')}`,
  }),
  FileMissing: ({ slot, kind }) => ({
    ko: `${kinds[kind].ko} 파일이 없습니다. ${slots[slot].ko}에 함께 넣으십시오.`,
    en: `The file with ${kinds[kind].en} is missing. Give it too, under ${slots[slot].en}.`,
  }),
  CodeFileMissing: ({ file }) => ({
    ko: `${file}: 코드 파일이 없습니다. 먼저 가져오기를 하십시오.`,
    en: `${file}: there is no code file. Import one first.`,
  }),
  NotACodeFile: ({ file }) => ({
    ko: `${file}: 이 프로그램이 만든 코드 파일이 아니므로 건드리지 않았습니다. 다른 이름을 쓰십시오.`,
    en: `${file}: it is not a code file of this program, so it was left alone. Use another name.`,
  }),
  CodeFileNewer: ({ file, version }) => ({
    ko: `${file}: 더 새로운 프로그램(${String(version)}판)이 만든 파일입니다. 프로그램을 갱신하십시오.`,
    en: `${file}: a newer version of this program made it (${String(version)}). Update the program.`,
  }),
  CodeFileDamaged: ({ file, detail }) => ({
    ko: `${file}: 파일이 손상되었습니다(${detail}). 파일을 옮겨 두고 다시 가져오십시오.`,
    en: `${file}: the file is damaged (${detail}). Move it away and import again.`,
  }),
  CodeFileInUse: ({ file }) => ({
    ko: `${file}: 다른 프로그램이 쓰고 있습니다. 끝난 뒤 다시 실행하십시오.`,
    en: `${file}: another program is using it. Start again when it has ended.`,
  }),
  CodeFileUnwritable: ({ file, detail }) => ({
    ko: `${file}: 파일을 쓸 수 없습니다(${detail}). 폴더와 권한을 확인하십시오.`,
    en: `${file}: it cannot be written (${detail}). Check the folder and whether you may write there.`,
  }),
  CodeDiskFull: ({ file }) => ({
    ko: `${file}: 저장 공간이 부족합니다. 공간을 비운 뒤 다시 실행하십시오. 이전 파일은 그대로입니다.`,
    en: `${file}: there is no space left. Make room and start again. The old file is as it was.`,
  }),
};

/** Why nothing was imported, and what to do. Names and bytes of files pass through it, so numbers are hidden. */
export const importErrorToText = (error: ImportError, language: Language): string => {
  const toText = errors[error.type] as (error: ImportError) => Text;
  return withoutNumbers(toText(error)[language]);
};

/** `FILE:12 [행정동코드] 코드가 아님: "99110x1000"` */
export const problemToText = (problem: LineProblem, language: Language): string => {
  const column = problem.column === null ? '' : ` [${problem.column}]`;
  const kept = problem.isKept ? { ko: ' (줄은 받아들임)', en: ' (the line was taken)' }[language] : '';
  const text = `${problems[problem.problem][language]}${problem.read === '' ? '' : `: "${problem.read}"`}`;
  return withoutNumbers(`${problem.file}:${String(problem.line)}${column} ${text}${kept}`);
};

const noteToText = (note: ImportNote, language: Language): string => {
  switch (note.type) {
    case 'NoHistory':
      return {
        ko: `${note.file}: 말소된 코드가 없어 지난 날짜와 승계 코드를 알 수 없습니다. '말소코드포함' 파일을 쓰십시오.`,
        en: `${note.file}: it has no struck-off codes, so nothing can be said of past days and successors. Use the archive with them (말소코드포함).`,
      }[language];
    case 'FarFewer': {
      const numbers = `${String(note.before)} → ${String(note.after)}`;
      return {
        ko: `${tables[note.table].ko}이(가) 이전보다 많이 줄었습니다(${numbers}). 빠진 파일이 없는지 확인하십시오.`,
        en: `There are far fewer ${tables[note.table].en} than before (${numbers}). Check that no file is missing.`,
      }[language];
    }
  }
};

/** The whole report, a line each. */
export const importReportToLines = (report: ImportReport, language: Language): readonly string[] => {
  const say = (text: Text): string => text[language];
  const bad = report.files.reduce((sum, file) => sum + file.bad, 0);
  const counted = report.totals.reduce((sum, { count }) => sum + count, 0);
  const unnamed = counted - report.problems.length;
  return [
    say({ ko: `${report.into}에 가져왔습니다.`, en: `Imported into ${report.into}.` }),
    ...report.files.map((file) => {
      const [lines, kept] = [String(file.lines), String(file.kept)];
      return say({
        ko: `  ${file.file}: ${kinds[file.kind].ko}, ${encodings[file.encoding].ko}, ${lines}줄 가운데 ${kept}건, 잘못된 줄 ${String(file.bad)}`,
        en: `  ${file.file}: ${kinds[file.kind].en}, ${encodings[file.encoding].en}, ${kept} of ${lines} lines, ${String(file.bad)} wrong`,
      });
    }),
    ...report.tables.map(({ table, before, after }) => {
      const old = before === null ? '' : say({ ko: ` (이전 ${String(before)})`, en: ` (${String(before)} before)` });
      return `  ${say(tables[table])}: ${String(after)}${old}`;
    }),
    ...(report.merged > 0
      ? [
          say({
            ko: `  같은 주소의 건물 ${String(report.merged)}건을 하나로 합쳤습니다.`,
            en: `  ${String(report.merged)} buildings share an address with one before.`,
          }),
        ]
      : []),
    ...report.notes.map((note) => `! ${noteToText(note, language)}`),
    ...(counted === 0
      ? [say({ ko: '잘못된 줄이 없습니다.', en: 'No line is wrong.' })]
      : [
          say({
            ko: `문제 ${String(counted)}건, 버린 줄 ${String(bad)} (파일을 합친 뒤 버린 줄은 따로 셈):`,
            en: `${String(counted)} problems, ${String(bad)} lines left out while reading:`,
          }),
          ...report.totals.map(({ file, problem, count }) => `  ${String(count)} × ${file}: ${say(problems[problem])}`),
          ...report.problems.map((problem) => `- ${problemToText(problem, language)}`),
          ...(unnamed > 0 ? [say({ ko: `  그 밖에 ${String(unnamed)}건`, en: `  and ${String(unnamed)} more` })] : []),
        ]),
  ];
};
