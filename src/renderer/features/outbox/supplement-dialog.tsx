import { type ReactNode, useMemo, useState } from 'react';
import type { Text } from '../../../shared/text/language.ts';
import { useText } from '../../state/use-text.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ResidentNumberField } from '../fields/resident-number-field.tsx';
import { CommandDialog } from '../notices/command-dialog.tsx';
import { type Edit, editsOf } from './edits.ts';
import {
  differsFromFiled,
  type NumberPlace,
  numberPlaces,
  readSupplement,
  type SupplementError,
  valueAt,
  withAt,
} from './supplement.ts';
import { texts } from './texts.ts';
import { type AmendDialogProps, useAmend } from './use-amend.ts';

/** What a number without a name beside it belongs to. */
const whose: Readonly<Record<string, Text>> = {
  mother: texts.mother,
  father: texts.father,
  householder: texts.householder,
};

const nameOf = ({ who }: NumberPlace, t: (text: Text) => string): string => {
  const word = whose[who];
  return word ? t(word) : who;
};

const placeId = (place: NumberPlace): string => `supplement-${place.paths[0]?.join('-') ?? ''}`;
const editId = (edit: Edit): string => `supplement-${edit.path.join('-')}`;

/** The filing once more, with what was missing: numbers are entered again, all else is taken over. */
export const SupplementDialog = (props: AmendDialogProps): ReactNode => {
  const t = useText();
  const { page, onClose } = props;
  const places = useMemo(() => numberPlaces(page.report), [page.report]);
  const edits = useMemo(() => editsOf(page.report), [page.report]);
  const [edited, setEdited] = useState<unknown>(() =>
    edits.reduce<unknown>(
      (report, edit) => (edit.type === 'text' && edit.isHidden ? withAt(report, edit.path, '') : report),
      page.report,
    ),
  );
  const [numbers, setNumbers] = useState<Readonly<Record<string, string>>>({});
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<readonly SupplementError[]>([]);
  const [isTried, setIsTried] = useState(false);
  const { day, amend, command } = useAmend(props);

  const save = (): void => {
    setIsTried(true);
    const read = readSupplement(edited, places, numbers);
    setErrors('errors' in read ? read.errors : []);
    if ('report' in read && note.trim() !== '' && day !== null)
      // The office gives the version that is next.
      void amend({ type: 'supplemented', on: day, version: 1, report: read.report, note: note.trim() });
  };
  const errorAt = (edit: Edit): string | null => {
    const found = errors.find((each) => each.number === null && each.path.join('.') === edit.path.join('.'));
    return found ? t(found.message) : null;
  };
  const wordsOf = (each: SupplementError): string => {
    const place = places.find(({ key }) => key === each.number);
    const edit = edits.find(({ path }) => path.join('.') === each.path.join('.'));
    const about = place ? nameOf(place, t) : edit ? t(edit.label) : null;
    return about === null ? t(each.message) : `${about}: ${t(each.message)}`;
  };
  const idOf = (each: SupplementError): string | null => {
    const place = places.find(({ key }) => key === each.number);
    if (place) return placeId(place);
    const edit = edits.find(({ path }) => path.join('.') === each.path.join('.'));
    return edit ? editId(edit) : null;
  };

  return (
    <CommandDialog
      title={t(texts.supplementTitle)}
      act={t(texts.supplement)}
      isAlert
      size="wide"
      command={command}
      onAct={save}
      onClose={onClose}
    >
      <div className="stack">
        <ErrorSummary
          title={t(texts.supplementErrors)}
          errors={errors.map((each) => ({ fieldId: idOf(each), message: wordsOf(each) }))}
        />
        <p>{t(texts.supplementLead)}</p>
        <Section title={t(texts.numbersAgain)}>
          <p className="subtle">{t(texts.numbersLead)}</p>
          <div className="two">
            {places.map((place) => (
              <NumberAgain
                key={place.key}
                place={place}
                value={numbers[place.key] ?? ''}
                onChange={(typed) => setNumbers({ ...numbers, [place.key]: typed })}
                error={errors.find(({ number }) => number === place.key)?.message ?? null}
              />
            ))}
          </div>
        </Section>
        <Section title={t(texts.report)}>
          {edits.map((edit) => (
            <EditField
              key={edit.path.join('.')}
              edit={edit}
              value={valueAt(edited, edit.path)}
              onChange={(value) => setEdited(withAt(edited, edit.path, value))}
              error={errorAt(edit)}
            />
          ))}
        </Section>
        <TextField
          label={t(texts.supplementNote)}
          value={note}
          onChange={setNote}
          error={isTried && note.trim() === '' ? t(texts.blank) : null}
        />
      </div>
    </CommandDialog>
  );
};

const NumberAgain = ({
  place,
  value,
  onChange,
  error,
}: {
  readonly place: NumberPlace;
  readonly value: string;
  readonly onChange: (typed: string) => void;
  readonly error: Text | null;
}): ReactNode => {
  const t = useText();
  const hint = differsFromFiled(value, place.masked)
    ? t(texts.numberDiffers)
    : `${t(texts.numberWas)}: ${place.masked}`;
  return (
    <ResidentNumberField
      label={nameOf(place, t)}
      value={value}
      onChange={onChange}
      hint={hint}
      error={error ? t(error) : null}
      id={placeId(place)}
    />
  );
};

const EditField = ({
  edit,
  value,
  onChange,
  error,
}: {
  readonly edit: Edit;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly error: string | null;
}): ReactNode => {
  const t = useText();
  const label = edit.who === '' ? t(edit.label) : `${edit.who} - ${t(edit.label)}`;
  const id = editId(edit);
  switch (edit.type) {
    case 'check':
      return <CheckBox label={label} isSelected={value === true} onChange={onChange} error={error} id={id} />;
    case 'consent':
      return (
        <CheckBox
          label={label}
          isSelected={value !== undefined}
          onChange={(isGiven) => onChange(isGiven ? { by: 'mover', cardShown: true, kinOfReporter: null } : undefined)}
          error={error}
          id={id}
        />
      );
    case 'date':
      return <DateField label={label} value={textOf(value)} onChange={onChange} error={error} id={id} />;
    case 'text':
      return (
        <TextField
          label={label}
          value={textOf(value)}
          onChange={onChange}
          error={error}
          id={id}
          {...(edit.isHidden ? { hint: t(texts.hiddenText) } : {})}
        />
      );
  }
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
