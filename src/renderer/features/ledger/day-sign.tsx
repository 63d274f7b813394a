import { type ReactNode, useState } from 'react';
import type { QueryOutput } from '../../../shared/contract/queries.ts';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { wonToText } from '../notices/won.ts';
import { readCount, sheetsOf } from './day-form.ts';
import { texts } from './texts.ts';

/** What was counted, beside what the ledger says; a difference is signed only with a word about it. */
export const DaySign = ({
  day,
  ledger,
}: {
  readonly day: PlainDate;
  readonly ledger: QueryOutput<'getDay'>['ledger'];
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const [id] = useState(newEntryId);
  const [form, setForm] = useState({ sheets: '', won: '', remark: '' });
  const [isTried, setIsTried] = useState(false);
  const [isAsking, setIsAsking] = useState(false);
  const { run, isRunning, error } = useCommand('signDay');
  const counted = readCount(form, ledger);
  const isReady = counted.sheets !== null && counted.won !== null && !counted.isRemarkMissing;

  const sign = async (): Promise<void> => {
    const { sheets, won } = counted;
    if (sheets === null || won === null) return;
    await run({ id, day, counted: { sheets, won }, remark: form.remark.trim() });
    setIsAsking(false);
  };

  return (
    <Section title={t(texts.counted)}>
      <div className="field-row">
        <TextField
          label={t(texts.countedSheets)}
          value={form.sheets}
          onChange={(sheets) => setForm({ ...form, sheets })}
          inputMode="numeric"
          width="short"
          error={isTried && counted.sheets === null ? t(texts.numberError) : null}
        />
        <TextField
          label={t(texts.countedWon)}
          value={form.won}
          onChange={(won) => setForm({ ...form, won })}
          inputMode="numeric"
          width="short"
          error={isTried && counted.won === null ? t(texts.numberError) : null}
        />
      </div>
      {counted.differs && (
        <Notice tone="warning" role="status">
          {t(texts.differs)}
        </Notice>
      )}
      <TextField
        label={t(texts.remark)}
        value={form.remark}
        onChange={(remark) => setForm({ ...form, remark })}
        error={isTried && counted.isRemarkMissing ? t(texts.remarkMissing) : null}
      />
      {error && <ErrorNotice error={error} />}
      <div className="row">
        <Button
          kind="primary"
          onPress={() => {
            setIsTried(true);
            setIsAsking(isReady);
          }}
        >
          {t(texts.sign)}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        isPending={isRunning}
        isDangerous
        title={t(texts.signAsk)}
        confirmLabel={t(texts.sign)}
        cancelLabel={t(texts.cancel)}
        onConfirm={() => void sign()}
        onClose={() => setIsAsking(false)}
      >
        <KeyValues
          rows={[
            { key: t(texts.day), value: <span className="number">{day}</span> },
            {
              key: t(texts.countedSheets),
              value: `${String(counted.sheets ?? '')} (${t(texts.figures)} ${String(sheetsOf(ledger))})`,
            },
            {
              key: t(texts.countedWon),
              value: `${wonToText(counted.won ?? 0, language)} (${t(texts.figures)} ${wonToText(ledger.won, language)})`,
            },
          ]}
        />
        <p>{t(texts.signWarning)}</p>
      </ConfirmDialog>
    </Section>
  );
};
