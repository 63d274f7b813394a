import type { CertificateLine } from '../../../src/shared/contract/queries.ts';
import type { PlayedDesk } from '../play/desk.ts';
import type { PlayedRun, PlayedStep } from '../play/play.ts';
import type { StoryStep } from '../story/story.ts';
import { textOf } from '../story/times.ts';
import { type AskedPaper, certificateToJson } from './certificates.ts';
import { type Check, checkRun } from './checks.ts';
import { answerToLine, type Names, namedAnswers } from './names.ts';
import { answered, officeToJson, overtakenToJson } from './office.ts';
import { householdsToJson, registerToJson } from './register.ts';

type Json = Record<string, unknown>;

/** All that a run shows at its end. Keys stand in the same order each time. */
export interface RunJson {
  readonly name: string;
  readonly order: readonly string[];
  readonly endedAt: string;
  readonly steps: readonly Json[];
  readonly answers: Json;
  readonly register: Json;
  readonly households: Json;
  readonly offices: Json;
  readonly filings: Json;
  readonly certificates: Json;
  readonly overtaken: readonly Json[];
  readonly checks: readonly Check[];
}

export const runToJson = async (played: PlayedRun): Promise<RunJson> => {
  const { story, run, steps, desks, register, names, endedAt } = played;
  const firstDesks = story.world.offices.flatMap((office) => {
    const desk = desks.find((each) => each.desk.office === office);
    return desk ? [{ office, desk }] : [];
  });
  const offices: Json = {};
  for (const { office, desk } of firstDesks) offices[office.key] = await officeToJson(desk, register, names);
  const papers = await papersOf(played);
  return {
    name: run.name,
    order: run.order.map(({ name }) => name),
    endedAt: textOf(endedAt),
    steps: steps.map((each) => stepToJson(each, names)),
    answers: answersOf(played),
    register: registerToJson(register, names),
    households: householdsToJson(register, names),
    offices,
    filings: await filingsOf(played),
    certificates: Object.fromEntries(
      papers.map(({ paper, line }) => [paper.step.name ?? '', certificateToJson(paper, line, names)]),
    ),
    overtaken: papers.flatMap(({ paper, line }) =>
      line?.overtaken
        ? [{ certificate: paper.step.name, serial: line.serial, kind: line.kind, ...overtakenToJson(line, names) }]
        : [],
    ),
    checks: checkRun(played),
  };
};

const stepToJson = ({ step, said, looks }: PlayedStep, names: Names): Json => ({
  step: step.nth,
  line: step.line,
  at: textOf(step.at),
  desk: step.desk?.name ?? null,
  did: step.verb,
  ...(step.name === null ? {} : { id: step.name }),
  ...(said
    ? {
        ok: said.error === null,
        error: said.error,
        ...(said.preview
          ? {
              preview: Object.fromEntries(
                said.preview.map(({ mover, answer }) => [names.mover(mover), answerToLine(answer, names)]),
              ),
            }
          : {}),
        ...(said.centralChecks ? { centralChecks: said.centralChecks } : {}),
        ...(said.found
          ? { found: said.found.map(({ id, ...line }) => ({ person: names.residentById(id), ...line })) }
          : {}),
      }
    : {}),
  ...(looks ? { looks } : {}),
});

/** By filing, in the order in which they were taken: the answer for each mover that holds at central. */
const answersOf = ({ story, register, names }: PlayedRun): Json =>
  Object.fromEntries(
    filed(story.steps).flatMap(({ act, name }) => {
      const movers = register.answers.get(act.id);
      return movers ? [[name ?? '', namedAnswers(movers, names)]] : [];
    }),
  );

type Filed = StoryStep & { readonly act: Extract<StoryStep['act'], { readonly type: 'move-in' | 'report' }> };

const filed = (steps: readonly StoryStep[]): Filed[] =>
  steps.filter((step): step is Filed => step.act.type === 'move-in' || step.act.type === 'report');

/** What the office that took a filing knows of it. */
const filingsOf = async ({ story, desks, names }: PlayedRun): Promise<Json> => {
  const filings: Json = {};
  for (const { act, name, desk } of filed(story.steps)) {
    const played = desks.find((each) => each.desk === desk);
    const page = await played?.query('getFiling', { filing: act.id });
    if (!page?.ok) continue;
    const { line, report, amendments, followUps } = page.value;
    filings[name ?? ''] = {
      office: desk?.office.key ?? null,
      what: line.what,
      state: line.state,
      report: named(report, names),
      amendments: amendments.map((each) => named(each, names)),
      followUps,
    };
  }
  return filings;
};

/** With names for the ids of filings and offices. Numbers stay masked, as the office shows them. */
const named = (value: unknown, names: Names): unknown => {
  if (typeof value === 'string') return names.office(names.filing(value));
  if (Array.isArray(value)) return value.map((each) => named(each, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, named(each, names)]));
};

/** Every paper that was asked for, with its line of the ledger. */
const papersOf = async ({
  steps,
  desks,
}: PlayedRun): Promise<readonly { readonly paper: AskedPaper; readonly line: CertificateLine | null }[]> => {
  const papers: { paper: AskedPaper; line: CertificateLine | null }[] = [];
  for (const { step, said } of steps) {
    if (!said?.paper) continue;
    const desk = desks.find((each) => each.desk === step.desk);
    papers.push({ paper: said.paper, line: desk ? await ledgerLine(desk, step) : null });
  }
  return papers;
};

const ledgerLine = async (desk: PlayedDesk, { act }: StoryStep): Promise<CertificateLine | null> => {
  if (act.type !== 'paper' || act.isPreview) return null;
  const found = await desk.query('getCertificate', { certificate: act.id });
  return found.ok ? answered(found).line : null;
};
