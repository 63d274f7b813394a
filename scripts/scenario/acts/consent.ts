import type { Consent } from '../../../src/shared/registry/move-in.ts';
import type { PlainDate } from '../../../src/shared/registry/plain-date.ts';
import type { ResidentNumber } from '../../../src/shared/registry/resident-number.ts';
import { isMinorOn } from '../../../src/shared/rules/age.ts';
import type { MoveInInput } from '../format/reports.ts';
import { isYes } from '../format/steps.ts';
import { officialId } from '../world/offices.ts';
import type { StoryPerson } from '../world/people.ts';
import type { ToldHome } from '../world/told.ts';
import { type ActContext, personOf, toNamed } from './context.ts';
import type { Draft } from './move-in.ts';

interface Around {
  readonly draft: Draft;
  readonly home: ToldHome | null;
  readonly reportDate: PlainDate;
  readonly reporter: ResidentNumber;
}

/** How a mover agreed; absent where they didn't. What isn't said is in order. */
export const consentOf = (
  context: ActContext,
  said: NonNullable<MoveInInput['consent']>,
  { draft, home, reportDate, reporter }: Around,
): Consent | undefined => {
  if (said === 'none') return undefined;
  const { person, field } = draft;
  const isMinor = person === null || isMinorOn(person.birthDate, reportDate);
  const fields: Partial<Exclude<typeof said, string>> = typeof said === 'string' ? {} : said;
  const by = typeof said !== 'string' ? said.by : said === 'fact-finding' ? said : isMinor ? 'guardian' : 'mover';
  if (by === 'fact-finding')
    return {
      by,
      on: (fields.on ?? reportDate) as PlainDate,
      official: officialId(context.office.office.id, 'clerk'),
      livesThere: isYes(fields['lives-there'] ?? true),
    };
  const kinOfReporter = fields.kin === undefined || fields.kin === 'none' ? null : fields.kin;
  const cardShown = isYes(fields.card ?? true);
  // Who reports in person has agreed by that, and signs nothing else.
  if (by === 'mover')
    return person?.number === reporter && typeof said === 'string' ? undefined : { by, cardShown, kinOfReporter };
  const guardian =
    fields.guardian === undefined
      ? guardianOf(context, person, home, reportDate)
      : personOf(context, fields.guardian, [...field, 'consent', 'guardian']);
  if (!guardian) {
    context.problems.add(
      [...context.path, ...field],
      `say who agrees for ${draft.key}, who is a minor: consent: { by: guardian, guardian: 김철수 }`,
    );
    return undefined;
  }
  return { by, guardian: toNamed(guardian), formShown: isYes(fields.form ?? true), cardShown, kinOfReporter };
};

/** Of a minor: the householder whom they live with, or that one's spouse. */
const guardianOf = (
  { world }: ActContext,
  child: StoryPerson | null,
  home: ToldHome | null,
  reportDate: PlainDate,
): StoryPerson | null => {
  const adults = [...(home?.members ?? [])].flatMap(([key, relation]) => {
    const person = world.people.byKey.get(key);
    const isParent = relation === '본인' || relation === '배우자';
    return person && isParent && key !== child?.key && !isMinorOn(person.birthDate, reportDate) ? [person] : [];
  });
  return adults[0] ?? null;
};
