import { DeadlinePolicy } from '../../../src/shared/registry/deadline-policy.ts';
import type { FilingId } from '../../../src/shared/registry/ids.ts';
import { AreaChange } from '../../../src/shared/registry/register-report.ts';
import { type AmendmentVerb, buildAmendment } from '../acts/amendment.ts';
import { buildCertificate } from '../acts/certificate.ts';
import type { ActContext, StoryFiling } from '../acts/context.ts';
import { buildMoveIn } from '../acts/move-in.ts';
import { buildRegisterReport, type ReportVerb } from '../acts/register-report.ts';
import { didYouMean } from '../format/nearest.ts';
import { amendments, registerReports } from '../format/reports.ts';
import { isYes, type StepInput, type Verb } from '../format/steps.ts';
import { findOffices } from '../world/build.ts';
import { durationMs, findOffice } from '../world/offices.ts';
import type { Act } from './story.ts';

export interface Known {
  readonly filings: Map<string, StoryFiling>;
  /** By name. */
  readonly papers: Map<string, FilingId>;
}

/** Null after saying what is wrong. */
export const compileAct = (
  context: ActContext,
  verb: Verb,
  step: StepInput,
  { id, name }: { readonly id: FilingId; readonly name: string },
  known: Known,
): Act | null => {
  const { world, problems, path, today, office, told } = context;
  const before = told.copy();
  const file = (filing: Pick<StoryFiling, 'report' | 'input'>): void => {
    known.filings.set(name, { name, id, office, verb, version: 0, told: before, takenOn: today, ...filing });
  };
  const officesOf = (names: Parameters<typeof findOffices>[0]) => findOffices(names, world.offices, problems, path);

  if (verb === 'move-in') {
    const input = inputOf(step, 'move-in');
    const report = buildMoveIn(context, input);
    if (report) file({ report, input });
    return report && { type: 'move-in', id, report };
  }
  if (isReport(verb)) {
    const input = inputOf(step, verb);
    const report = buildRegisterReport(context, verb, input as never, known.filings);
    if (report) file({ report, input });
    return report && { type: 'report', id, report };
  }
  if (isAmendment(verb)) {
    const built = buildAmendment(context, verb, inputOf(step, verb) as never, known.filings);
    if (!built) return null;
    known.filings.set(built.filing.name, built.after);
    return { type: 'amend', id, filing: built.filing.id, amendment: built.amendment };
  }
  switch (verb) {
    case 'certificate': {
      const input = inputOf(step, verb);
      const built = buildCertificate(context, input, known.filings);
      const old = input.replaces && known.papers.get(String(input.replaces.certificate));
      if (input.replaces && !old)
        problems.add(
          [...path, 'replaces', 'certificate'],
          `no paper was asked for as ${input.replaces.certificate} before this step${didYouMean(String(input.replaces.certificate), [...known.papers.keys()])}`,
        );
      if (!built) return null;
      known.papers.set(name, id);
      const replaces =
        input.replaces && old
          ? { certificate: old, why: input.replaces.why, sheets: input.replaces.sheets ?? 1 }
          : null;
      return { type: 'paper', id, toAsk: built.toAsk, isPreview: isYes(input.preview ?? false), replaces };
    }
    case 'search':
      return { type: 'search', text: String(inputOf(step, verb).text) };
    case 'cut':
    case 'mend':
      return { type: 'link', isUp: verb === 'mend', offices: officesOf(inputOf(step, verb)) };
    case 'sync':
    case 'restart':
    case 'crash':
    case 'look':
      return { type: verb, offices: officesOf(inputOf(step, verb)) };
    case 'clock': {
      const offsets = Object.entries(inputOf(step, verb)).flatMap(([key, offset]) =>
        officesOf(key).map((each) => [each, durationMs(offset)] as const),
      );
      return { type: 'clock', offsets: new Map(offsets) };
    }
    case 'issuing-policy': {
      const input = inputOf(step, verb);
      const policy = { mayIssueOffline: isYes(input.offline), supervisorAfterHours: input['supervisor-after'] ?? 72 };
      return { type: 'policy', offices: officesOf(input.offices ?? 'all'), policy };
    }
    case 'extension': {
      const input = inputOf(step, verb);
      const offices = input.offices === undefined || input.offices === 'all' ? null : officesOf(input.offices);
      const extension = DeadlinePolicy.shape.extensions.element.safeParse({
        duties: input.duties ?? ['report'],
        offices: offices && offices.map((each) => each.office.id),
        endsFrom: input['ends-from'],
        endsTo: input['ends-to'],
        until: input.until,
        authority: String(input.authority ?? '행정안전부 공고'),
      });
      if (extension.success) return { type: 'extension', extension: extension.data };
      for (const issue of extension.error.issues) problems.add(path, `${issue.path.join('.')} ${issue.message}`);
      return null;
    }
    case 'area-change': {
      const input = inputOf(step, verb);
      const from = findOffice(world.offices, input.from, problems, [...path, 'from']);
      const to = findOffice(world.offices, input.to, problems, [...path, 'to']);
      if (!from || !to) return null;
      const { office: next } = to;
      const change = AreaChange.safeParse({
        on: input.on ?? today,
        from: from.office.id,
        to: next.id,
        roads: input.roads === undefined ? [] : [input.roads].flat().map(String),
        becomes: {
          province: String(input.becomes?.province ?? next.province),
          city: String(input.becomes?.city ?? next.city),
          township: input.becomes?.township ?? (next.kind === 'dong' ? '' : next.nameKo),
          ...(input.becomes?.remark === undefined ? {} : { remark: input.becomes.remark }),
        },
      });
      if (change.success) return { type: 'area-change', change: change.data };
      for (const issue of change.error.issues) problems.add(path, `${issue.path.join('.')} ${issue.message}`);
      return null;
    }
  }
};

const isReport = (verb: Verb): verb is ReportVerb => Object.hasOwn(registerReports, verb);
const isAmendment = (verb: Verb): verb is AmendmentVerb => Object.hasOwn(amendments, verb);

const inputOf = <V extends Verb>(step: StepInput, verb: V): NonNullable<StepInput[V]> => {
  const input = step[verb];
  if (input === undefined || input === null) throw new Error(`the step has no ${verb}`);
  return input;
};
