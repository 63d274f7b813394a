import { Amendment } from '../../../src/shared/registry/amendment.ts';
import type { Report } from '../../../src/shared/registry/report.ts';
import { explainAll } from '../format/explain.ts';
import { didYouMean } from '../format/nearest.ts';
import { type AmendmentInputs, moveIn, registerReports } from '../format/reports.ts';
import { officialId } from '../world/offices.ts';
import { type ActContext, peopleOf, type StoryFiling } from './context.ts';
import { buildMoveIn } from './move-in.ts';
import { buildRegisterReport, type ReportVerb } from './register-report.ts';

export type AmendmentVerb = keyof AmendmentInputs;

export interface BuiltAmendment {
  readonly filing: StoryFiling;
  readonly amendment: Amendment;
  /** The filing as it reads afterwards. */
  readonly after: StoryFiling;
}

/** Null after saying what is wrong. */
export const buildAmendment = <V extends AmendmentVerb>(
  context: ActContext,
  verb: V,
  input: AmendmentInputs[V],
  filings: ReadonlyMap<string, StoryFiling>,
): BuiltAmendment | null => {
  const { problems, path, today } = context;
  const name = String(input.filing);
  const filing = filings.get(name);
  if (!filing) {
    const names = [...filings.keys()];
    problems.add([...path, 'filing'], `nothing was filed as ${name} before this step${didYouMean(name, names)}`);
    return null;
  }
  const fields = builders[verb](context, input, filing, filings);
  if (!fields) return null;
  const { after = filing, ...rest } = fields;
  const filled = { on: input.on ?? today, ...rest };
  return { filing, amendment: Amendment.safeParse(filled).data ?? (filled as unknown as Amendment), after };
};

type Fields = Readonly<Record<string, unknown>> & { readonly after?: StoryFiling };

const builders: {
  readonly [V in AmendmentVerb]: (
    context: ActContext,
    input: AmendmentInputs[V],
    filing: StoryFiling,
    filings: ReadonlyMap<string, StoryFiling>,
  ) => Fields | null;
} = {
  supplement: (context, input, filing, filings) => {
    const after = supplemented(context, input, filing, filings);
    if (!after) return null;
    const { version, report } = after;
    return { type: 'supplemented', version, report, note: String(input.note ?? '보완'), after };
  },
  withdraw: (_, { note }) => ({ type: 'withdrawn', note: String(note ?? '신고인의 취하') }),
  refuse: (context, input) => ({
    type: 'refused',
    people: input.people === undefined ? null : peopleOf(context, input.people, ['people']).map(({ number }) => number),
    reasons: String(input.reasons ?? '거주 목적의 전입으로 인정되지 않습니다.'),
    remedies: String(input.remedies ?? '통지를 받은 날부터 60일 안에 이의신청을 할 수 있습니다.'),
  }),
  'post-verification': ({ office }, { result, why }) => {
    if (result === 'sent') return { type: 'post-verified', step: { type: result } };
    if (result === 'exempt') return { type: 'post-verified', step: { type: result, why: why ?? 'lease-shown' } };
    return { type: 'post-verified', step: { type: result, official: officialId(office.office.id, 'clerk') } };
  },
  'just-cause': (_, { note }) => ({ type: 'just-cause', note: String(note ?? '정당한 사유') }),
};

/** The report built again, with what has changed, from what was known when it was first taken. */
const supplemented = (
  context: ActContext,
  { set, version }: AmendmentInputs['supplement'],
  filing: StoryFiling,
  filings: ReadonlyMap<string, StoryFiling>,
): StoryFiling | null => {
  const { problems, path } = context;
  const merged = merge(
    { 'reported-on': filing.report.reportDate, ...withNamedMovers(filing.input, set) },
    set,
  ) as Record<string, unknown>;
  const schema = filing.verb === 'move-in' ? moveIn : registerReports[filing.verb as ReportVerb];
  const parsed = schema.safeParse(merged);
  if (!parsed.success) {
    const above = ['steps', 0, filing.verb];
    const root = { steps: [{ [filing.verb]: merged }] };
    for (const { path: at, message, of } of explainAll(parsed.error.issues, root, above))
      problems.add([...path, 'set', ...at.slice(above.length)], message, of);
    return null;
  }
  const then: ActContext = { ...context, office: filing.office, told: filing.told.copy(), path: [...path, 'set'] };
  const report: Report | null =
    filing.verb === 'move-in'
      ? buildMoveIn(then, parsed.data as Parameters<typeof buildMoveIn>[1])
      : buildRegisterReport(then, filing.verb as ReportVerb, parsed.data as never, filings);
  return report && { ...filing, input: merged, report, version: version ?? filing.version + 1 };
};

/** A list of movers can be changed by name too. */
const withNamedMovers = (
  input: Readonly<Record<string, unknown>>,
  set: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> => {
  const { movers } = input;
  if (movers === undefined || !isMap(set['movers'])) return input;
  const listed: readonly unknown[] = Array.isArray(movers) ? movers : [movers];
  const entries = listed.flatMap((each) =>
    isMap(each) ? Object.entries(each) : [[String(each), {}] satisfies [string, unknown]],
  );
  return { ...input, movers: Object.fromEntries(entries.map(([key, each]) => [key, toFields(each)])) };
};

const toFields = (mover: unknown): unknown => (typeof mover === 'string' ? { relation: mover } : (mover ?? {}));

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Maps field by field; `null` takes a field away; anything else takes the place of what was there. */
const merge = (before: unknown, change: unknown): unknown => {
  if (!isMap(change)) return change;
  const merged = new Map<string, unknown>(isMap(before) ? Object.entries(before) : []);
  for (const [key, value] of Object.entries(change)) {
    if (value === null) merged.delete(key);
    else merged.set(key, merge(merged.get(key), value));
  }
  return Object.fromEntries(merged);
};
