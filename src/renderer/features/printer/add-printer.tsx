import { type ReactNode, useState } from 'react';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import type { PrinterSetup } from '../../../shared/registry/printer.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Empty, Loading } from '../../ui/progress.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { SetupDialog } from './setup-dialog.tsx';
import { newSetup, type SetupForm } from './setup-form.ts';
import { texts } from './texts.ts';

type Found = CommandOutput<'findPrinters'>['found'][number];

/** Printers answer within a second or two; some sleep. */
const searchSeconds = 5;

/** Finds printers on the network, or asks one by its address, and sets the chosen one up. */
export const AddPrinter = ({
  setups,
  onClose,
}: {
  readonly setups: readonly PrinterSetup[];
  readonly onClose: () => void;
}): ReactNode => {
  const t = useText();
  const [host, setHost] = useState('');
  const [found, setFound] = useState<readonly Found[] | null>(null);
  const [chosen, setChosen] = useState<SetupForm | null>(null);
  const { run, isRunning, error } = useCommand('findPrinters');
  const find = async (at: string | null): Promise<void> => {
    const answer = await run({ seconds: searchSeconds, host: at });
    if (answer.ok) setFound(answer.value.found);
  };
  if (chosen) return <SetupDialog form={chosen} setups={setups} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t(texts.findTitle)}
      actions={
        <>
          <Button onPress={onClose}>{t(texts.cancel)}</Button>
          <Button kind="primary" isPending={isRunning} onPress={() => void find(null)} autoFocus>
            {t(texts.find)}
          </Button>
        </>
      }
    >
      <div className="field-row printer-host">
        <TextField label={t(texts.host)} hint={t(texts.hostHint)} value={host} onChange={setHost} />
        <Button isDisabled={host.trim() === '' || isRunning} onPress={() => void find(host.trim())}>
          {t(texts.ask)}
        </Button>
      </div>
      {isRunning && <Loading label={t(texts.finding)} />}
      {error && <ErrorNotice error={error} />}
      {!isRunning && found?.length === 0 && <Empty title={t(texts.foundNone)} />}
      {!isRunning && found && found.length > 0 && (
        <ul className="found" aria-label={t(texts.found)}>
          {found.map((each) => (
            <li key={each.uri} className="found-printer">
              <div>
                <strong>{each.name === '' ? each.makeAndModel : each.name}</strong>
                <p className="subtle printer-uri">
                  {each.makeAndModel} {each.uri}
                </p>
              </div>
              {setups.some(({ uri }) => uri === each.uri) ? (
                <Badge tone="neutral">{t(texts.isSetUp)}</Badge>
              ) : (
                <Button size="small" onPress={() => setChosen(newSetup(each))}>
                  {t(texts.choose)}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
};
