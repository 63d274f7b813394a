import { addressToText } from '../../../src/shared/registry/address.ts';
import { MoveInReport } from '../../../src/shared/registry/move-in.ts';
import type { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import type { Relation } from '../../../src/shared/registry/resident.ts';
import type { ResidentNumber } from '../../../src/shared/registry/resident-number.ts';
import { reexpressHousehold } from '../../../src/shared/rules/household/whole.ts';
import type { MoveInInput, MoverInput } from '../format/reports.ts';
import { isYes } from '../format/steps.ts';
import { formWords, reasonWords, relationWords } from '../format/words.ts';
import { sha256 } from '../sha256.ts';
import { readAddress } from '../world/addresses.ts';
import { officialId } from '../world/offices.ts';
import { isInvented, type StoryPerson } from '../world/people.ts';
import type { ToldHome } from '../world/told.ts';
import { consentOf } from './consent.ts';
import { type ActContext, personOf, toNamed } from './context.ts';
import { reporterOf } from './reporter.ts';

/** A mover of the form before it is complete. */
export interface Draft {
  readonly key: string;
  /** Null for a child without a number. */
  readonly person: StoryPerson | null;
  readonly written: WrittenMover;
  readonly field: readonly (string | number)[];
}
type WrittenMover = Exclude<MoverInput, string | null>;

/** Builds the report, and takes note of where its people live from then on. Null after saying what is wrong. */
export const buildMoveIn = (context: ActContext, input: MoveInInput): MoveInReport | null => {
  const { told, problems, path, today } = context;
  const drafts = moversOf(context, input);
  const [first] = drafts;
  if (!first) {
    if (input.movers === undefined && input.household === undefined)
      problems.add(
        path,
        'say who moves: movers: [김철수, 이영희], or household: 김철수 for everybody of a household',
        'key',
      );
    return null;
  }
  const joined = input.joins === undefined ? null : personOf(context, input.joins, ['joins']);
  const manager = input.dormitory ? personOf(context, input.dormitory.manager, ['dormitory', 'manager']) : null;
  const home = homeOfMovers(context, drafts);
  const to =
    input.to === undefined
      ? ((joined && told.homeOf(joined.key)?.address) ?? null)
      : readAddress(input.to, context.world, context.office, problems, [...path, 'to']);
  if (input.to === undefined && !to) problems.add(path, 'say the new address: to: 은가람대로 45', 'key');
  const relations = relationsOf(context, input, drafts, home, joined !== null);
  const reportDate = (input['reported-on'] ?? today) as PlainDate;
  const kind = joined ? 'household-of' : input.dormitory ? 'dormitory' : 'own-household';
  const head = joined ?? headOf(drafts, relations);
  const previous = previousOf(context, input, home);
  const changes = kind === 'dormitory' || previous?.key !== head?.key || input.form === 're-registration';
  const reporter = reporterOf(context, input.reporter, { drafts, head, joined, manager, reportDate });
  if (!to || !reporter || (input.joins && !joined) || (input.dormitory && !manager)) return null;

  const movers = drafts.map((draft, index): unknown => {
    const { person, written } = draft;
    const said = written.consent ?? input.consent;
    const consent =
      said === undefined && !changes
        ? undefined
        : consentOf(context, said ?? 'signed', { draft, home, reportDate, reporter: reporter.number });
    return {
      number: written.newborn ? null : (written.number ?? person?.number ?? null),
      name: String(written.name ?? person?.name ?? draft.key),
      relation: relations[index] ?? '동거인',
      ...(written.newborn ? newbornOf(context, written.newborn, draft) : {}),
      ...(consent === undefined ? {} : { consent }),
    };
  });
  const filled = {
    form: input.form ? formWords.toWord(input.form) : inferForm(context, drafts, home),
    reportDate,
    movedOn: input['moved-on'] ?? reportDate,
    to,
    previousAddress: input.from === undefined ? (home ? addressToText(home.address) : '모름') : String(input.from),
    reason: reasonWords.toWord(input.reason ?? '주택'),
    movers,
    reporter,
    ...(joined ? { into: { type: 'household-of', householder: toNamed(joined) } } : {}),
    ...(manager && input.dormitory
      ? { into: { type: 'dormitory', name: String(input.dormitory.name), manager: toNamed(manager) } }
      : {}),
    ...(previous ? { previousHouseholder: toNamed(previous) } : {}),
    ...remainingOf(context, input),
    ...(input.backdated !== undefined && isYes(input.backdated)
      ? {
          backdating: {
            supervisor: officialId(context.office.office.id, 'supervisor'),
            scan: sha256(`scan ${path.join('.')}`),
          },
        }
      : {}),
  };
  // A form that can't be is handed in all the same: what the counter says to it is part of the story.
  const report = MoveInReport.safeParse(filled).data ?? (filled as MoveInReport);
  note(context, report, drafts, home, joined);
  return report;
};

const moversOf = (context: ActContext, input: MoveInInput): readonly Draft[] => {
  const { told, problems, path, world } = context;
  const draftOf = (key: string, written: MoverInput, field: readonly (string | number)[]): Draft[] => {
    const fields: WrittenMover = typeof written === 'string' ? { relation: written } : (written ?? {});
    const { number } = fields;
    if (number !== undefined && isInvented(number, problems, [...path, ...field, 'number']))
      world.people.noteWritten(number, key);
    if (fields.newborn) world.people.newborns.add(String(fields.name ?? key));
    const person = fields.newborn ? null : personOf(context, key, field);
    return person || fields.newborn ? [{ key, person, written: fields, field }] : [];
  };
  const listed = input.movers;
  if (listed !== undefined) {
    if (typeof listed === 'string') return draftOf(listed, null, ['movers']);
    if (!Array.isArray(listed))
      return Object.entries(listed).flatMap(([key, each]) => draftOf(key, each, ['movers', key]));
    return listed.flatMap((each, index) =>
      typeof each === 'string'
        ? draftOf(each, null, ['movers', index])
        : Object.entries(each).flatMap(([key, one]) => draftOf(key, one, ['movers', index, key])),
    );
  }
  if (input.household === undefined) return [];
  const person = personOf(context, String(input.household), ['household']);
  const home = person && told.homeOf(person.key);
  if (person && !home) problems.add([...path, 'household'], `${person.key} belongs to no household`);
  if (!home) return [];
  const movable = [...home.members.keys()].filter((key) => told.statusOf(key) === 'resident');
  return movable.flatMap((key) => draftOf(key, null, ['household']));
};

/** Where they come from, as they see it: the last home that all of them had together. */
const homeOfMovers = ({ told }: ActContext, drafts: readonly Draft[]): ToldHome | null =>
  told.homeTogether(drafts.flatMap(({ person }) => (person ? [person.key] : [])));

const headOf = (drafts: readonly Draft[], relations: readonly Relation[]): StoryPerson | null =>
  drafts[relations.indexOf('본인')]?.person ?? null;

/**
 * As they are written; else, under the same householder, as they are; under another, as it follows. Who joins somebody's
 * household has to say what they are to them.
 */
const relationsOf = (
  { problems, world, path }: ActContext,
  { dormitory }: MoveInInput,
  drafts: readonly Draft[],
  home: ToldHome | null,
  isJoining: boolean,
): readonly Relation[] => {
  const said = drafts.map(({ written }) =>
    written.relation === undefined ? null : relationWords.toWord(written.relation),
  );
  if (dormitory) return said.map((each) => each ?? '본인');
  const heads = drafts.filter((_, index) => said[index] === '본인');
  const oldHead = drafts.find(({ key }, index) => said[index] === null && home?.householder === key);
  const headKey = isJoining ? null : (heads[0] ?? oldHead ?? drafts.find((_, index) => said[index] === null))?.key;
  const members = [...(home?.members ?? [])].map(([id, relation]) => ({
    id,
    relation,
    sex: world.people.byKey.get(id)?.sex ?? ('M' as const),
  }));
  const canFollow = headKey !== null && headKey !== undefined && members.some(({ id }) => id === headKey);
  const following = canFollow ? reexpressHousehold(members, headKey) : [];
  return drafts.map(({ key, field, person }, index): Relation => {
    const relation = said[index];
    if (relation) return relation;
    if (key === headKey) return '본인';
    const isAtHome = person !== null && home?.members.has(person.key) === true;
    const follows = isAtHome ? following.find(({ id }) => id === key)?.relation : undefined;
    if (follows) return follows;
    problems.add([...path, ...field], `say what ${key} is to the householder after the move: ${key}: 자녀`);
    return '동거인';
  });
};

const inferForm = ({ told }: ActContext, drafts: readonly Draft[], home: ToldHome | null): MoveInReport['form'] => {
  const keys = drafts.map(({ key }) => key);
  const statuses = drafts.map(({ key }) => told.statusOf(key));
  if (statuses.every((status) => status === 'unknown-domicile' || status === 'deleted')) return 're-registration';
  if (statuses.every((status) => status === 'national-abroad' || status === 'staying-abroad')) return 'national-abroad';
  if (!home || home.householder === null || !keys.includes(home.householder)) return 'part-of-household';
  const movable = [...home.members.keys()].filter((key) => told.statusOf(key) === 'resident');
  return movable.every((key) => keys.includes(key)) ? 'whole-household' : 'part-of-household';
};

const previousOf = (
  context: ActContext,
  { 'previous-householder': said }: MoveInInput,
  home: ToldHome | null,
): StoryPerson | null => {
  if (said === 'none') return null;
  if (said !== undefined) return personOf(context, said, ['previous-householder']);
  return (home?.householder && context.world.people.byKey.get(home.householder)) || null;
};

const newbornOf = (context: ActContext, newborn: NonNullable<WrittenMover['newborn']>, { field }: Draft) => {
  const mother = personOf(context, newborn.mother, [...field, 'newborn', 'mother']);
  return mother ? { newborn: { birthDate: newborn.born, mother: mother.number } } : {};
};

const remainingOf = (context: ActContext, { remaining }: MoveInInput) => {
  if (!remaining) return {};
  const householder = personOf(context, remaining.householder, ['remaining', 'householder']);
  const relations = namedRelations(context, remaining.relations ?? {}, ['remaining', 'relations']);
  return householder
    ? { remaining: { householder: householder.number, ...(relations.length > 0 ? { relations } : {}) } }
    : {};
};

/** Relations by short name, as the form has them. */
export const namedRelations = (
  context: ActContext,
  relations: Readonly<Record<string, string>>,
  field: readonly (string | number)[],
): { number: ResidentNumber; relation: Relation }[] =>
  Object.entries(relations).flatMap(([key, relation]) => {
    const person = personOf(context, key, [...field, key]);
    return person ? [{ number: person.number, relation: relationWords.toWord(relation) }] : [];
  });

/** The movers live there from now on, as far as they themselves know. */
const note = (
  { told, world }: ActContext,
  report: MoveInReport,
  drafts: readonly Draft[],
  home: ToldHome | null,
  joined: StoryPerson | null,
): void => {
  const movers = drafts.flatMap(({ person }, index) => {
    const mover = report.movers[index];
    return person && mover ? [[person.key, mover.relation] as const] : [];
  });
  const keys = movers.map(([key]) => key);
  if (report.form === 're-registration') for (const key of keys) told.setStatus(key, 'resident');
  if (report.into?.type === 'dormitory')
    for (const key of keys)
      told.settle([key], { address: report.to, householder: key, members: new Map([[key, '본인']]) });
  else {
    const target = joined && told.homeOf(joined.key);
    const householder = joined?.key ?? movers.find(([, relation]) => relation === '본인')?.[0] ?? null;
    told.settle(
      keys,
      target
        ? { ...target, members: new Map([...target.members, ...movers]) }
        : { address: report.to, householder, members: new Map(movers) },
      target,
    );
  }
  const left = [...(home?.members.keys() ?? [])].find((key) => !keys.includes(key));
  const stays = left === undefined ? null : told.homeOf(left);
  const leader = [...(stays?.members.keys() ?? [])].find(
    (key) => world.people.byKey.get(key)?.number === report.remaining?.householder,
  );
  if (stays && leader !== undefined) told.lead(stays, leader, new Map());
};
