import { type ReactNode, useState } from 'react';
import { useQuery } from '../../bridge/use-query.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Empty, Loading } from '../../ui/progress.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { AddPrinter } from './add-printer.tsx';
import { PrinterCard } from './printer-card.tsx';
import { texts } from './texts.ts';
import '../notices/papers/papers.css';
import './printer.css';

/** The printers as they are now: what to do at each, and how it is set up. */
export const Printers = (): ReactNode => {
  const t = useText();
  const { value, error, refresh } = useQuery('listPrinters', {}, ['printers']);
  const [isAdding, setIsAdding] = useState(false);
  const printers = value?.printers ?? [];
  const setups = printers.map(({ setup }) => setup);
  const add = (
    <Button kind={printers.length === 0 ? 'primary' : 'plain'} onPress={() => setIsAdding(true)}>
      {t(texts.add)}
    </Button>
  );
  return (
    <Page title={t(texts.title)} subtitle={t(texts.subtitle)} actions={printers.length > 0 && add}>
      {error && <ErrorNotice error={error} onRetry={refresh} />}
      {!value && !error && <Loading label={t(texts.loading)} />}
      {value && printers.length === 0 && <Empty title={t(texts.none)} hint={t(texts.noneHint)} action={add} />}
      {printers.length > 0 && (
        <ul className="printers">
          {printers.map(({ setup, state }) => (
            <PrinterCard key={setup.id} setup={setup} state={state} setups={setups} />
          ))}
        </ul>
      )}
      {isAdding && <AddPrinter setups={setups} onClose={() => setIsAdding(false)} />}
    </Page>
  );
};
