import { z } from 'zod';
import { certificate } from './papers.ts';
import { date, duration, names, text, time, type yes } from './parts.ts';
import { amendments, moveIn, registerReports } from './reports.ts';
import { issuingPolicy } from './world.ts';

/** What is done at the counter of an office. */
export const officeActs = {
  'move-in': moveIn.describe('A move-in report is taken (전입신고).'),
  'householder-change': registerReports['householder-change'].describe('세대주 변경.'),
  correction: registerReports.correction.describe(
    '정정: what the register says of a person was wrong, or has changed.',
  ),
  'unknown-domicile': registerReports['unknown-domicile'].describe('거주불명등록.'),
  deletion: registerReports.deletion.describe('말소, of people who did not die.'),
  'stay-abroad': registerReports['stay-abroad'].describe('해외체류신고, or 귀국신고.'),
  birth: registerReports.birth.describe('출생등록.'),
  death: registerReports.death.describe('A death, wherever it was reported.'),
  'foreign-family': registerReports['foreign-family'].describe('A foreign family member is noted, or taken off.'),
  objection: registerReports.objection.describe('이의신청 against a measure, and what came of it.'),
  supplement: amendments.supplement.describe('보완: what was missing was brought, or a slip corrected.'),
  withdraw: amendments.withdraw.describe('취하, before it was completed.'),
  refuse: amendments.refuse.describe('불수리, by an official, with reasons and remedies.'),
  'post-verification': amendments['post-verification'].describe('사후확인.'),
  'just-cause': amendments['just-cause'].describe('Why a late report is no fault of the citizen’s.'),
  certificate: certificate.describe('A paper is asked for.'),
  search: z.strictObject({ text }).describe('Searches the office’s residents.'),
} as const;

/** What happens to links, clocks and computers, and what central does. */
export const otherActs = {
  cut: names.describe('The link of these offices fails; `all` for every one.'),
  mend: names.describe('It comes back, and they sync at once; several of them in the order of the run.'),
  sync: names.describe('These offices talk to central now. While a link is up it happens by itself.'),
  restart: names.describe('The office program is closed and opened again.'),
  crash: names.describe('It dies without closing anything, and is opened again from what was on the disk.'),
  clock: z
    .record(z.string(), duration)
    .describe(
      'From now on the computers of these offices go wrong by so much: `{ 솔내면: +3 days }`; `0 days` is right.',
    ),
  look: names.describe('Notes in the results what these offices show at this moment.'),
  'issuing-policy': issuingPolicy.describe('Central says what offices may issue by themselves.'),
  extension: z
    .strictObject({
      'ends-from': date,
      'ends-to': date,
      until: date,
      duties: z.array(z.string()).optional().describe('Default report.'),
      offices: names.optional().describe('Default all.'),
      authority: text.optional(),
    })
    .describe('Central extends deadlines: what would end on these days ends on `until`.'),
  'area-change': z
    .strictObject({
      from: text,
      to: text,
      on: date.optional().describe('Default the day of the step.'),
      roads: z
        .union([text, z.array(text)])
        .optional()
        .describe('Default the whole area.'),
      becomes: z
        .strictObject({
          province: text.optional(),
          city: text.optional(),
          township: z.string().optional(),
          remark: z.string().optional(),
        })
        .optional(),
    })
    .describe('행정구역변경: from this day the addresses on these roads belong to another office.'),
} as const;

export type OfficeVerb = keyof typeof officeActs;
export type OtherVerb = keyof typeof otherActs;
export type Verb = OfficeVerb | OtherVerb;
export const officeVerbs = Object.keys(officeActs) as OfficeVerb[];
export const verbs = [...officeVerbs, ...Object.keys(otherActs)] as Verb[];

const optional = <T extends Readonly<Record<string, z.ZodType>>>(shape: T): { [K in keyof T]: z.ZodOptional<T[K]> } =>
  Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, schema.optional()])) as {
    [K in keyof T]: z.ZodOptional<T[K]>;
  };

export const step = z
  .strictObject({
    on: date.optional().describe('The day on which it happens. Default the day of the step before.'),
    after: duration.optional().describe('How long after the step before it happens, instead of `on` and `time`.'),
    time: time.optional().describe('Default ten minutes after the step before; on a new day 09:00.'),
    at: text
      .optional()
      .describe(
        'The office; `은가람동/2` is its second desk. Default: where the filing was taken that the act is about, or the ' +
          'office that the new address names, or the one of the step before.',
      ),
    desk: z
      .union([z.int().min(1).max(9), z.enum(['clerk', 'supervisor', 'kiosk'])])
      .optional()
      .describe(
        'Which computer of the office: 1, 2 …, the supervisor’s, or the kiosk. Default 1, and the supervisor’s for what only a supervisor may do.',
      ),
    note: text.optional().describe('For whoever reads it.'),
    expect: z.record(z.string(), z.unknown()).optional().describe('What the result of this step must hold.'),
    ...optional(officeActs),
    ...optional(otherActs),
  })
  .refine((each) => verbs.filter((verb) => verb in each).length <= 1, {
    error: 'a step does one thing: make two steps of it',
  })
  .meta({ id: 'step', description: 'One act, never two. A step without one lets time pass.' });
export type StepInput = z.infer<typeof step>;

export const isYes = (value: z.infer<typeof yes>): boolean => value === true || value === 'yes';
