import { z } from 'zod';
import { text } from './parts.ts';
import { step } from './steps.ts';
import { world } from './world.ts';

const pattern = z.unknown();

const expect = z
  .strictObject({
    answers: z.record(z.string(), pattern).optional().describe('By filing: an answer for all, or one for each person.'),
    register: z.record(z.string(), pattern).optional().describe('By person: what their entry must hold.'),
    households: z.record(z.string(), pattern).optional(),
    offices: z.record(z.string(), pattern).optional().describe('By office: tray, moveIns, moveOuts, residents …'),
    certificates: z.record(z.string(), pattern).optional().describe('By id of the certificate step.'),
    filings: z.record(z.string(), pattern).optional().describe('By filing: state, amendments, followUps …'),
    overtaken: pattern.optional().describe('A list of papers that the register has overtaken.'),
  })
  .meta({
    id: 'expect',
    description:
      'What the results must hold. Only what is named is compared: a map needs the fields that it names, a list needs ' +
      'as many elements in this order, `{ contains: […] }` some of them, `{ count: n }` so many, a text that begins ' +
      'with `~` a part of the text.',
  });

const order = z
  .union([
    z.literal('all-orders'),
    z.array(text).min(1),
    z.strictObject({
      name: text.optional(),
      order: z
        .array(text)
        .min(1)
        .describe('Offices (or `office/desk`), the first to sync first. Who is left out comes last.'),
      expect: expect.optional().describe('For this order only.'),
    }),
  ])
  .meta({ id: 'run' });

/** A scenario file. Fields are written in lower case with hyphens; `reportedOn` and `reported_on` are taken for it. */
export const scenario = z
  .strictObject({
    scenario: text.optional().describe('The title.'),
    story: z.string().optional().describe('What happens, in a paragraph for people.'),
    rules: z.array(z.string()).optional().describe('Rules of docs/spec.md that it shows.'),
    world: world.nullable().optional(),
    steps: z.array(step).max(500),
    runs: z
      .union([z.literal('all-orders'), z.array(order).min(1).max(24)])
      .optional()
      .describe(
        'In which order the offices sync; each is played from the beginning. Default once, as the world lists them.',
      ),
    expect: expect.optional().describe('For every run.'),
    'orders-differ': text
      .optional()
      .describe('Why the register may depend on the order of sync. Without it, runs must end with one register.'),
  })
  .meta({ title: 'A scenario of RRS Office', description: 'See docs/scenarios.md.' });
export type ScenarioInput = z.infer<typeof scenario>;
export type ExpectInput = z.infer<typeof expect>;
export type OrderInput = z.infer<typeof order>;
