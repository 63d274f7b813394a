import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { Address } from '../../src/shared/registry/address.ts';
import { Amendment } from '../../src/shared/registry/amendment.ts';
import { MoverKey, moverKey } from '../../src/shared/registry/answer.ts';
import { MoveInReport, NamedPerson } from '../../src/shared/registry/move-in.ts';
import { AreaChange, RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { ResidentNumber } from '../../src/shared/registry/resident-number.ts';
import { day, inventedNumber, solnae } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  anAreaChange,
  aPart,
  aReport,
  asMover,
  aWhole,
  byGuardian,
  byTheOffice,
  inEungaram,
  named,
  notified,
  shown,
  unknownFiling,
} from '../builders/settled.ts';

const home = aCoupleWithChildren(1);
const [head, wife, son] = home.residents as [Resident, Resident, Resident];

/** What is wrong, by field. */
const issuesOf = (schema: z.ZodType, value: unknown): readonly string[] =>
  schema.safeParse(value).error?.issues.map(({ path }) => path.join('.')) ?? [];

const tenMegabytes = '가'.repeat(10 * 1_048_576);

const moveIn = {
  ...aWhole(home),
  previousHouseholder: named(head),
  remaining: { householder: wife.number, relations: [{ number: son.number, relation: '자녀' as const }] },
  backdating: { supervisor: byTheOffice().procedure.official, scan: 'a'.repeat(64) },
};
const reports = [
  moveIn,
  aPart(head, [asMover(son, '자녀', { consent: byGuardian(wife) })], {
    into: { type: 'dormitory', name: '솔빛기숙사', manager: named(wife) },
  }),
  aReport('householder-change', {
    newHouseholder: named(wife),
    relations: [{ number: son.number, relation: '자녀' }],
    basis: shown(wife),
  }),
  aReport('correction', {
    person: named(son),
    changes: [
      { what: 'name', to: '새이름' },
      { what: 'hanja', to: '金' },
      { what: 'birth-date', to: day('2010-06-16') },
      { what: 'sex', to: 'F' },
      { what: 'number', to: inventedNumber('2010-06-16', 'M', 303) },
      { what: 'relation', to: '조카' },
      { what: 'address', to: inEungaram },
    ],
    isAdoption: false,
    reason: '정정',
    basis: byTheOffice(),
  }),
  aReport('unknown-domicile', { people: [named(son)], basis: byTheOffice() }),
  aReport('deletion', { people: [named(son)], why: 'other', basis: notified }),
  aReport('stay-abroad', { people: [named(son)], step: 'departure', basis: notified }),
  aReport('birth', {
    child: {
      name: '새아기',
      hanja: '',
      sex: 'F',
      birthDate: day('2026-08-01'),
      number: inventedNumber('2026-08-01', 'F', 700),
    },
    mother: named(wife),
    father: null,
    withParent: 'mother',
    relation: '자녀',
    basis: notified,
  }),
  aReport('death', { person: named(son), diedOn: day('2026-08-01'), basis: notified }),
  aReport('foreign-family', {
    householder: named(head),
    step: 'noted',
    member: {
      relation: '배우자',
      name: '응우옌',
      nameRoman: 'NGUYEN',
      number: '902101-6000001',
      since: day('2020-01-01'),
    },
    basis: notified,
  }),
  aReport('objection', {
    person: named(son),
    measure: unknownFiling,
    decidedOn: day('2026-08-02'),
    isUpheld: true,
    reason: '사실과 다름',
    remedies: '',
  }),
] as const;
const labelled = reports.map((report) => ['kind' in report ? report.kind : report.form, report] as const);
const schemaFor = (report: object): z.ZodType => ('form' in report ? MoveInReport : RegisterReport);

type Path = readonly (string | number)[];
const pathsIn = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => {
        const at = [...path, Array.isArray(value) ? Number(key) : key];
        return [at, ...pathsIn(each, at)];
      })
    : [];
const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], value);
const replaced = (value: unknown, [key, ...rest]: Path, by: unknown): unknown => {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
};

describe('a report', () => {
  test.for(labelled)('$0: is taken as it is', ([, report]) => {
    expect(schemaFor(report).parse(structuredClone(report))).toEqual(report);
  });

  test.for(labelled)('$0: a wrong type anywhere is refused at that field', ([, report]) => {
    for (const path of pathsIn(report)) {
      const value = valueAt(report, path);
      const wrong = typeof value === 'object' ? 7 : typeof value === 'string' ? { toString: () => value } : 'ja';
      const issues = issuesOf(schemaFor(report), replaced(report, path, wrong));
      expect(issues.length, path.join('.')).toBeGreaterThan(0);
      // Where the field tells which shape is meant, everything around it is not what it should be.
      const parent = path.slice(0, -1).join('.');
      expect(
        issues.some((issue) => issue === path.join('.') || issue === parent || issue === ''),
        `${path.join('.')}: ${issues.join(' ')}`,
      ).toBe(true);
    }
  });

  test.for(labelled)('$0: hostile text in any field never gets through', ([, report]) => {
    for (const path of pathsIn(report)) {
      if (typeof valueAt(report, path) !== 'string') continue;
      for (const text of ['홍\u0000길동', '홍\u202e길동', '홍\ud800', '\u3164', '가'.repeat(100_000)])
        expect(issuesOf(schemaFor(report), replaced(report, path, text)), path.join('.')).not.toEqual([]);
    }
  });

  test.for(labelled)('$0: a field that no form has is refused', ([, report]) => {
    for (const path of [[], ...pathsIn(report)]) {
      const value = valueAt(report, path);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      const extended = replaced(report, path, { ...value, 'no such field': 1 });
      const { success, data } = schemaFor(report).safeParse(extended);
      // An address and a foreign member are documents of the register: theirs are left out.
      if (success) expect(data, path.join('.')).toEqual(report);
    }
    expect(schemaFor(report).safeParse({ ...report, 'no such field': 1 }).success).toBe(false);
  });

  test('10 MB in a name cost no time worth speaking of and name the field', () => {
    expect(issuesOf(MoveInReport, replaced(moveIn, ['movers', 1, 'name'], tenMegabytes))).toEqual(['movers.1.name']);
    expect(issuesOf(MoveInReport, replaced(moveIn, ['to', 'road'], tenMegabytes))).toEqual(['to.road']);
  });

  test('names in pieces are those of the register', () => {
    const report = replaced(moveIn, ['movers', 1, 'name'], '주민2'.normalize('NFD'));
    expect(MoveInReport.parse(report).movers[1]?.name).toBe('주민2');
  });

  test('a day that the calendar doesn’t have is none', () => {
    for (const date of ['2026-02-29', '2026-13-01', '2026-8-3', '20260803', '2026-08-03T00:00:00Z', ' 2026-08-03'])
      expect(issuesOf(MoveInReport, { ...moveIn, reportDate: date }), date).toEqual(['reportDate']);
  });

  test('lists have a length', () => {
    const mover = moveIn.movers[1] as object;
    expect(issuesOf(MoveInReport, { ...moveIn, movers: [] })).toEqual(['movers']);
    const many = [moveIn.movers[0], ...Array.from({ length: 30 }, () => mover)];
    expect(issuesOf(MoveInReport, { ...moveIn, movers: many })).toContain('movers');
    const people = Array.from({ length: 31 }, () => named(son));
    for (const kind of ['unknown-domicile', 'deletion', 'stay-abroad'] as const) {
      const report = reports.find((each) => 'kind' in each && each.kind === kind);
      expect(issuesOf(RegisterReport, { ...report, people: [] })).toContain('people');
      expect(issuesOf(RegisterReport, { ...report, people })).toContain('people');
    }
  });
});

describe('what a move-in says together', () => {
  const at = (overrides: object): readonly string[] => issuesOf(MoveInReport, { ...moveIn, ...overrides });
  const movers = (...relations: readonly string[]) =>
    relations.map((relation, nth) => ({ ...named(home.residents[nth] as Resident), relation }));

  test('one householder in a household of their own, none where one is joined', () => {
    const reporter = { ...moveIn.reporter, capacity: 'household-manager' };
    expect(at({ movers: movers('본인', '배우자'), reporter })).toEqual([]);
    expect(at({ movers: movers('본인', '본인'), reporter })).toEqual(['movers']);
    expect(at({ movers: movers('배우자', '자녀'), reporter })).toEqual(['movers']);
    const into = { type: 'household-of', householder: named(wife) };
    expect(at({ movers: movers('자녀'), reporter, into })).toEqual([]);
    expect(at({ movers: movers('본인'), reporter, into })).toEqual(['movers']);
    const dormitory = { type: 'dormitory', name: '솔빛', manager: named(wife) };
    for (const relations of [['본인'], ['동거인'], ['본인', '본인']])
      expect(at({ movers: movers(...relations), reporter, into: dormitory })).toEqual([]);
  });

  test('nobody twice by number', () => {
    const twice = [...moveIn.movers, { ...moveIn.movers[1], name: '다른이름' }];
    expect(at({ movers: twice })).toEqual(['movers']);
  });

  test('a number, or the birth in its place', () => {
    const newborn = { birthDate: '2026-08-01', mother: wife.number };
    const [first] = moveIn.movers;
    const child = { name: '새아기', relation: '자녀' };
    expect(at({ movers: [first, { ...child, number: null, newborn }] })).toEqual([]);
    expect(at({ movers: [first, { ...child, number: null }] })).toEqual(['movers.1.newborn']);
    expect(at({ movers: [first, { ...child, number: son.number, newborn }] })).toEqual(['movers.1.newborn']);
  });

  test('who reports as somebody is that one', () => {
    const { reporter } = moveIn;
    const as = (capacity: string, who: Resident) => at({ reporter: { ...reporter, ...named(who), capacity } });
    const stranger = { ...head, number: inventedNumber('1970-01-01', 'M', 999) };
    expect(as('householder', head)).toEqual([]);
    expect(as('householder', wife)).toEqual(['reporter']);
    expect(as('mover', wife)).toEqual([]);
    expect(as('mover', stranger)).toEqual(['reporter']);
    for (const capacity of ['household-manager', 'delegate']) expect(as(capacity, stranger)).toEqual([]);
    expect(as('dormitory-manager', stranger)).toEqual(['reporter']);
    const into = { type: 'dormitory', name: '솔빛', manager: named(wife) };
    expect(at({ into, reporter: { ...reporter, ...named(wife), capacity: 'dormitory-manager' } })).toEqual([]);
    const joined = { type: 'household-of', householder: named(wife) };
    const joining = moveIn.movers.slice(2);
    expect(at({ into: joined, movers: joining, reporter: { ...reporter, ...named(wife) } })).toEqual([]);
    expect(at({ into: joined, movers: joining, reporter })).toEqual(['reporter']);
  });

  test('the householder is 본인 and nobody else is, also of those who stay', () => {
    const remaining = { householder: wife.number, relations: [{ number: son.number, relation: '본인' }] };
    expect(at({ remaining })).toEqual(['remaining.relations.0.relation']);
  });
});

describe('what is done with a filing', () => {
  const amendments = [
    { type: 'supplemented', on: '2026-08-10', version: 1, report: moveIn, note: '보완' },
    { type: 'withdrawn', on: '2026-08-10', note: '취하' },
    { type: 'refused', on: '2026-08-10', people: [son.number], reasons: '거주하지 않음', remedies: '행정심판' },
    { type: 'refused', on: '2026-08-10', people: null, reasons: '거주하지 않음', remedies: '행정심판' },
    { type: 'post-verified', on: '2026-08-10', step: { type: 'sent' } },
    { type: 'post-verified', on: '2026-08-10', step: { type: 'exempt', why: 'fixed-date' } },
    { type: 'just-cause', on: '2026-08-10', note: '입원' },
  ] as const;

  test.for(amendments)('$type: is taken as it is, and nothing of it with a wrong type', (amendment) => {
    expect(Amendment.parse(structuredClone(amendment))).toEqual(amendment);
    for (const path of pathsIn(amendment)) {
      const value = valueAt(amendment, path);
      if (value === null) continue;
      const wrong = typeof value === 'object' ? 7 : typeof value === 'string' ? ['x'] : 'x';
      expect(issuesOf(Amendment, replaced(amendment, path, wrong)).length, path.join('.')).toBeGreaterThan(0);
    }
  });

  test('a refusal has reasons and remedies, and names somebody or everybody', () => {
    const [, , refused] = amendments;
    for (const field of ['reasons', 'remedies'] as const)
      expect(issuesOf(Amendment, { ...refused, [field]: ' ' })).toEqual([field]);
    expect(issuesOf(Amendment, { ...refused, people: [] })).toEqual(['people']);
  });

  test('versions count from one', () => {
    for (const version of [0, -1, 1.5, 1_001, Number.NaN, Number.POSITIVE_INFINITY])
      expect(issuesOf(Amendment, { ...amendments[0], version })).toEqual(['version']);
  });
});

describe('other parts', () => {
  test('a person is a name and a number', () => {
    expect(issuesOf(NamedPerson, { name: '홍길동', number: '852412-1000001' })).toEqual([]);
    expect(issuesOf(NamedPerson, { name: '홍길동', number: null })).toEqual(['number']);
    expect(issuesOf(NamedPerson, { name: '', number: '852412-1000001' })).not.toEqual([]);
    expect(issuesOf(ResidentNumber, '852412-1000001\u0000')).toEqual(['']);
  });

  test('an address names its office by ten digits, and what must not be empty isn’t', () => {
    expect(Address.parse(inEungaram)).toEqual(inEungaram);
    for (const office of ['', '997103100', '99710310000', '997103100a', 9_971_031_000])
      expect(issuesOf(Address, { ...inEungaram, office })).toEqual(['office']);
    for (const field of ['province', 'road', 'building'])
      expect(issuesOf(Address, { ...inEungaram, [field]: '' })).toContain(field);
    for (const field of ['city', 'township', 'unit', 'room', 'remark'])
      expect(issuesOf(Address, { ...inEungaram, [field]: '' })).toEqual([]);
  });

  test('a change of areas', () => {
    expect(AreaChange.parse(anAreaChange())).toEqual(anAreaChange());
    expect(issuesOf(AreaChange, { ...anAreaChange(), roads: ['가\u0000'] })).toEqual(['roads.0']);
    expect(issuesOf(AreaChange, { ...anAreaChange(), from: solnae.slice(1) })).toEqual(['from']);
    expect(issuesOf(AreaChange, { ...anAreaChange(), becomes: { office: solnae } })).toEqual(['becomes']);
  });

  test('[MI-18] the key of an answer is a number, or says whose birth it is', () => {
    const key = moverKey({ name: '새아기', number: null, newborn: { birthDate: day('2026-08-01') } });
    expect(key).toBe('newborn 2026-08-01 새아기');
    expect(MoverKey.parse(key)).toBe(key);
    expect(MoverKey.parse(moverKey(son))).toBe(son.number);
    for (const text of ['', 'newborn', 'newborn 2026-08-01 ', 'newborn 2026-8-1 가', '852412', ` ${son.number}`])
      expect(MoverKey.safeParse(text).success).toBe(false);
  });
});
