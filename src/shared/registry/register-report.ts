import { z } from 'zod';
import { Address } from './address.ts';
import { FilingId, OfficeId, OfficialId } from './ids.ts';
import { Backdating, NamedPerson } from './move-in.ts';
import { PlainDate } from './plain-date.ts';
import { optionalText, plainText } from './plain-text.ts';
import { ForeignMember, MemberRelation, Relation } from './resident.ts';
import { ResidentNumber } from './resident-number.ts';

/**
 * What came before a measure that the office takes by itself [A 20–21, D 28]: the investigation, the notice with the
 * days it gave, and the notice of the measure.
 */
const Procedure = z.strictObject({
  investigatedOn: PlainDate,
  official: OfficialId,
  /** The first day of the notice (최고), or of its public notice (공고) where it could not be served. */
  noticeOn: PlainDate,
  isPublicNotice: z.boolean(),
  /** Days that the notice gave; at least seven. */
  noticeDays: z.int().min(0).max(365),
});
export type Procedure = z.infer<typeof Procedure>;

/** On whose word: a report of the person's or the household's, or the office's own act. */
const Basis = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('report'),
    reporter: NamedPerson,
    identityChecked: z.boolean(),
    /** The document that was shown: a family register certificate, a court's decision. */
    evidence: optionalText(100),
  }),
  z.strictObject({ type: z.literal('ex-officio'), procedure: Procedure, evidence: optionalText(100) }),
  /** Told by another authority: the family registration office, immigration, the ministry. */
  z.strictObject({ type: z.literal('notified'), by: plainText(60), evidence: optionalText(100) }),
]);
export type Basis = z.infer<typeof Basis>;

/** The people whom one act is about, each once. */
const People = z
  .array(NamedPerson)
  .min(1)
  .max(30)
  .refine((people) => new Set(people.map(({ number }) => number)).size === people.length, {
    error: 'the same resident number stands twice',
  });

const day = { reportDate: PlainDate, backdating: Backdating.optional() } as const;

/**
 * Everything but a move-in that changes the register. Each adds a line to somebody's history and overwrites nothing
 * [D 9②]. It takes effect on its report date; a death on the day of the death.
 */
export const RegisterReport = z.discriminatedUnion('kind', [
  /** Change of householder (세대주 변경): a new record, the old one is kept [A 22]. */
  z.strictObject({
    kind: z.literal('householder-change'),
    ...day,
    newHouseholder: NamedPerson,
    /** Relations to the new householder that the old ones don't tell. */
    relations: z.array(z.strictObject({ number: ResidentNumber, relation: MemberRelation })).max(60),
    basis: Basis,
  }),
  /** What the register says of a person was wrong or has changed (정정) [A 13, 16, D 20]. */
  z.strictObject({
    kind: z.literal('correction'),
    ...day,
    person: NamedPerson,
    changes: z
      .array(
        z.discriminatedUnion('what', [
          z.strictObject({ what: z.literal('name'), to: plainText(60) }),
          z.strictObject({ what: z.literal('hanja'), to: optionalText(30) }),
          z.strictObject({ what: z.literal('birth-date'), to: PlainDate }),
          z.strictObject({ what: z.literal('sex'), to: z.enum(['M', 'F']) }),
          z.strictObject({ what: z.literal('number'), to: ResidentNumber }),
          z.strictObject({ what: z.literal('relation'), to: Relation }),
          /** The address as it should have been written; a move is not a correction. */
          z.strictObject({ what: z.literal('address'), to: Address }),
        ]),
      )
      .min(1)
      .max(7),
    /** Follows from an adoption, which papers don't tell [R 13⑨]. */
    isAdoption: z.boolean(),
    reason: plainText(60),
    basis: Basis,
  }),
  /** Registered where they are not found any more, whereabouts unknown (거주불명등록) [A 20⑥]. */
  z.strictObject({
    kind: z.literal('unknown-domicile'),
    ...day,
    people: People,
    basis: Basis,
  }),
  /** Struck off (말소): a double registration, a loss of nationality; or, on emigration, a national abroad from then on. A death has its own report. */
  z.strictObject({
    kind: z.literal('deletion'),
    ...day,
    people: People,
    why: z.enum(['double-registration', 'loss-of-nationality', 'emigration', 'unknown-for-five-years', 'other']),
    basis: Basis,
  }),
  /** A stay abroad begins, or ends (해외체류신고, 귀국신고) [A 10-3]. */
  z.strictObject({
    kind: z.literal('stay-abroad'),
    ...day,
    people: People,
    step: z.enum(['departure', 'return']),
    basis: Basis,
  }),
  /** A birth (출생등록): the child enters the household of the parent named, with the number that was given to it. */
  z.strictObject({
    kind: z.literal('birth'),
    ...day,
    child: z.strictObject({
      name: plainText(60),
      hanja: optionalText(30),
      sex: z.enum(['M', 'F']),
      birthDate: PlainDate,
      number: ResidentNumber,
    }),
    mother: NamedPerson.nullable(),
    father: NamedPerson.nullable(),
    /** In whose household; one of the two. */
    withParent: z.enum(['mother', 'father']),
    /** To the householder of that household. */
    relation: MemberRelation,
    basis: Basis,
  }),
  /** A death, wherever it was reported. */
  z.strictObject({ kind: z.literal('death'), ...day, person: NamedPerson, diedOn: PlainDate, basis: Basis }),
  /** A foreign family member is noted with a household, or taken off it [D 6-2, 9①]. */
  z.strictObject({
    kind: z.literal('foreign-family'),
    ...day,
    householder: NamedPerson,
    step: z.enum(['noted', 'removed']),
    member: ForeignMember.extend({
      relation: MemberRelation,
      name: plainText(60),
      nameRoman: optionalText(80),
      number: plainText(20),
    }),
    basis: Basis,
  }),
  /**
   * An objection (이의신청) against a measure, and what came of it [A 21]. Where it is upheld, the measure is undone from
   * that day on; its line stays.
   */
  z
    .strictObject({
      kind: z.literal('objection'),
      ...day,
      person: NamedPerson,
      measure: FilingId,
      decidedOn: PlainDate,
      isUpheld: z.boolean(),
      reason: plainText(200),
      /** What else can be done, where it is dismissed. */
      remedies: optionalText(400),
    })
    .refine(({ isUpheld, remedies }) => isUpheld || remedies.trim() !== '', {
      path: ['remedies'],
      error: 'an objection is dismissed with the remedies',
    }),
]);
export type RegisterReport = z.infer<typeof RegisterReport>;

export const registerReportKinds = [
  'householder-change',
  'correction',
  'unknown-domicile',
  'deletion',
  'stay-abroad',
  'birth',
  'death',
  'foreign-family',
  'objection',
] as const satisfies readonly RegisterReport['kind'][];

/**
 * A change of areas (행정구역변경): from this day the addresses on these roads belong to another office. Central's alone;
 * it is told to no device as a filing, but as what it does to each household.
 */
export const AreaChange = z.strictObject({
  on: PlainDate,
  from: OfficeId,
  to: OfficeId,
  /** Roads that change over; empty: the whole area. */
  roads: z.array(plainText(80)).max(2_000),
  /** What the addresses read from then on; what is absent stays. */
  becomes: z.strictObject({
    province: plainText(40).optional(),
    city: plainText(40).optional(),
    township: optionalText(40).optional(),
    remark: optionalText(80).optional(),
  }),
});
export type AreaChange = z.infer<typeof AreaChange>;
