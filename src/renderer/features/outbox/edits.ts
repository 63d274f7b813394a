import type { FilingPage } from '../../../shared/contract/queries.ts';
import type { Text } from '../../../shared/text/language.ts';
import { type Path, textPlaces, valueAt } from './supplement.ts';
import { texts } from './texts.ts';

/** What of a filing can be put right in the window. */
export type Edit =
  | { readonly type: 'check'; readonly path: Path; readonly label: Text; readonly who: string }
  | {
      readonly type: 'text';
      readonly path: Path;
      readonly label: Text;
      readonly who: string;
      readonly isHidden: boolean;
    }
  | { readonly type: 'date'; readonly path: Path; readonly label: Text; readonly who: string }
  /** Nothing was noted about the consent of a mover; ticking it notes their own hand and their card. */
  | { readonly type: 'consent'; readonly path: Path; readonly label: Text; readonly who: string };

type Shown = FilingPage['report'];

/** The places of a report that most often need to be put right: proofs that were not seen, names, dates, wording. */
export const editsOf = (report: Shown): readonly Edit[] => {
  const hiddenAt = new Set(textPlaces(report).map(({ path }) => path.join('.')));
  const edits = 'form' in report ? moveInEdits(report) : registerEdits(report);
  const known = new Set(edits.map(({ path }) => path.join('.')));
  return [
    ...edits.map((edit) => (edit.type === 'text' ? { ...edit, isHidden: hiddenAt.has(edit.path.join('.')) } : edit)),
    ...textPlaces(report)
      .filter(({ path }) => !known.has(path.join('.')))
      .map(({ path }) => ({ type: 'text', path, label: texts.note, who: '', isHidden: true }) as const),
  ];
};

const moveInEdits = (report: Extract<Shown, { form: unknown }>): readonly Edit[] => [
  { type: 'check', path: ['reporter', 'identityChecked'], label: texts.identityShown, who: report.reporter.name },
  ...(report.reporter.capacity === 'delegate'
    ? [{ type: 'check', path: ['reporter', 'delegationShown'], label: texts.delegationShown, who: '' } as const]
    : []),
  { type: 'date', path: ['movedOn'], label: texts.movedOn, who: '' },
  { type: 'text', path: ['previousAddress'], label: texts.previousAddress, who: '', isHidden: false },
  { type: 'text', path: ['reporter', 'name'], label: texts.reporter, who: '', isHidden: false },
  ...report.movers.flatMap((mover, nth): readonly Edit[] => {
    const at = ['movers', nth] as const;
    const who = mover.name;
    const consent = mover.consent;
    return [
      { type: 'text', path: [...at, 'name'], label: texts.name, who, isHidden: false },
      ...(consent === undefined
        ? [{ type: 'consent', path: [...at, 'consent'], label: texts.consentGiven, who } as const]
        : []),
      ...(consent?.by === 'mover' || consent?.by === 'guardian'
        ? [{ type: 'check', path: [...at, 'consent', 'cardShown'], label: texts.moverCard, who } as const]
        : []),
      ...(consent?.by === 'guardian'
        ? [{ type: 'check', path: [...at, 'consent', 'formShown'], label: texts.guardianForm, who } as const]
        : []),
    ];
  }),
];

const registerEdits = (report: Exclude<Shown, { form: unknown }>): readonly Edit[] => {
  const basis = 'basis' in report ? report.basis : null;
  const named = ['person', 'newHouseholder', 'householder', 'child'].filter(
    (key) => typeof valueAt(report, [key, 'name']) === 'string',
  );
  return [
    ...(basis?.type === 'report'
      ? [
          {
            type: 'check',
            path: ['basis', 'identityChecked'],
            label: texts.identityShown,
            who: basis.reporter.name,
          } as const,
        ]
      : []),
    ...(basis
      ? [{ type: 'text', path: ['basis', 'evidence'], label: texts.evidence, who: '', isHidden: false } as const]
      : []),
    ...('diedOn' in report ? [{ type: 'date', path: ['diedOn'], label: texts.diedOn, who: '' } as const] : []),
    ...named.map(
      (key) => ({ type: 'text', path: [key, 'name'], label: texts.name, who: '', isHidden: false }) as const,
    ),
    ...('people' in report
      ? report.people.map(
          (_, nth) =>
            ({ type: 'text', path: ['people', nth, 'name'], label: texts.name, who: '', isHidden: false }) as const,
        )
      : []),
  ];
};
