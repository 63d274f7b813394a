import { z } from 'zod';
import { address, date, duration, names, person, relation, residentNumber, text, time, yes } from './parts.ts';
import { sexWords, statusWords } from './words.ts';

const office = z
  .strictObject({
    id: z
      .string()
      .regex(/^99\d{8}$/, { error: 'the code of an invented office is ten digits that begin with 99' })
      .optional(),
    name: text.optional().describe('In Korean; the key if left out.'),
    english: text.optional(),
    kind: z.enum(['eup', 'myeon', 'dong']).optional().describe('Read off the name if left out.'),
    city: text.optional().describe('City, county or district. Default 늘해군, for a dong 새론시.'),
    province: text.optional().describe('Default 다온도.'),
    link: z.enum(['up', 'down']).optional().describe('Whether it reaches central when the story begins. Default up.'),
    clock: duration.optional().describe('How far its computers are wrong: `+3 days`, `-2 hours`.'),
  })
  .nullable()
  .meta({ id: 'office' });

const pastAddress = z.strictObject({
  at: address,
  since: date.describe('Report date (신고일) of the line.'),
  'moved-on': date.optional().describe('Event date (발생일). Default the report date.'),
  reason: text.optional().describe('변동사유. Default 전입, of the first line 신규등록.'),
  householder: text.optional().describe("The householder's name then. Default the person's own."),
  relation: relation.optional(),
});

const memberFields = z
  .strictObject({
    name: text.optional().describe('As registered; the short name if left out.'),
    relation: relation.optional().describe('Default: the first is 본인; of the others it must be said.'),
    born: date.optional().describe('Default by relation: 1980-05-05, spouse 1982-06-06, child 2014-03-03 …'),
    sex: sexWords.schema.optional(),
    number: residentNumber.optional().describe('Made from birth date and sex if left out.'),
    hanja: text.optional(),
    roman: text.optional().describe('Name in Roman letters, for English papers.'),
    status: statusWords.schema.optional().describe('Default resident.'),
    since: date.optional().describe('Registered here since; default that of the household.'),
    'moved-on': date.optional(),
    reason: text.optional(),
    history: z.array(pastAddress).max(60).optional().describe('Address lines before the present one, oldest first.'),
    changes: z
      .array(
        z.strictObject({
          on: date,
          what: z.enum(['name', 'number', 'birth-date', 'sex', 'hanja']),
          from: text,
          to: text,
          reason: text.optional(),
          adoption: yes.optional(),
        }),
      )
      .optional()
      .describe('인적사항 변경: earlier changes of name, number …'),
    military: z
      .strictObject({
        category: text,
        branch: text.optional(),
        rank: text.optional(),
        'service-number': text.optional(),
        enlisted: date.optional(),
        discharged: date.optional(),
        'discharge-reason': text.optional(),
      })
      .optional(),
    'foreign-number': text.optional(),
    'withheld-from': z
      .array(z.union([z.string(), z.strictObject({ person, since: date.optional() })]))
      .optional()
      .describe('From whom papers are withheld (교부 제한).'),
    died: date.optional().describe('Day of a death that is registered already; the status is deleted then.'),
  })
  .meta({ id: 'member-fields' });

/** Only the relation, everything, or nothing. */
const member = z
  .union([relation, memberFields, z.null()])
  .meta({ id: 'member', description: 'The relation to the householder, or a map of fields.' });

export const foreignMember = z
  .strictObject({
    name: text,
    roman: text.optional(),
    number: text.optional().describe('Alien registration number.'),
    relation: relation.optional().describe('Default 배우자.'),
    since: date.optional(),
  })
  .meta({ id: 'foreign-member' });

const household = z
  .strictObject({
    name: text.optional().describe('How results name it; the householder’s short name if left out.'),
    at: address,
    office: text.optional().describe('Default: the office that the address names, else the first one.'),
    since: date.optional().describe('Registered there since. Default 2020-03-02.'),
    formed: z
      .strictObject({ on: date.optional(), reason: text.optional() })
      .optional()
      .describe('세대구성 일자, 사유. Default since, 신규등록.'),
    householder: text.optional().describe('Default the member who is 본인; `none` for a household without one.'),
    dormitory: text.optional(),
    'foreign-family': z.array(foreignMember).optional(),
    members: z
      .union([
        z.record(z.string().min(1).max(60), member),
        z.array(z.union([z.string().min(1).max(60), z.record(z.string().min(1).max(60), member)])).min(1),
      ])
      .describe('By short name, in the order of the record.'),
  })
  .meta({ id: 'household' });

export const issuingPolicy = z.strictObject({
  offices: names.optional().describe('Default all.'),
  offline: yes.describe('Own residents may get copies and abstracts while central can’t be reached.'),
  'supervisor-after': z.int().min(1).max(10_000).optional().describe('Hours. Default 72.'),
});

export const world = z
  .strictObject({
    starts: date.optional().describe('The first day. Default the day of the first step.'),
    time: time.optional().describe('Default 09:00.'),
    offices: z
      .union([z.record(z.string().min(1).max(60), office), z.array(z.string().min(1).max(60)).min(1)])
      .optional()
      .describe('Default 솔내면, 은가람동, 윤슬읍.'),
    addresses: z
      .record(z.string().min(1).max(60), address)
      .optional()
      .describe('Addresses with a name of their own, which can stand wherever an address does.'),
    households: z.array(household).max(200).optional(),
    others: z
      .record(
        z.string().min(1).max(60),
        z
          .strictObject({
            name: text.optional(),
            born: date.optional(),
            sex: sexWords.schema.optional(),
            number: residentNumber.optional(),
            foreigner: yes.optional().describe('Their number is one of a foreigner. Default no.'),
          })
          .nullable(),
      )
      .optional()
      .describe('People who are in no register here: delegates, lenders, dormitory managers.'),
    'issuing-policy': issuingPolicy
      .omit({ offices: true })
      .optional()
      .describe('What offices may issue by themselves from the start.'),
  })
  .meta({ id: 'world' });
export type World = z.infer<typeof world>;
export type MemberInput = z.infer<typeof member>;
export type MemberFields = z.infer<typeof memberFields>;
export type HouseholdInput = z.infer<typeof household>;
