import type { MoveInReport } from '../../../src/shared/registry/move-in.ts';
import type { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import { isMinorOn } from '../../../src/shared/rules/age.ts';
import type { MoveInInput } from '../format/reports.ts';
import { isYes } from '../format/steps.ts';
import { capacityWords } from '../format/words.ts';
import type { StoryPerson } from '../world/people.ts';
import { type ActContext, personOf } from './context.ts';

type Reporter = MoveInReport['reporter'];

interface Around {
  readonly drafts: readonly { readonly person: StoryPerson | null }[];
  /** The householder after the move, mover or not. */
  readonly head: StoryPerson | null;
  readonly joined: StoryPerson | null;
  readonly manager: StoryPerson | null;
  readonly reportDate: PlainDate;
}

/** Who stands at the counter. What isn't said of them is in order. */
export const reporterOf = (context: ActContext, said: MoveInInput['reporter'], around: Around): Reporter | null => {
  const fields = typeof said === 'string' ? { person: said } : (said ?? {});
  const field = typeof said === 'string' ? ['reporter'] : ['reporter', 'person'];
  const person = fields.person === undefined ? usual(around) : personOf(context, fields.person, field);
  if (!person) {
    if (fields.person === undefined) context.problems.add(context.path, 'say who reports: reporter: 김철수', 'key');
    return null;
  }
  const capacity = fields.capacity ? capacityWords.toWord(fields.capacity) : inferred(person, around);
  const isDelegate = capacity === 'delegate';
  const kinship = fields.kinship ?? (isDelegate ? 'lineal-kin' : 'none');
  return {
    name: person.name,
    number: person.number,
    capacity,
    identityChecked: isYes(fields.card ?? true),
    delegationShown: isYes(fields.delegation ?? isDelegate),
    ...(kinship === 'none' ? {} : { kinship }),
  };
};

/** The householder if they move, else the first mover of age, else the householder whom they join. */
const usual = ({ drafts, head, joined, reportDate }: Around): StoryPerson | null => {
  const movers = drafts.flatMap(({ person }) => person ?? []);
  const adults = movers.filter(({ birthDate }) => !isMinorOn(birthDate, reportDate));
  if (head && adults.some(({ key }) => key === head.key)) return head;
  return adults[0] ?? joined ?? head ?? movers[0] ?? null;
};

const inferred = ({ key }: StoryPerson, { drafts, head, joined, manager }: Around): Reporter['capacity'] => {
  if (key === manager?.key) return 'dormitory-manager';
  if (key === joined?.key || (manager === null && joined === null && key === head?.key)) return 'householder';
  return drafts.some(({ person }) => person?.key === key) ? 'mover' : 'delegate';
};
