import type { Address } from '../../../src/shared/registry/address.ts';
import type { Relation, ResidentStatus } from '../../../src/shared/registry/resident.ts';
import { reexpressHousehold } from '../../../src/shared/rules/household/whole.ts';

/**
 * Where everybody in the story lives, as they themselves would say at a counter: what stood in the register at first,
 * and what was reported since. The fields that a scenario leaves out are filled in from it, so that they never depend
 * on what central has heard of.
 */
export interface ToldHome {
  readonly address: Address;
  /** Short name; null while nobody leads it. */
  readonly householder: string | null;
  /** By short name, in order. */
  readonly members: ReadonlyMap<string, Relation>;
}

export interface Told {
  /** As it is now; what is noted there is not noted here. */
  readonly copy: () => Told;
  readonly homeOf: (person: string) => ToldHome | null;
  /** The last home in which all of them lived together; else that of the first who has one. */
  readonly homeTogether: (people: readonly string[]) => ToldHome | null;
  readonly statusOf: (person: string) => ResidentStatus | null;
  readonly setStatus: (person: string, status: ResidentStatus) => void;
  /** The people leave where they were, and `after` is a home of theirs, perhaps in place of the one `before`. */
  readonly settle: (people: readonly string[], after: ToldHome, before?: ToldHome | null) => void;
  /** Somebody else leads it from now on; relations that aren't said follow from the old ones. */
  readonly lead: (home: ToldHome, householder: string, said: ReadonlyMap<string, Relation>) => void;
  /** Takes the place of a home that somebody lives in. */
  readonly change: (home: ToldHome, after: Partial<ToldHome>) => void;
}

export const createTold = (
  homes: readonly ToldHome[],
  statuses: ReadonlyMap<string, ResidentStatus>,
  sexOf: (person: string) => 'M' | 'F',
  left: readonly ToldHome[] = [],
): Told => {
  let all = [...homes];
  /** Homes as they were before somebody left or came, the latest last. */
  let past = [...left];
  const replace = (next: readonly ToldHome[]): void => {
    past = [...past, ...all.filter((home) => !next.includes(home))];
    all = [...next];
  };
  const status = new Map(statuses);
  const homeOf = (person: string): ToldHome | null => all.find(({ members }) => members.has(person)) ?? null;
  return {
    copy: () => createTold(all, status, sexOf, past),
    homeOf,
    homeTogether: (people) => {
      const isOfAll = ({ members }: ToldHome): boolean => people.every((key) => members.has(key));
      const now = all.find(isOfAll) ?? past.findLast(isOfAll);
      return now ?? people.map(homeOf).find((home) => home !== null) ?? null;
    },
    statusOf: (person) => status.get(person) ?? null,
    setStatus: (person, to) => void status.set(person, to),
    settle: (people, after, before = null) => {
      const others = all.flatMap((each) => {
        if (each === before) return [];
        const members = new Map([...each.members].filter(([key]) => !people.includes(key)));
        if (members.size === each.members.size) return [each];
        if (members.size === 0) return [];
        const isLed = each.householder !== null && members.has(each.householder);
        return [{ ...each, members, householder: isLed ? each.householder : null }];
      });
      replace([...others, after]);
    },
    lead: (home, householder, said) => {
      if (!home.members.has(householder)) return;
      const members = [...home.members].map(([id, relation]) => ({ id, relation, sex: sexOf(id) }));
      const relations = reexpressHousehold(members, householder).map(
        ({ id, relation }) => [id, id === householder ? '본인' : (said.get(id) ?? relation)] as const,
      );
      replace(all.map((each) => (each === home ? { ...home, householder, members: new Map(relations) } : each)));
    },
    change: (home, after) => {
      replace(all.map((each) => (each === home ? { ...each, ...after } : each)));
    },
  };
};
