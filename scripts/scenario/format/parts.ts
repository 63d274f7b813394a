import { z } from 'zod';
import { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import { capacityWords, relationWords, sexWords } from './words.ts';

/** Building numbers and ids look like numbers to YAML. */
export const text = z
  .union([z.string(), z.number()])
  .meta({ id: 'text', description: 'A text; a number is taken as it is written.' });

/** Yes or no. */
export const yes = z.union([z.boolean(), z.enum(['yes', 'no'])]).meta({ id: 'yes-or-no' });

export const date = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'a day is written 2026-08-03' })
  .refine((day) => PlainDate.safeParse(day).success, { error: 'no day of the calendar' })
  .meta({ id: 'date', description: 'A day in Korea, as `2026-08-03`.', format: 'date' });

export const time = z
  .string()
  .regex(/^([01]?\d|2[0-3]):[0-5]\d$/, { error: 'a time is written 09:30' })
  .meta({ id: 'time', description: 'A time of day in Korea, as `09:30`.' });

export const duration = z
  .string()
  .regex(/^[+-]?\s*\d{1,5}\s*(minutes?|hours?|days?|weeks?)$/, {
    error: 'a length of time is written `3 days`, `2 hours`, `30 minutes` or `1 week`',
  })
  .meta({ id: 'duration', description: 'A length of time: `3 days`, `2 hours`, `30 minutes`, `1 week`.' });

export const residentNumber = z
  .string()
  .regex(/^\d{6}-\d{7}$/, { error: 'a resident number is written 852112-1000001' })
  .meta({
    id: 'resident-number',
    description: 'An invented resident number: the month is 21 to 32 (the real one + 20), as in `852412-1000001`.',
  });

/** Somebody by the name that the world gives them, or somebody who is not in the register. */
export const person = z
  .union([
    z.string().min(1).max(60),
    z.strictObject({
      name: z.string().min(1).max(60),
      born: date.optional(),
      sex: sexWords.schema.optional(),
      number: residentNumber.optional(),
    }),
  ])
  .meta({
    id: 'person',
    description: 'The short name of somebody of the world; or name and birth date of somebody who is in no register.',
  });

export const people = z
  .union([z.string().min(1).max(60), z.array(person).min(1).max(30)])
  .meta({ id: 'people', description: 'One short name, or a list of them.' });

export const address = z
  .union([
    z.string().min(1),
    z.strictObject({
      office: text.optional().describe('The office in whose area it lies; else the one that the context gives.'),
      road: text,
      building: text,
      unit: text.optional(),
      room: text.optional().describe('Of a house of several families: kept, and never printed.'),
      remark: text.optional().describe('Legal dong, name of the apartment house.'),
    }),
  ])
  .meta({
    id: 'address',
    description:
      'Road and building number, then the unit after a comma, then the remark in brackets: ' +
      '`은가람대로 45, 101동 1203호 (은가람동, 미르내숲아파트)`. The name of an office before it says whose area it is.',
  });

export const relation = relationWords.schema.meta({
  id: 'relation',
  description: 'Relation to the householder. English and everyday words are taken for the terms of the register.',
});

/** One name or several; `all` is everyone. */
export const names = z.union([text, z.array(text).min(1)]);

export const consent = z
  .union([
    z.enum(['signed', 'none', 'fact-finding']),
    z.strictObject({
      by: z.enum(['mover', 'guardian', 'fact-finding']),
      guardian: person.optional(),
      form: yes.optional().describe('The guardian form (15-4) was handed in. Default yes.'),
      card: yes.optional().describe('The identity card was seen. Default yes.'),
      kin: z.enum(['spouse', 'lineal-kin', 'none']).optional().describe('Of the reporter, by a family record.'),
      on: date.optional().describe('Day of the fact-finding.'),
      'lives-there': yes.optional().describe('What the fact-finding showed. Default yes.'),
    }),
  ])
  .meta({
    id: 'consent',
    description:
      'How a mover whose householder changes agreed. `signed`: in their own hand, a minor by a guardian, with cards ' +
      'and forms shown; `none`: not at all; `fact-finding`: the office looked, and they live there.',
  });

export const reporter = z
  .union([
    z.string().min(1).max(60),
    z.strictObject({
      person: person.optional(),
      capacity: capacityWords.schema.optional(),
      card: yes.optional().describe('The identity card was seen. Default yes.'),
      delegation: yes.optional().describe('The delegation was shown. Default yes for a delegate.'),
      kinship: z
        .enum(['spouse', 'lineal-kin', 'spouse-lineal-kin', 'lineal-kin-spouse', 'none'])
        .optional()
        .describe("A delegate's tie to the householder. Default lineal-kin."),
    }),
  ])
  .meta({ id: 'reporter', description: 'Who stands at the counter, and what was checked of them.' });

const procedure = z.strictObject({
  'investigated-on': date.optional(),
  'notice-on': date.optional(),
  public: yes.optional().describe('A public notice, because it could not be served.'),
  'notice-days': z.int().min(0).max(365).optional(),
});

export const basis = z
  .union([
    z.enum(['report', 'ex-officio', 'notified']),
    z.strictObject({
      reporter: person.optional(),
      card: yes.optional(),
      evidence: z.string().max(100).optional().describe('The document that was shown; "" for none.'),
    }),
    z.strictObject({ 'ex-officio': z.union([yes, procedure]), evidence: z.string().max(100).optional() }),
    z.strictObject({ 'notified-by': text, evidence: z.string().max(100).optional() }),
  ])
  .meta({
    id: 'basis',
    description:
      'On whose word: a report by somebody (with card and evidence), the office itself (`ex-officio`, after ' +
      'investigation and notice), or another authority (`notified`).',
  });
