import { type ReactNode, useEffect } from 'react';
import type { QueryOutput } from '../../../../shared/contract/queries.ts';
import type { PrinterId, PrinterSetup } from '../../../../shared/registry/printer.ts';
import { useQuery } from '../../../bridge/use-query.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { useLanguage, useText } from '../../../state/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Select } from '../../../ui/select.tsx';
import { PrinterAdviceList } from './printer-advice.tsx';
import { printerWord } from './printer-words.ts';
import { texts } from './texts.ts';

type Known = QueryOutput<'listPrinters'>['printers'][number];

/** The printers of this computer for papers of these kinds, those that can print now first. */
export const usablePrinters = (printers: readonly Known[], role: PrinterSetup['roles'][number]): readonly Known[] => {
  const fit = printers.filter(({ setup }) => setup.roles.includes(role));
  const isReady = ({ state }: Known): boolean => printerWord(state, 'ko').canPrint;
  return [...fit.filter(isReady), ...fit.filter((each) => !isReady(each))];
};

/** At which printer; the first that can print is chosen by itself, and what to do at it stands below. */
export const PrinterChoice = ({
  value,
  onChange,
  error,
  id,
}: {
  readonly value: PrinterId | null;
  readonly onChange: (printer: PrinterId) => void;
  readonly error?: string | null;
  readonly id?: string;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const go = useNavigation((navigation) => navigation.go);
  const { value: answer } = useQuery('listPrinters', {}, ['printers']);
  const usable = answer ? usablePrinters(answer.printers, 'desk') : null;
  const first = usable?.[0]?.setup.id ?? null;
  const chosen = usable?.find(({ setup }) => setup.id === value) ?? null;
  useEffect(() => {
    if (first !== null && chosen === null) onChange(first);
  }, [first, chosen, onChange]);
  if (usable?.length === 0)
    return (
      <Notice tone="warning" actions={<Button onPress={() => go({ screen: 'printer' })}>{t(texts.setUp)}</Button>}>
        {t(texts.noPrinter)}
      </Notice>
    );
  return (
    <div className="printer-choice">
      <Select
        label={t(texts.printer)}
        value={chosen?.setup.id ?? null}
        onChange={onChange}
        options={(usable ?? []).map(({ setup, state }) => ({
          value: setup.id,
          label: `${setup.name} - ${printerWord(state, language).text}`,
        }))}
        error={error ?? null}
        {...(id === undefined ? {} : { id })}
      />
      {chosen && <PrinterAdviceList state={chosen.state} />}
    </div>
  );
};
