import fc from 'fast-check';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import { type OfficeId, OfficialId } from '../../src/shared/registry/ids.ts';
import type { Consent, MoveInReport, Mover } from '../../src/shared/registry/move-in.ts';
import { addDays, type PlainDate } from '../../src/shared/registry/plain-date.ts';
import type { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Report } from '../../src/shared/registry/report.ts';
import type { Relation, Resident } from '../../src/shared/registry/resident.ts';
import type { FiledAmendment, Filing } from '../../src/shared/rules/filing.ts';
import { registerOf } from '../../src/shared/rules/register.ts';
import {
  aFamily,
  aMoveInReport,
  anAddress,
  aResident,
  day,
  eungaram,
  filingId,
  inventedNumber,
  solnae,
  yunseul,
} from './registry.ts';

/**
 * A small register and a crowd of filings that meet in it, overlap, and are wrong in every way that the rules know: few
 * people, few addresses and few days, so that most of them get in each other's way.
 */
const firstDay = day('2026-08-01');
const official = OfficialId.parse('solnae-clerk-1');

const inSolnae = anAddress();
const inYunseul = anAddress({ office: yunseul, township: '윤슬읍', road: '윤슬물목로', building: '61' });
const inEungaram = anAddress({ office: eungaram, city: '새론시', township: '', road: '은가람대로', building: '45' });
const addresses = [inSolnae, anAddress({ building: '9' }), inEungaram, inYunseul] as const;

const families = [1, 11, 21, 31].map((first, nth) =>
  aFamily({ first, size: [4, 3, 1, 2][nth] ?? 1, address: [inSolnae, inYunseul][nth % 2] ?? inSolnae }),
);
const special: Readonly<Record<string, Partial<Resident>>> = {
  주민13: { status: 'deleted' },
  주민21: { status: 'unknown-domicile' },
  주민32: { status: 'national-abroad' },
};
const crowdPeople: readonly Resident[] = families
  .flatMap(({ residents }) => residents)
  .map((resident) => ({ ...resident, ...special[resident.name] }));
const [firstPerson] = crowdPeople as readonly [Resident];
export const crowdOrigin = registerOf(
  crowdPeople,
  families.map(({ household }) => household),
);

/** Somebody, and now and then somebody whom nobody knows. */
const person = fc.constantFrom(...crowdPeople, aResident({ nth: 99 }));
const likely = (weight: number) => fc.nat({ max: weight }).map((value) => value > 0);
const rarely = <T>(value: fc.Arbitrary<T>, freq = 10) =>
  fc.oneof({ weight: freq, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: value });
/** One of five days, and rarely the one on which the register was taken over. */
const anyDay = fc.nat({ max: 44 }).map((nth) => (nth === 0 ? day('2020-03-02') : addDays(firstDay, nth % 5)));
const named = ({ name, number }: Resident) => ({ name, number });
const child = { name: '아기', birthDate: day('2026-07-30'), number: inventedNumber('2026-07-30', 'F', 777) };

const consent = (resident: Resident, guardian: Resident): fc.Arbitrary<Consent | undefined> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<Consent>(isChild(resident) ? guardianConsent(guardian) : ownConsent) },
    { weight: 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant<Consent>({ ...ownConsent, cardShown: false }) },
    { weight: 1, arbitrary: fc.constant<Consent>({ ...ownConsent, cardShown: false, kinOfReporter: 'lineal-kin' }) },
    {
      weight: 1,
      arbitrary: fc.constant<Consent>({ ...guardianConsent(guardian), formShown: false, cardShown: false }),
    },
    {
      weight: 1,
      arbitrary: fc
        .boolean()
        .map((livesThere): Consent => ({ by: 'fact-finding', on: firstDay, official, livesThere })),
    },
  );
const ownConsent = { by: 'mover', cardShown: true, kinOfReporter: null } as const;
const guardianConsent = (guardian: Resident) =>
  ({ by: 'guardian', guardian: named(guardian), formShown: true, cardShown: true, kinOfReporter: null }) as const;
const isChild = (resident: Resident): boolean => resident.birthDate > '2008';

const moveIn: fc.Arbitrary<MoveInReport> = fc
  .record({
    form: fc.oneof(
      { weight: 4, arbitrary: fc.constant('whole-household' as const) },
      { weight: 6, arbitrary: fc.constant('part-of-household' as const) },
      { weight: 1, arbitrary: fc.constantFrom('re-registration' as const, 'national-abroad' as const) },
    ),
    family: fc.nat({ max: families.length - 1 }),
    /** Who of the family moves; a whole household is usually all of it. */
    picks: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    leader: fc.nat({ max: 3 }),
    to: fc.constantFrom(...addresses),
    reportDate: anyDay,
    movedBefore: fc.integer({ min: -1, max: 3 }),
    into: fc.oneof(
      { weight: 5, arbitrary: fc.constant(null) },
      { weight: 3, arbitrary: person.map((householder) => ({ type: 'household-of' as const, householder })) },
      { weight: 1, arbitrary: person.map((manager) => ({ type: 'dormitory' as const, manager })) },
    ),
    capacity: fc.constantFrom(
      'householder' as const,
      'mover' as const,
      'household-manager' as const,
      'delegate' as const,
    ),
    identityChecked: likely(12),
    delegationShown: likely(3),
    hasKinship: likely(3),
    isComplete: likely(6),
    spoiltName: rarely(fc.nat({ max: 3 })),
    guest: rarely(person),
    isStranger: rarely(fc.constantFrom('stranger' as const, 'foreigner' as const, 'newborn' as const), 5),
    names: rarely(person, 2),
    previous: rarely(person, 3),
    isBackdated: rarely(fc.constant(true)),
  })
  .chain((plan) =>
    fc.record({
      plan: fc.constant(plan),
      consents: fc.tuple(
        ...Array.from({ length: 6 }, (_, nth) => {
          const resident = (families[plan.family]?.residents ?? [])[nth] ?? crowdPeople[nth] ?? firstPerson;
          return consent(resident, families[plan.family]?.residents[0] ?? firstPerson);
        }),
      ),
    }),
  )
  .map(({ plan, consents }): MoveInReport => {
    const family = crowdPeople.filter(({ household }) => household === families[plan.family]?.household.id);
    const chosen =
      plan.form === 'whole-household' && plan.isComplete ? family : family.filter((_, nth) => plan.picks[nth]);
    const movers = chosen.length > 0 ? chosen : family.slice(0, 1);
    const leader = plan.form === 'whole-household' && plan.isComplete ? 0 : plan.leader % movers.length;
    const joins = plan.into?.type === 'household-of';
    const relationOf = (nth: number): Relation => {
      if (joins) return nth === 0 ? '형제자매' : '조카';
      return nth === leader ? '본인' : nth < 2 ? '배우자' : '자녀';
    };
    const list: Mover[] = movers.map((resident, nth) => ({
      number: resident.number,
      name: nth === plan.spoiltName ? '다른이름' : resident.name,
      relation: relationOf(nth),
      ...(consents[nth] === undefined ? {} : { consent: consents[nth] }),
    }));
    if (plan.guest && !movers.includes(plan.guest))
      list.push({ ...named(plan.guest), relation: '동거인', consent: ownConsent });
    if (plan.isStranger === 'stranger' || plan.isStranger === 'foreigner') {
      const number = inventedNumber('1970-01-01', 'M', 999);
      const foreign = `${number.slice(0, 7)}5${number.slice(8)}` as typeof number;
      list.push({ number: plan.isStranger === 'foreigner' ? foreign : number, name: '모르는이', relation: '동거인' });
    }
    const mother = movers[0] ?? firstPerson;
    if (plan.isStranger === 'newborn')
      list.push({
        number: null,
        name: child.name,
        relation: '동거인',
        newborn: { birthDate: child.birthDate, mother: mother.number },
        consent: guardianConsent(mother),
      });
    const householder = list[leader] as Mover;
    const into: Pick<MoveInReport, 'into'> =
      plan.into === null
        ? {}
        : plan.into.type === 'household-of'
          ? { into: { type: 'household-of', householder: named(plan.into.householder) } }
          : { into: { type: 'dormitory', name: '솔내기숙사', manager: named(plan.into.manager) } };
    const reporter =
      plan.capacity === 'householder' && plan.into?.type === 'household-of'
        ? named(plan.into.householder)
        : { name: householder.name, number: householder.number ?? child.number };
    return aMoveInReport({
      form: plan.form,
      movers: list,
      to: plan.to,
      reportDate: plan.reportDate,
      movedOn: addDays(plan.reportDate, -plan.movedBefore),
      reporter: {
        ...reporter,
        capacity: plan.capacity === 'householder' && plan.into?.type === 'dormitory' ? 'mover' : plan.capacity,
        identityChecked: plan.identityChecked,
        delegationShown: plan.delegationShown,
        ...(plan.hasKinship ? { kinship: 'lineal-kin' as const } : {}),
      },
      ...into,
      ...(plan.names ? { remaining: { householder: plan.names.number } } : {}),
      ...(plan.previous ? { previousHouseholder: named(plan.previous) } : {}),
      ...(plan.isBackdated ? { backdating: { supervisor: official, scan: 'a'.repeat(64) } } : {}),
    });
  });

const basis: fc.Arbitrary<Extract<RegisterReport, { basis: unknown }>['basis']> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constant({
      type: 'report' as const,
      reporter: named(firstPerson),
      identityChecked: true,
      evidence: '기본증명서',
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constant({
      type: 'report' as const,
      reporter: named(firstPerson),
      identityChecked: false,
      evidence: '',
    }),
  },
  { weight: 3, arbitrary: fc.constant({ type: 'notified' as const, by: '가족관계등록관서', evidence: '통보' }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(5, 7).map((noticeDays) => ({
      type: 'ex-officio' as const,
      procedure: {
        investigatedOn: day('2026-07-01'),
        official,
        noticeOn: day('2026-07-20'),
        isPublicNotice: false,
        noticeDays,
      },
      evidence: '',
    })),
  },
);

const registerReport: fc.Arbitrary<RegisterReport> = fc
  .record({
    reportDate: anyDay,
    person,
    other: person,
    basis,
    spoilsName: rarely(fc.constant(true)),
    kind: fc.constantFrom(
      'householder-change' as const,
      'householder-change' as const,
      'correction' as const,
      'unknown-domicile' as const,
      'deletion' as const,
      'stay-abroad' as const,
      'birth' as const,
      'death' as const,
      'foreign-family' as const,
      'objection' as const,
    ),
    variant: fc.nat({ max: 6 }),
  })
  .map(({ reportDate, person: who, other, basis: on, spoilsName, kind, variant }): RegisterReport => {
    const someone = { ...named(who), name: spoilsName ? '다른이름' : who.name };
    const common = { reportDate, basis: on };
    switch (kind) {
      case 'householder-change':
        return {
          kind,
          ...common,
          newHouseholder: someone,
          relations: variant < 3 ? [] : [{ number: other.number, relation: '그 밖의 친족' }],
        };
      case 'correction':
        return {
          kind,
          ...common,
          person: someone,
          isAdoption: false,
          reason: '개명',
          changes: [
            [
              { what: 'name' as const, to: '새이름' },
              { what: 'hanja' as const, to: '金' },
              { what: 'birth-date' as const, to: day('1985-04-13') },
              { what: 'sex' as const, to: other.name < '주민2' ? ('M' as const) : ('F' as const) },
              { what: 'number' as const, to: variant < 5 ? inventedNumber('1985-04-12', 'F', 500) : other.number },
              { what: 'relation' as const, to: '조카' as const },
              { what: 'address' as const, to: { ...inSolnae, unit: '2층' } },
            ][variant] ?? { what: 'hanja', to: '李' },
          ],
        };
      case 'unknown-domicile':
        return { kind, ...common, people: distinct(someone, named(other)) };
      case 'deletion':
        return { kind, ...common, people: [someone], why: variant < 3 ? 'emigration' : 'other' };
      case 'stay-abroad':
        return { kind, ...common, people: [someone], step: variant < 4 ? 'departure' : 'return' };
      case 'birth':
        return {
          kind,
          ...common,
          child: { ...child, hanja: '', sex: 'F' },
          mother: variant === 0 ? null : someone,
          father: named(other),
          withParent: variant < 2 ? 'father' : 'mother',
          relation: '자녀',
        };
      case 'death':
        return { kind, ...common, person: someone, diedOn: addDays(reportDate, variant === 0 ? 1 : -variant) };
      case 'foreign-family':
        return {
          kind,
          ...common,
          householder: someone,
          step: variant < 4 ? 'noted' : 'removed',
          member: {
            relation: '배우자',
            name: '응우옌',
            nameRoman: 'NGUYEN',
            number: '902101-6000001',
            since: reportDate,
          },
        };
      default:
        return {
          kind: 'objection',
          reportDate,
          person: someone,
          measure: filingId(variant + 1),
          decidedOn: reportDate,
          isUpheld: variant < 4,
          reason: '사실과 다름',
          remedies: '행정심판',
        };
    }
  });

const distinct = (
  a: { readonly name: string; readonly number: Resident['number'] },
  b: { readonly name: string; readonly number: Resident['number'] },
) => (a.number === b.number ? [a] : [a, b]);

const amendment = (report: Report, on: PlainDate): fc.Arbitrary<Amendment> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<Amendment>({ type: 'withdrawn', on, note: '철회' }) },
    {
      weight: 2,
      arbitrary: person.map(
        (who): Amendment => ({
          type: 'refused',
          on,
          people: who === crowdPeople[0] ? null : [who.number],
          reasons: '거주 사실 없음',
          remedies: '이의신청',
        }),
      ),
    },
    {
      weight: 4,
      arbitrary: fc.record({ version: fc.integer({ min: 1, max: 2 }), other: moveIn }).map(
        ({ version, other }): Amendment => ({
          type: 'supplemented',
          on,
          version,
          report: 'form' in report ? other : report,
          note: '보완',
        }),
      ),
    },
    { weight: 1, arbitrary: fc.constant<Amendment>({ type: 'just-cause', on, note: '입원' }) },
  );

const filing: fc.Arbitrary<Omit<Filing, 'id'>> = fc
  .oneof({ weight: 4, arbitrary: moveIn }, { weight: 3, arbitrary: registerReport })
  .chain((report) =>
    fc.record({
      report: fc.constant(report),
      /** Nearly always the office that the report is for. */
      office: fc.oneof(
        { weight: 9, arbitrary: fc.constant<OfficeId>('form' in report ? report.to.office : solnae) },
        { weight: 2, arbitrary: fc.constantFrom(solnae, yunseul, eungaram) },
      ),
      limits: rarely(fc.integer({ min: -1, max: 5 }), 8),
      contentHash: fc.constantFrom('0', '1', '2', 'e', 'f').map((digit) => digit.repeat(64)),
      amendments: fc.oneof(
        { weight: 5, arbitrary: fc.constant<FiledAmendment[]>([]) },
        {
          weight: 1,
          arbitrary: fc
            .array(
              fc.record({
                contentHash: fc.constantFrom('3', '7', 'c').map((digit) => digit.repeat(64)),
                amendment: amendment(report, addDays(firstDay, 6)),
              }),
              { minLength: 1, maxLength: 3 },
            )
            .map((all) =>
              all.map((each, nth) => ({ ...each, contentHash: `${String(nth)}${each.contentHash.slice(1)}` })),
            ),
        },
      ),
    }),
  )
  .map(({ limits, ...rest }) => ({
    ...rest,
    notBefore: limits === null || limits > 2 ? null : addDays(firstDay, limits),
    notAfter: limits === null || limits <= 2 ? null : addDays(firstDay, limits),
  }));

export interface Crowd {
  /** In the order in which they were taken. */
  readonly filings: readonly Filing[];
  /** The same filings with the same amendments, in the order in which they arrive. */
  readonly arrival: readonly Filing[];
}

/** Up to a dozen filings with an order in which they arrive. */
export const crowds: fc.Arbitrary<Crowd> = fc
  .array(filing, { minLength: 1, maxLength: 12 })
  .map((filings) => filings.map((each, nth): Filing => ({ ...each, id: filingId(nth + 1) })))
  .chain((filings) =>
    fc.record({
      filings: fc.constant(filings),
      arrival: fc
        .shuffledSubarray(filings, { minLength: filings.length, maxLength: filings.length })
        .map((shuffled) => shuffled.map((each) => ({ ...each, amendments: (each.amendments ?? []).toReversed() }))),
    }),
  );
