import { z } from 'zod';
import {
  address,
  basis,
  consent,
  date,
  people,
  person,
  relation,
  reporter,
  residentNumber,
  text,
  yes,
} from './parts.ts';
import { formWords, reasonWords, sexWords } from './words.ts';
import { foreignMember } from './world.ts';

const id = text.optional().describe('How later steps, expectations and results name it. Default step-1, step-2 …');
const reportedOn = date.optional().describe('The report date that the official attests. Default the day of the step.');

const mover = z.union([
  relation,
  z.strictObject({
    relation: relation.optional(),
    name: text.optional().describe('As written on the form, if it is not the registered name.'),
    number: residentNumber.optional().describe('As written on the form, if it is not the registered number.'),
    consent: consent.optional(),
    newborn: z
      .strictObject({ born: date, mother: person })
      .optional()
      .describe('A child whose birth is not registered yet.'),
  }),
  z.null(),
]);

export const moveIn = z
  .strictObject({
    id,
    form: formWords.schema
      .optional()
      .describe(
        'Default whole-household if everybody of a household moves with its householder, else part-of-household.',
      ),
    household: text.optional().describe('Everybody of the household that this person belongs to moves.'),
    movers: z
      .union([
        z.string().min(1).max(60),
        z.array(z.union([z.string().min(1).max(60), z.record(z.string().min(1).max(60), mover)])).min(1),
        z.record(z.string().min(1).max(60), mover),
      ])
      .optional()
      .describe('Short names; or short name and relation to the householder after the move.'),
    to: address.optional().describe('The new address. Default that of the household that is joined.'),
    joins: person.optional().describe('The householder whose household they join (편입), or merge with (합가).'),
    dormitory: z
      .strictObject({ name: text, manager: person })
      .optional()
      .describe('They move into a dormitory or home with a manager, each as a household of their own.'),
    'reported-on': reportedOn,
    'moved-on': date.optional().describe('When they really moved. Default the report date.'),
    reason: reasonWords.schema.optional().describe('전입사유. Default 주택.'),
    from: text.optional().describe('The previous address as the reporter tells it. Default what is registered.'),
    'previous-householder': z
      .union([z.literal('none'), person])
      .optional()
      .describe(
        'The householder whom the movers leave, as the form names them. Default who it is; `none` leaves it out.',
      ),
    reporter: reporter
      .optional()
      .describe('Default the householder after the move if they move, else the first mover.'),
    consent: consent.optional().describe('Of every mover who needs it. Default signed.'),
    remaining: z
      .strictObject({ householder: person, relations: z.record(z.string(), relation).optional() })
      .optional()
      .describe('Whom those who stay name as their householder, where theirs is among the movers.'),
    backdated: yes
      .optional()
      .describe(
        'The paper form was scanned and a supervisor agrees to a report date that the office can’t be shown to have taken it on.',
      ),
  })
  .meta({ id: 'move-in' });

const changedRelations = z.record(z.string(), relation).optional().describe('Relations to the new householder.');

export const registerReports = {
  'householder-change': z.strictObject({
    id,
    'reported-on': reportedOn,
    to: person.describe('The new householder.'),
    relations: changedRelations,
    basis: basis.optional(),
  }),
  correction: z.strictObject({
    id,
    'reported-on': reportedOn,
    person,
    name: text.optional().describe('What it should read; so with each of the following.'),
    hanja: z.string().max(30).optional(),
    born: date.optional(),
    sex: sexWords.schema.optional(),
    number: residentNumber.optional(),
    relation: relation.optional(),
    address: address.optional(),
    adoption: yes.optional().describe('It follows from an adoption, which papers don’t tell. Default no.'),
    reason: text.optional().describe('Default 정정.'),
    basis: basis.optional(),
  }),
  'unknown-domicile': z.strictObject({
    id,
    'reported-on': reportedOn,
    people,
    basis: basis.optional().describe('Default ex-officio, after investigation and notice.'),
  }),
  deletion: z.strictObject({
    id,
    'reported-on': reportedOn,
    people,
    why: z
      .enum(['double-registration', 'loss-of-nationality', 'emigration', 'unknown-for-five-years', 'other'])
      .optional()
      .describe('Default other.'),
    basis: basis.optional().describe('Default ex-officio, after investigation and notice.'),
  }),
  'stay-abroad': z.strictObject({
    id,
    'reported-on': reportedOn,
    people,
    step: z.enum(['departure', 'return']),
    basis: basis.optional(),
  }),
  birth: z.strictObject({
    id,
    'reported-on': reportedOn,
    child: z.strictObject({
      name: text,
      as: text.optional().describe('Short name, if another child has the same name.'),
      born: date.optional().describe('Default the report date.'),
      sex: sexWords.schema.optional().describe('Default F.'),
      number: residentNumber.optional(),
      hanja: z.string().max(30).optional(),
    }),
    mother: z.union([z.literal('none'), person]).optional(),
    father: z.union([z.literal('none'), person]).optional(),
    with: z
      .enum(['mother', 'father'])
      .optional()
      .describe('In whose household. Default the mother’s, if one is named.'),
    relation: relation.optional().describe('To the householder of that household. Default 자녀.'),
    basis: basis.optional(),
  }),
  death: z.strictObject({
    id,
    'reported-on': reportedOn,
    person,
    'died-on': date.optional().describe('Default the report date.'),
    basis: basis.optional(),
  }),
  'foreign-family': z.strictObject({
    id,
    'reported-on': reportedOn,
    householder: person,
    step: z.enum(['noted', 'removed']).optional().describe('Default noted.'),
    member: foreignMember,
    basis: basis.optional(),
  }),
  objection: z.strictObject({
    id,
    'reported-on': reportedOn,
    person,
    measure: text.describe('The filing that it is against, by id.'),
    'decided-on': date.optional().describe('Default the report date.'),
    upheld: yes.describe('Whether the office found the objection right.'),
    reason: text.optional().describe('Of the decision.'),
    remedies: text.optional(),
  }),
} as const;

/** Whatever a report of some kind may hold. */
const reportFields = [
  ...new Set([moveIn, ...Object.values(registerReports)].flatMap((report) => Object.keys(report.shape))),
].filter((field) => field !== 'id' && field !== 'reported-on');

const filing = text.describe('The filing, by id.');
const actedOn = date.optional().describe('Default the day of the step.');

export const amendments = {
  supplement: z.strictObject({
    filing,
    on: actedOn,
    set: z
      .strictObject(Object.fromEntries(reportFields.map((field) => [field, z.unknown().optional()])))
      .describe(
        'The fields of the report that read differently now, written as in the report itself. A map is changed field ' +
          'by field, a list is replaced, and `null` takes a field away.',
      ),
    note: text.optional(),
    version: z.int().min(1).max(1_000).optional().describe('Default one more than the last one of this filing.'),
  }),
  withdraw: z.strictObject({ filing, on: actedOn, note: text.optional() }),
  refuse: z.strictObject({
    filing,
    on: actedOn,
    people: people.optional().describe('Default everybody who is not registered.'),
    reasons: text.optional(),
    remedies: text.optional(),
  }),
  'post-verification': z.strictObject({
    filing,
    on: actedOn,
    result: z.enum(['sent', 'confirmed', 'not-living-there', 'exempt']),
    why: z.enum(['fixed-date', 'lease-shown']).optional().describe('Only of exempt. Default lease-shown.'),
  }),
  'just-cause': z.strictObject({ filing, on: actedOn, note: text.optional() }),
} as const;

export type MoveInInput = z.infer<typeof moveIn>;
export type MoverInput = z.infer<typeof mover>;
export type ReportInputs = { readonly [K in keyof typeof registerReports]: z.infer<(typeof registerReports)[K]> };
export type AmendmentInputs = { readonly [K in keyof typeof amendments]: z.infer<(typeof amendments)[K]> };
