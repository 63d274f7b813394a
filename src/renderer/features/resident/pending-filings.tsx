import type { ReactNode } from 'react';
import type { FilingLine } from '../../../shared/contract/queries.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { FilingBadges } from '../notices/filing-state.tsx';
import { filingWords } from '../notices/filing-words.ts';
import { texts } from './texts.ts';

/** What was filed and not answered, over what is confirmed and marked as not being part of it. */
export const PendingFilings = ({
  filings,
  onFiling,
}: {
  filings: readonly FilingLine[];
  onFiling: (filing: FilingId) => void;
}): ReactNode => {
  const t = useText();
  return (
    <section className="pending" aria-label={t(texts.pendingTitle)}>
      <p className="pending-note">{t(texts.pendingNote)}</p>
      <ul className="pending-list">
        {filings.map((filing) => (
          <li key={filing.id} className="pending-filing">
            <FilingBadges filing={filing} />
            <span className="pending-what">
              <strong>{t(filingWords[filing.what])}</strong> · {t(texts.reportDate)} {filing.reportDate}
              <br />
              {filing.address} · {t(texts.householder)} {filing.householderName} ·{' '}
              {filing.movers.map(({ name }) => name).join(', ')}
            </span>
            <Button size="small" onPress={() => onFiling(filing.id)}>
              {t(texts.openFiling)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
};
