import type { ResidentId } from '../../registry/ids.ts';
import type { PlainDate } from '../../registry/plain-date.ts';
import type { Resident } from '../../registry/resident.ts';
import { allowedOptions } from './abstract.ts';
import { copyHouseholder, copyPeople, romanNameOf } from './copy.ts';
import { movedInHomes } from './moved-in.ts';
import type { PaperAsk, PaperSources } from './sources.ts';

/** Whom a paper is about, as far as a third party needs it to compare code and paper. The name is masked. */
export interface Holder {
  readonly masked: string;
  readonly birthYear: number;
}

/** The residents of this register whose data print, each once, in the order in which they print. */
export const peopleOf = (ask: PaperAsk, sources: PaperSources, today: PlainDate): readonly Resident[] => {
  const { request } = ask;
  switch (request.kind) {
    case 'copy':
    case 'copy-english': {
      const householder = copyHouseholder(sources);
      if (!householder) return [];
      const { members, cohabitants } = copyPeople(sources, request.options);
      return [...new Set([householder, ...members, ...cohabitants])];
    }
    case 'abstract': {
      if (!sources.subject) return [];
      const { householder } = allowedOptions(request, ask, sources, today);
      const head = sources.members.find((member) => member.id === sources.household?.householder);
      const isHeadPrinted = householder && head !== undefined && head.id !== sources.subject.id;
      return isHeadPrinted ? [sources.subject, head] : [sources.subject];
    }
    case 'moved-in-households':
      return movedInHomes(request, sources.homes).flatMap(({ householder, cohabitants }) => [
        ...(householder ? [householder] : []),
        ...cohabitants,
      ]);
    case 'move-in-receipt': {
      const numbers = new Set(sources.filing?.report.movers.map((mover) => mover.number));
      return sources.members.filter((member) => numbers.has(member.number));
    }
  }
};

/** Their ids, for the ledger. */
export const subjectsOf = ({
  ask,
  sources,
  today,
}: {
  readonly ask: PaperAsk;
  readonly sources: PaperSources;
  readonly today: PlainDate;
}): ResidentId[] => peopleOf(ask, sources, today).map((person) => person.id);

/**
 * The householder of a copy, the subject of an abstract; null for papers about an address or a filing. `maskName` is the
 * one of the code on the paper, so that both say the same. An English copy is compared by its Roman letters.
 */
export const holderOf = ({
  ask: { request },
  sources,
  maskName,
}: {
  readonly ask: PaperAsk;
  readonly sources: PaperSources;
  readonly maskName: (name: string) => string;
}): Holder | null => {
  const person =
    request.kind === 'copy' || request.kind === 'copy-english'
      ? copyHouseholder(sources)
      : request.kind === 'abstract'
        ? sources.subject
        : null;
  if (!person) return null;
  const roman = request.kind === 'copy-english' ? romanNameOf(person, request.names) : null;
  return { masked: maskName(roman ?? person.name), birthYear: Number(person.birthDate.slice(0, 4)) };
};
