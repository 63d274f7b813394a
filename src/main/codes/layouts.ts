import { type FileKind, type FileSlot, fileKinds } from '../../shared/registry/code-import.ts';

/** Columns of fixed width, each followed by one blank. A letter outside ASCII is two wide, as it is in CP949. */
export interface FixedLayout {
  readonly columns: readonly { readonly name: string; readonly width: number }[];
}

const province = { name: '시도명', width: 30 };
const city = { name: '시군구명', width: 30 };
const township = { name: '읍면동명', width: 30 };
const dongOrRi = { name: '동리명', width: 30 };
const from = { name: '생성일자', width: 8 };
const to = { name: '말소일자', width: 8 };
const administrativeCode = { name: '행정동코드', width: 10 };
const legalCode = { name: '법정동코드', width: 10 };

/** The code files of the Ministry of the Interior and Safety (jscode…zip). The last column is blank while a code lives. */
export const fixedLayouts = {
  'administrative-codes': { columns: [administrativeCode, province, city, township, from, to] },
  'legal-codes': { columns: [legalCode, province, city, township, dongOrRi, from, to] },
  jurisdictions: { columns: [administrativeCode, province, city, township, legalCode, dongOrRi, from, to] },
} as const satisfies Partial<Record<FileKind, FixedLayout>>;
export type FixedKind = keyof typeof fixedLayouts;

const names = (text: string): readonly string[] => text.split('|');
const placeNames = '시도명|시군구명|법정읍면동명|법정리명';
const lotNames = '산여부|지번본번|지번부번';
const buildingNames = '지하여부|건물본번|건물부번';

/** The address files of juso.go.kr: columns separated by `|`, no header. */
export const separatedLayouts = {
  'roads-17': names(
    '도로명코드|도로명|도로명로마자|읍면동일련번호|시도명|시도로마자|시군구명|시군구로마자|읍면동명|읍면동로마자|읍면동구분|읍면동코드|사용여부|변경사유|변경이력정보|고시일자|말소일자',
  ),
  'roads-20': names(
    '시군구코드|도로명번호|도로명|영문도로명|읍면동일련번호|시도명|시군구명|읍면동구분|읍면동코드|읍면동명|상위도로명번호|상위도로명|사용여부|변경이력사유|변경이력정보|영문시도명|영문시군구명|영문읍면동명|고시일자|말소일자',
  ),
  'road-addresses': names(
    `도로명주소관리번호|법정동코드|${placeNames}|${lotNames}|도로명코드|도로명|${buildingNames}|행정동코드|행정동명|기초구역번호|이전도로명주소|효력발생일|공동주택구분|이동사유코드|건축물대장건물명|시군구용건물명|비고`,
  ),
  'road-address-lots': names(
    `도로명주소관리번호|법정동코드|${placeNames}|${lotNames}|도로명코드|${buildingNames}|이동사유코드`,
  ),
  buildings: names(
    `법정동코드|${placeNames}|${lotNames}|도로명코드|도로명|${buildingNames}|건축물대장건물명|상세건물명|건물관리번호|읍면동일련번호|행정동코드|행정동명|우편번호|우편일련번호|다량배달처명|이동사유코드|고시일자|변동전도로명주소|시군구용건물명|공동주택여부|기초구역번호|상세주소여부|비고1|비고2`,
  ),
  'building-lots': names(`법정동코드|${placeNames}|${lotNames}|도로명코드|${buildingNames}|지번일련번호|이동사유코드`),
  addresses: names(
    `관리번호|도로명코드|읍면동일련번호|${buildingNames}|기초구역번호|변경사유코드|고시일자|변경전도로명주소|상세주소부여여부`,
  ),
  'address-lots': names(`관리번호|일련번호|법정동코드|${placeNames}|${lotNames}|대표여부|변경사유코드`),
  'address-details': names(
    '관리번호|행정동코드|행정동명|우편번호|우편번호일련번호|다량배달처명|건축물대장건물명|시군구건물명|공동주택여부',
  ),
} as const satisfies Record<Exclude<FileKind, FixedKind>, readonly string[]>;
export type SeparatedKind = keyof typeof separatedLayouts;

export const isFixedKind = (kind: FileKind): kind is FixedKind => kind in fixedLayouts;

/** Full files of the 주소DB lack the last column of their lots, which only the change files have. */
export const optionalColumns = (kind: SeparatedKind): number => (kind === 'address-lots' ? 1 : 0);

export const columnNames = (kind: FileKind): readonly string[] =>
  isFixedKind(kind) ? fixedLayouts[kind].columns.map(({ name }) => name) : separatedLayouts[kind];

export const kindsOfSlot = {
  h: ['administrative-codes'],
  b: ['legal-codes'],
  mix: ['jurisdictions'],
  roads: ['roads-17', 'roads-20'],
  buildings: fileKinds.filter((kind) => !isFixedKind(kind) && !kind.startsWith('roads')),
} as const satisfies Record<FileSlot, readonly FileKind[]>;

/** The first line of a code file names its columns. */
export const isHeader = (kind: FileKind, text: string): boolean =>
  isFixedKind(kind) && text.trim().split(/\s+/).join(' ') === columnNames(kind).join(' ');

/** What the form of one line says of its file; null where it says nothing. */
export const kindOfLine = (text: string): FileKind | null => {
  const fields = text.split('|');
  if (fields.length > 1) return kindOfFields(fields.at(-1)?.trim() === '' ? fields.slice(0, -1) : fields, fields);
  for (const kind of fileKinds) if (isHeader(kind, text)) return kind;
  if (!/^\d{10} /.test(text)) return null;
  const columns = [...text].flatMap((letter) => (letter < '\u0080' ? [letter] : [letter, '']));
  const at = (start: number, width: number): string => columns.slice(start, start + width).join('');
  if (/^\d{10} $/.test(at(104, 11))) return 'jurisdictions';
  if (/^\d{8}$/.test(at(104, 8))) return 'administrative-codes';
  return /^\d{8}$/.test(at(135, 8)) ? 'legal-codes' : null;
};

/** By the number of columns; a file may end its lines with a separator, and some numbers are those of two files. */
const kindOfFields = (shorter: readonly string[], fields: readonly string[]): FileKind | null => {
  for (const candidate of [fields, shorter])
    switch (candidate.length) {
      case 31:
        return 'buildings';
      case 24:
        return 'road-addresses';
      case 20:
        return 'roads-20';
      case 17:
        return 'roads-17';
      case 14:
        return (candidate[0] ?? '').length > 10 ? 'road-address-lots' : 'building-lots';
      case 12:
        return 'address-lots';
      case 11:
        return /^\d{12}$/.test(candidate[1] ?? '') ? 'addresses' : 'address-lots';
      case 9:
        return 'address-details';
      default:
    }
  return null;
};
