import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { usePurpose } from './purpose.ts';
import { purposes, texts } from './texts.ts';

const other = 'other';

/** Asks what pages are opened for. What is recorded is Korean in either language: auditors read it. */
export const PurposeChoice = ({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }): ReactNode => {
  const t = useText();
  const { purpose, choose } = usePurpose();
  const isListed = purposes.some(({ ko }) => ko === purpose);
  const [chosen, setChosen] = useState(purpose === null ? purposes[0].ko : isListed ? purpose : other);
  const [written, setWritten] = useState(purpose !== null && !isListed ? purpose : '');
  const [isMissing, setIsMissing] = useState(false);

  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:checked')?.focus(), []);

  const submit = (): void => {
    const next = chosen === other ? written.trim() : chosen;
    if (next === '') return setIsMissing(true);
    choose(next.slice(0, 60));
    onDone();
  };
  return (
    <form
      className="purpose-choice"
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <RadioChoice
        label={t(texts.purposeAsk)}
        value={chosen}
        onChange={setChosen}
        options={[
          ...purposes.map((each) => ({ value: each.ko as string, label: t(each) })),
          { value: other, label: t(texts.purposeOther) },
        ]}
        isRow
      />
      {chosen === other && (
        <TextField
          label={t(texts.purposeOtherLabel)}
          value={written}
          onChange={setWritten}
          error={isMissing ? t(texts.purposeMissing) : null}
          autoFocus
          isRequired
        />
      )}
      <p className="resident-hint">{t(texts.purposeHint)}</p>
      <div className="resident-actions">
        <Button kind="primary" type="submit">
          {t(texts.open)}
        </Button>
        <Button onPress={onCancel}>{t(texts.cancel)}</Button>
      </div>
    </form>
  );
};
