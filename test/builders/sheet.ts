import { encode } from 'uqr';
import type {
  AbstractContent,
  CopyContent,
  ForeignRow,
  MemberRow,
  MovedInContent,
  MoveInReceiptContent,
  ReconciliationContent,
  SheetContent,
  SheetFrame,
  TestPageContent,
  WithheldNoticeContent,
} from '../../src/shared/registry/sheet.ts';
import { SheetInput } from '../../src/shared/registry/sheet.ts';
import { day, inventedNumber } from './registry.ts';

/** Papers of invented people. Every value parses, so a builder can't make what the register could not. */

/** A QR code as the frame carries it: dark runs of each row as rectangles, in modules. */
export const aCode = (text: string): NonNullable<SheetFrame['code']> => {
  const { size, data } = encode(text, { ecc: 'M', border: 0 });
  let path = '';
  for (const [y, row] of data.entries())
    for (let x = 0; x < size; x += 1) {
      let width = 0;
      while (row[x + width]) width += 1;
      if (width > 0) path += `M${x} ${y}h${width}v1h-${width}z`;
      x += width;
    }
  return { size, path };
};

/** As long as a signed code is in the end. */
export const codeText =
  'NCFOXN%TS3DH3ZSUZK+.V0ETD%65NL-AH-R6IOO6+IUKRG*I.I5BROCWAAT4V22F/8X*G3M9JUPY0BX/KR96R/S09T./0LWTKD33236J3TA3M*4VV2'.repeat(
    3,
  );

const aFrame = (overrides: Partial<SheetFrame> = {}): SheetFrame => ({
  watermark: '교육용',
  issuer: '다온도 늘해군 솔내면장',
  sealText: '솔내면장의인',
  official: '주무관 한바다',
  applicant: '김하나 (본인)',
  purpose: '금융기관 제출',
  issuedOn: day('2026-11-22'),
  registerAsOf: null,
  serial: '제 T-0012-0000123 호',
  documentNumber: '1234-5678-9012-3456',
  issueNumber: '0012-20261122/143055-0000123',
  code: aCode(codeText),
  ...overrides,
});

/** Without marks of a certificate: a test page or the day's reconciliation. */
const aPlainFrame = (overrides: Partial<SheetFrame> = {}): SheetFrame =>
  aFrame({
    sealText: null,
    applicant: null,
    purpose: null,
    serial: null,
    documentNumber: null,
    issueNumber: null,
    code: null,
    ...overrides,
  });

const givenNames = ['하나', '두리', '세찬', '나래', '다솜', '여울', '이든', '여름', '아람', '여루', '한결', '두레'];
const hanjaNames = ['金慧英', '', '金世燦', '', '金多潭', '', '', '金麗', '', '', '', ''];

export const aMember = (no: number, overrides: Partial<MemberRow> = {}): MemberRow => ({
  no,
  relation: (['본인', '배우자'] as const)[no - 1] ?? '세대원',
  name: `${no === 2 ? '이' : '김'}${givenNames[(no - 1) % givenNames.length] ?? ''}`,
  hanja: hanjaNames[(no - 1) % hanjaNames.length] ?? '',
  number: `${inventedNumber(`19${String(60 + no)}-04-12`, no % 2 === 0 ? 'M' : 'F', no).slice(0, 7)}*******`,
  dates: { movedOn: day('2020-03-01'), registeredOn: day('2020-03-02') },
  reason: '전입',
  status: null,
  ...overrides,
});

export const aForeigner = (no: number, overrides: Partial<ForeignRow> = {}): ForeignRow => ({
  no,
  relation: '배우자',
  name: '응우옌티하',
  nameRoman: 'NGUYEN THI HA',
  number: `${inventedNumber('1990-05-05', 'F', no).slice(0, 7)}*******`,
  since: day('2021-05-06'),
  ...overrides,
});

const townships = ['다온도 늘해군 솔내면 솔내동촌길', '다온도 새론시 은가람대로', '다온도 늘해군 윤슬읍 윤슬호반길'];

/** `count` lines of addresses, oldest first. */
export const addressLines = (count: number): NonNullable<CopyContent['pastAddresses']> =>
  Array.from({ length: count }, (_, index) => ({
    no: index + 1,
    address: `${townships[index % townships.length] ?? ''} ${1 + ((index * 17) % 300)}${
      index % 4 === 0 ? `, ${101 + (index % 9)}동 ${100 + index}호 (은가람마을아파트)` : `-${index + 1}`
    }`,
    dates: {
      movedOn: day(`${1960 + index}-0${1 + (index % 9)}-1${index % 10}`),
      registeredOn: day(`${1960 + index}-0${1 + (index % 9)}-2${index % 9}`),
    },
    reason: index % 3 === 0 ? '전입' : index % 3 === 1 ? '행정구역변경' : '전입세대구성',
  }));

export const aCopy = (overrides: Partial<CopyContent> = {}): CopyContent => ({
  kind: 'copy',
  language: 'ko',
  householder: { name: '김하나', hanja: '金慧英' },
  formation: { reason: '전입세대구성', on: day('2020-03-02') },
  address: '다온도 늘해군 솔내면 솔내동촌길 12, 101동 503호 (은가람마을아파트)',
  members: [1, 2, 3, 4].map((no) => aMember(no)),
  cohabitants: null,
  foreignFamily: null,
  pastAddresses: null,
  ...overrides,
});

/** Everything that can be asked for. */
export const aFullCopy = (overrides: Partial<CopyContent> = {}): CopyContent =>
  aCopy({
    cohabitants: [aMember(1, { relation: '동거인', name: '박동거', hanja: '' })],
    foreignFamily: [aForeigner(1)],
    pastAddresses: addressLines(6),
    ...overrides,
  });

export const anEnglishCopy = (overrides: Partial<CopyContent> = {}): CopyContent =>
  aCopy({
    language: 'en',
    householder: { name: 'KIM HANA', hanja: '' },
    formation: { reason: 'Move-in', on: day('2020-03-02') },
    address: '101-503, 12 Solnaedongchon-gil, Solnae-myeon, Neulhae-gun, Daon-do',
    members: [
      aMember(1, { relation: 'Self', name: 'KIM HANA', hanja: '', reason: 'Move-in' }),
      aMember(2, { relation: 'Spouse', name: 'LEE DURI', hanja: '', reason: 'Move-in' }),
      aMember(3, { relation: 'Household member', name: 'KIM SECHAN', hanja: '', reason: 'Birth' }),
    ],
    ...overrides,
  });

const englishFrame = (overrides: Partial<SheetFrame> = {}): SheetFrame =>
  aFrame({
    issuer: 'Head of Solnae-myeon, Neulhae-gun, Daon-do',
    official: 'HAN Bada',
    applicant: 'KIM HANA',
    purpose: 'Visa application',
    serial: 'No. T-0012-0000123',
    ...overrides,
  });

export const anAbstract = (overrides: Partial<AbstractContent> = {}): AbstractContent => ({
  kind: 'abstract',
  person: { name: '김하나', hanja: '金慧英', number: inventedNumber('1985-04-12', 'F', 1) },
  householder: { name: '김하나', relation: '본인' },
  personalChanges: null,
  addresses: addressLines(1).map((line) => ({ ...line, householder: null, status: '거주자' })),
  military: null,
  foreignNumber: null,
  ...overrides,
});

export const aFullAbstract = (overrides: Partial<AbstractContent> = {}): AbstractContent =>
  anAbstract({
    personalChanges: [
      { no: 1, on: day('2003-06-01'), what: '성명', from: '김한아 (金漢娥)', to: '김하나 (金慧英)', reason: '개명' },
      { no: 2, on: day('2011-01-20'), what: '생년월일', from: '1985. 4. 21.', to: '1985. 4. 12.', reason: '정정' },
    ],
    addresses: addressLines(9).map((line, index) => ({
      ...line,
      householder: { name: index < 5 ? '김아버' : '김하나', relation: index < 5 ? '자녀' : '본인' },
      status: '거주자',
    })),
    military: [
      { label: '역종', value: '예비역' },
      { label: '군별', value: '육군' },
      { label: '계급', value: '병장' },
      { label: '입영일', value: '2006. 3. 7.' },
      { label: '전역일', value: '2008. 3. 6.' },
      { label: '전역사유', value: '만기전역' },
    ],
    foreignNumber: `${inventedNumber('1985-04-12', 'F', 9).slice(0, 7)}*******`,
    ...overrides,
  });

export const aMoveInReceipt = (overrides: Partial<MoveInReceiptContent> = {}): MoveInReceiptContent => ({
  kind: 'move-in-receipt',
  stage: 'intake',
  filingNumber: '7f3a-91c2-04be',
  reporter: '김하나',
  reportDate: day('2026-11-22'),
  movedOn: day('2026-11-20'),
  address: '다온도 새론시 은가람대로 45, 202동 1101호',
  previousAddress: '다온도 늘해군 솔내면 솔내동촌길 12',
  movers: [1, 2, 3].map((no) => {
    const { name, number, relation } = aMember(no);
    return { no, name: name ?? '', number, relation: relation ?? '', answer: null };
  }),
  ...overrides,
});

export const aMovedIn = (overrides: Partial<MovedInContent> = {}): MovedInContent => ({
  kind: 'moved-in-households',
  address: '다온도 늘해군 솔내면 솔내동촌길 12, 101동 503호',
  households: [
    {
      no: 1,
      householder: '김하나',
      registeredOn: day('2020-03-02'),
      status: null,
      cohabitants: [{ name: '박동거', registeredOn: day('2022-07-15') }],
    },
    { no: 2, householder: '최이웃', registeredOn: day('2024-01-03'), status: '거주불명자', cohabitants: [] },
  ],
  isFilingWaiting: false,
  isDeletedLeftOut: false,
  ...overrides,
});

export const aTestPage = (overrides: Partial<TestPageContent> = {}): TestPageContent => ({
  kind: 'test-page',
  printer: '민원창구 1번 프린터',
  ...overrides,
});

export const aReconciliation = (overrides: Partial<ReconciliationContent> = {}): ReconciliationContent => ({
  kind: 'reconciliation',
  day: day('2026-11-22'),
  lines: [
    { label: '발급', value: '42건 (61쪽)' },
    { label: '폐기', value: '1건 (2쪽)' },
    { label: '확인 필요', value: '0건' },
    { label: '수수료', value: '15,200원' },
    { label: '용지함에 남은 용지', value: '188장' },
  ],
  voided: [{ no: 1, serial: '제 T-0012-0000117 호', pages: 2, reason: '용지 걸림: 2쪽이 나오지 않음' }],
  remark: '오후 2시에 용지 250장을 채웠음.',
  ...overrides,
});

export const aWithheldNotice = (overrides: Partial<WithheldNoticeContent> = {}): WithheldNoticeContent => ({
  kind: 'withheld-notice',
  recipient: '김하나',
  askedFor: '주민등록표 초본',
  paragraphs: [
    '신청하신 증명서(주민등록표 초본)는 「주민등록법」에 따라 열람과 교부가 제한되어 내드릴 수 없습니다.',
    '이 통지서는 누가 어디에 주민등록을 하고 있는지를 알려 주는 것이 아닙니다.',
  ],
  basis: '「주민등록법」 제29조제6항',
  remedy:
    '이 처분에 이의가 있으면 처분이 있음을 안 날부터 90일 이내에 행정심판을 청구하거나 행정소송을 제기할 수 있습니다.',
  ...overrides,
});

const plainKinds: readonly SheetContent['kind'][] = ['test-page', 'reconciliation'];

/** The paper of this content in the frame that such a paper has. */
export const aSheet = (content: SheetContent = aCopy(), frame: Partial<SheetFrame> = {}): SheetInput => {
  const isEnglish = content.kind === 'copy' && content.language === 'en';
  const framed = plainKinds.includes(content.kind)
    ? aPlainFrame(frame)
    : isEnglish
      ? englishFrame(frame)
      : aFrame(frame);
  return SheetInput.parse({ v: 1, content, frame: framed });
};

/** What the bench draws: a copy of two pages, six members and forty addresses; `nth` changes what stands in it. */
export const benchSheet = (nth: number): SheetInput =>
  aSheet(
    aCopy({
      householder: { name: `김하나${nth}`, hanja: '金慧英' },
      members: Array.from({ length: 6 }, (_, index) =>
        aMember(index + 1, { name: `김${givenNames[(nth + index) % 12]}` }),
      ),
      pastAddresses: addressLines(40).map((line) => ({ ...line, address: `${line.address} ${nth}` })),
    }),
    { serial: `제 T-0012-${String(nth).padStart(7, '0')} 호` },
  );
