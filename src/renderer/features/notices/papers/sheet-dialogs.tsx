import { type ReactNode, useState } from 'react';
import type { CertificateLine } from '../../../../shared/contract/queries.ts';
import { newEntryId } from '../../../bridge/new-id.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { useText } from '../../../state/use-text.ts';
import { RadioChoice } from '../../../ui/radio-choice.tsx';
import { CommandDialog } from '../command-dialog.tsx';
import { PaperSummary } from './paper-summary.tsx';
import { readSheets } from './read-sheets.ts';
import { SheetCount } from './sheet-count.tsx';
import { texts } from './texts.ts';

export interface PaperDialogProps {
  readonly line: CertificateLine;
  readonly onClose: () => void;
}

/** A person's word on what came out: it ends a doubt, and nothing else does. */
export const ConfirmSheetsDialog = ({ line, onClose }: PaperDialogProps): ReactNode => {
  const t = useText();
  const [id] = useState(newEntryId);
  const [came, setCame] = useState<'all' | 'destroyed' | null>(null);
  const [destroyed, setDestroyed] = useState({ sheets: '', note: '' });
  const [isTried, setIsTried] = useState(false);
  const command = useCommand('confirmSheets');
  const count = readSheets(destroyed.sheets);

  const record = async (): Promise<void> => {
    setIsTried(true);
    if (came === null || (came === 'destroyed' && count === null)) return;
    const answer =
      came === 'all'
        ? ({ type: 'all' } as const)
        : ({ type: 'destroyed', sheets: count ?? 0, note: destroyed.note.trim() } as const);
    const done = await command.run({ id, certificate: line.id, came: answer });
    if (done.ok) onClose();
  };

  return (
    <CommandDialog
      title={t(texts.confirmTitle)}
      act={t(texts.record)}
      isAlert
      isDangerous={came === 'destroyed'}
      command={command}
      onAct={() => void record()}
      onClose={onClose}
    >
      <PaperSummary line={line} />
      <p>{t(texts.confirmLead)}</p>
      <RadioChoice
        label={t(texts.came)}
        value={came}
        onChange={setCame}
        options={[
          { value: 'all', label: t(texts.cameAll), hint: t(texts.cameAllHint) },
          { value: 'destroyed', label: t(texts.cameNot), hint: t(texts.cameNotHint) },
        ]}
        error={isTried && came === null ? t(texts.chooseCame) : null}
      />
      {came === 'destroyed' && (
        <SheetCount
          value={destroyed}
          onChange={setDestroyed}
          sheetsLabel={t(texts.destroyed)}
          sheetsHint={t(texts.destroyedHint)}
          sheetsError={isTried && count === null ? t(texts.destroyedError) : null}
          noteLabel={t(texts.note)}
        />
      )}
    </CommandDialog>
  );
};
