import type { CertificateLine, FilingLine, ResidentLine, ResidentPage } from '../../shared/contract/queries.ts';
import type { Address } from '../../shared/registry/address.ts';
import type { Serial } from '../../shared/registry/certificate.ts';
import type { DeviceId, FilingId, HouseholdId, OfficialId, ResidentId } from '../../shared/registry/ids.ts';
import type { Office, Official } from '../../shared/registry/office.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';

/** The invented people and offices of the gallery. Their numbers are masked, and have months that no year has. */
const idText = (kind: string, nth: number): string => `00000000-0000-4000-8000-${kind}${String(nth).padStart(11, '0')}`;
const day = (text: string): PlainDate => text as PlainDate;

export const solnae: Office = {
  id: '9971031000' as Office['id'],
  nameKo: '솔내면',
  nameEn: 'Solnae-myeon',
  kind: 'myeon',
  province: '다온도',
  city: '늘해군',
};

export const clerk: Official = {
  id: 'solnae-clerk-1' as OfficialId,
  office: solnae.id,
  name: '온유진',
  role: 'clerk',
};
export const supervisor: Official = {
  id: 'solnae-supervisor' as OfficialId,
  office: solnae.id,
  name: '기은호',
  role: 'supervisor',
};

export const anAddress = (building: string, change: Partial<Address> = {}): Address => ({
  office: solnae.id,
  province: '다온도',
  city: '늘해군',
  township: '솔내면',
  road: '솔내동촌길',
  building,
  unit: '',
  remark: '',
  ...change,
});

export const aLine = (nth: number, change: Partial<ResidentLine> = {}): ResidentLine => ({
  id: idText('a', nth) as ResidentId,
  name: '한도윤',
  hanja: '韓道潤',
  birthDate: day('1984-04-17'),
  maskedNumber: '842417-1******',
  address: '다온도 늘해군 솔내면 솔내동촌길 37',
  relation: '본인',
  status: 'resident',
  household: idText('b', nth) as HouseholdId,
  pending: false,
  ...change,
});

const born = (year: number, month: number, date: number): Pick<ResidentLine, 'birthDate' | 'maskedNumber'> => {
  const two = (n: number): string => String(n).padStart(2, '0');
  return {
    birthDate: day(`${String(year)}-${two(month)}-${two(date)}`),
    maskedNumber: `${String(year).slice(2)}${String(month + 20)}${two(date)}-${year < 2000 ? '1' : '3'}******`,
  };
};

/** As the search finds them: common names, rare hanja, a long name, and every status that a list can show. */
export const found: readonly ResidentLine[] = [
  aLine(1, { pending: true }),
  aLine(2, { name: '한도경', hanja: '韓度庚', ...born(1989, 12, 27), address: '다온도 늘해군 솔내면 새터1길 77' }),
  aLine(3, { name: '한도하', hanja: '', ...born(2015, 1, 11), relation: '자녀' }),
  aLine(4, { name: '길정𠮷', hanja: '吉正𠮷', ...born(1951, 3, 2), address: '다온도 늘해군 솔내면 느티나무로 162-19' }),
  aLine(5, {
    name: '알렉산드라 마리아 곤살레스 페르난데스',
    hanja: '',
    ...born(1992, 7, 8),
    address: '다온도 늘해군 솔내면 솔내중앙로 120, 103동 1204호 (솔내푸른마을아파트)',
  }),
  aLine(6, { name: '남궁은', hanja: '南宮恩', ...born(1966, 3, 3), status: 'unknown-domicile' }),
  aLine(7, { name: '전해린', hanja: '全海璘', ...born(1978, 9, 14), status: 'national-abroad' }),
  ...Array.from({ length: 43 }, (_, index) =>
    aLine(8 + index, {
      name: ['한도겸', '한도담', '한도림', '한도빈', '한도영'][index % 5] ?? '한도진',
      hanja: index % 3 === 0 ? '' : '韓道彬',
      ...born(1940 + ((index * 7) % 80), 1 + (index % 12), 1 + ((index * 5) % 28)),
      address: `다온도 늘해군 솔내면 ${['달맞이길', '은하수길', '장터2길'][index % 3] ?? ''} ${String(11 + index * 3)}`,
      relation: index % 2 === 0 ? '본인' : '배우자',
    }),
  ),
];

export const aFiling = (nth: number, change: Partial<FilingLine> = {}): FilingLine => ({
  id: idText('c', nth) as FilingId,
  device: idText('d', 1) as DeviceId,
  takenAt: '2026-11-02T01:12:00Z',
  reportDate: day('2026-11-02'),
  address: '다온도 늘해군 솔내면 솔내중앙로 9',
  householderName: '한도윤',
  what: 'whole-household',
  state: 'waiting',
  movers: [
    { name: '한도윤', maskedNumber: '842417-1******', answer: null },
    { name: '전경아', maskedNumber: '862502-2******', answer: null },
  ],
  ...change,
});

export const aPaper = (nth: number, change: Partial<CertificateLine> = {}): CertificateLine => ({
  id: idText('e', nth) as FilingId,
  serial: `T-9971031000-1-${String(nth).padStart(7, '0')}` as Serial,
  documentNumber: '1234123412341234',
  kind: 'copy',
  state: 'issued',
  why: null,
  holder: '한*윤',
  applicant: '한도윤',
  ground: 'self',
  purpose: '제출용',
  fee: { won: 400, exemption: null },
  won: 400,
  pages: 1,
  sheets: 1,
  attempt: 1,
  printer: 'desk',
  official: clerk.id,
  issuedOn: day('2026-09-14'),
  reservedAt: '2026-09-14T01:00:00Z',
  settledAt: '2026-09-14T01:00:30Z',
  replaces: null,
  replacedBy: null,
  overtaken: null,
  isSent: true,
  ...change,
});

const member = (nth: number, change: Partial<ResidentLine>): ResidentLine => aLine(nth, change);

export const aPage = (change: Partial<ResidentPage> = {}): ResidentPage => ({
  resident: aLine(1, { pending: true }),
  nameRoman: 'HAN DOYUN',
  sex: 'M',
  household: {
    id: idText('b', 1) as HouseholdId,
    householder: idText('a', 1) as ResidentId,
    members: [
      aLine(1),
      member(60, { name: '전경아', ...born(1986, 5, 2), relation: '배우자' }),
      member(61, { name: '한서율', ...born(2012, 11, 20), relation: '자녀' }),
      member(62, { name: '한도하', ...born(2015, 1, 11), relation: '자녀' }),
    ],
  },
  addresses: [
    {
      registeredOn: day('2019-03-11'),
      movedOn: day('2019-03-09'),
      reason: '전입',
      address: anAddress('37'),
      householderName: '한도윤',
      relation: '본인',
      filing: null,
    },
    {
      registeredOn: day('2013-03-01'),
      movedOn: day('2013-02-16'),
      reason: '전입',
      address: anAddress('61', {
        township: '윤슬읍',
        road: '윤슬물목로',
        unit: '가동 503호',
        remark: '윤슬나룻마을아파트',
      }),
      householderName: '한도윤',
      relation: '본인',
      filing: null,
    },
    {
      registeredOn: day('1984-04-27'),
      movedOn: day('1984-04-17'),
      reason: '신규등록',
      address: anAddress('12'),
      householderName: '한정택',
      relation: '자녀',
      filing: null,
    },
  ],
  filings: [
    aFiling(1),
    aFiling(2, {
      reportDate: day('2019-03-11'),
      state: 'answered',
      address: '다온도 늘해군 솔내면 솔내동촌길 37',
      movers: [
        { name: '한도윤', maskedNumber: '842417-1******', answer: { type: 'registered', on: day('2019-03-11') } },
      ],
    }),
  ],
  certificates: [
    aPaper(1),
    aPaper(2, {
      kind: 'abstract',
      issuedOn: day('2026-06-01'),
      overtaken: { since: day('2026-05-30'), what: 'moved', resident: idText('a', 1) as ResidentId },
    }),
  ],
  ...change,
});

const relations = ['배우자', '모', '부', '자녀', '자녀', '자녀', '며느리', '손', '손', '형제자매', '동거인'] as const;

/** A household that goes over the edge of most screens. */
export const aCrowdedPage = (): ResidentPage => {
  const head = aLine(4, { name: '길정𠮷', hanja: '吉正𠮷', ...born(1951, 3, 2) });
  return aPage({
    resident: head,
    nameRoman: 'GIL JEONGGIL',
    household: {
      id: head.household,
      householder: head.id,
      members: [
        head,
        ...relations.map((relation, index) =>
          member(70 + index, {
            name:
              index === 6 ? '알렉산드라 마리아 곤살레스 페르난데스' : `길한${'가나다라마바사아자차카'[index] ?? ''}`,
            ...born(1950 + index * 6, 1 + index, 3 + index),
            relation,
            status: index === 9 ? 'unknown-domicile' : 'resident',
          }),
        ),
      ],
    },
    filings: [],
    certificates: [],
  });
};
