import type { Missing } from '../../../../shared/registry/answer.ts';
import type { OfficialId } from '../../../../shared/registry/ids.ts';
import type { Consent } from '../../../../shared/registry/move-in.ts';
import type { PlainDate } from '../../../../shared/registry/plain-date.ts';
import { birthDateIn, type ResidentNumber } from '../../../../shared/registry/resident-number.ts';
import { isMinorOn } from '../../../../shared/rules/age.ts';
import { consentDefects } from '../../../../shared/rules/move-in/consent.ts';
import { reporterDefects } from '../../../../shared/rules/move-in/report-defects.ts';
import type { ConsentDraft, MoveInDraft, MoverDraft } from './draft.ts';
import { householderChange } from './householder.ts';
import { birthDateOf, readDate, readNumber, typedToDate, typedToNumber } from './typed.ts';

/** What one mover has to sign and show because somebody else leads them after the move [D 23②③]. */
export interface Evidence {
  readonly mover: MoverDraft;
  /** `unknown`: nobody knows who led them before, so it is asked as if it changed. */
  readonly change: 'changes' | 'unknown';
  /** `unknown`: neither number nor day of birth can be read yet. */
  readonly age: 'adult' | 'minor' | 'unknown';
  /** They stand at the counter themselves, so that nothing more is asked; for a minor, their guardian does. */
  readonly isInPerson: boolean;
  /** What would be missing, were it filed as it stands. */
  readonly missing: readonly Missing[];
}

/** The movers of whom something is asked, and what of it is missing by the rules that will decide the filing. */
export const evidenceNeeded = (draft: MoveInDraft): readonly Evidence[] => {
  const on = readDate(draft.reportDate);
  return draft.movers.flatMap((mover): readonly Evidence[] => {
    const change = householderChange(draft, mover);
    if (change === null || change === 'stays') return [];
    const born = birthDateOf(mover);
    if (born === null || on === null) return [{ mover, change, age: 'unknown', isInPerson: false, missing: [] }];
    const isMinor = isMinorOn(born, on);
    return [
      {
        mover,
        change,
        age: isMinor ? 'minor' : 'adult',
        isInPerson: isInPerson(draft, mover, isMinor),
        missing: missingOf(draft, mover, { born, on }),
      },
    ];
  });
};

/** By a number that was typed, on the day of the report; not while either can't be read. */
export const isMinorByNumber = (draft: MoveInDraft, typed: string): boolean => {
  const on = readDate(draft.reportDate);
  const number = readNumber(typed);
  const born = number === null ? null : birthDateIn(number);
  return on !== null && born !== null && isMinorOn(born, on);
};

const isInPerson = (draft: MoveInDraft, mover: MoverDraft, isMinor: boolean): boolean => {
  const reporter = readNumber(draft.reporter.number);
  if (reporter === null) return false;
  if (!isMinor) return readNumber(mover.number) === reporter;
  return mover.consent.by === 'guardian' && readNumber(mover.consent.guardian.number) === reporter;
};

const missingOf = (
  draft: MoveInDraft,
  mover: MoverDraft,
  { born, on }: { readonly born: PlainDate; readonly on: PlainDate },
): readonly Missing[] => {
  const consent = consentOf(mover.consent);
  return consentDefects(
    { reportDate: on, reporter: { number: typedToNumber(draft.reporter.number) as ResidentNumber } },
    {
      number: mover.isNewborn ? null : (typedToNumber(mover.number) as ResidentNumber),
      ...(consent ? { consent } : {}),
    },
    { birthDate: born },
  );
};

/** What was not checked of the reporter, by the same rules. */
export const reporterMissing = ({ form, reporter }: MoveInDraft): readonly Missing[] => {
  const { kinship, ...rest } = reporter;
  return reporterDefects({ form, reporter: { ...rest, ...(kinship === null ? {} : { kinship }) } });
};

/** Everything that would have to be supplied, were it filed as it stands, as far as the form tells. */
export const missingOfForm = (draft: MoveInDraft): readonly Missing[] => {
  const [movedOn, reportDate] = [readDate(draft.movedOn), readDate(draft.reportDate)];
  return [
    ...reporterMissing(draft),
    ...(movedOn !== null && reportDate !== null && movedOn > reportDate ? (['moved-after-report'] as const) : []),
  ];
};

/** The consent as the report has it, with what was typed in it; null while there is none. The schema judges it. */
export const consentOf = (draft: ConsentDraft): Consent | null => {
  const kinOfReporter = draft.kin === 'none' ? null : draft.kin;
  switch (draft.by) {
    case null:
      return null;
    case 'mover':
      return { by: 'mover', cardShown: draft.cardShown, kinOfReporter };
    case 'guardian':
      return {
        by: 'guardian',
        guardian: {
          name: draft.guardian.name.trim(),
          number: typedToNumber(draft.guardian.number) as ResidentNumber,
        },
        formShown: draft.formShown,
        cardShown: draft.cardShown,
        kinOfReporter,
      };
    case 'fact-finding':
      return {
        by: 'fact-finding',
        on: typedToDate(draft.on) as PlainDate,
        official: draft.official.trim() as OfficialId,
        livesThere: draft.livesThere === 'yes',
      };
  }
};
