import type { ReactNode } from 'react';
import type { CertificateLine } from '../../../../shared/contract/queries.ts';
import { ledgerAdviceToText, ledgerWhyToText } from '../../../../shared/text/ledger.ts';
import { useLanguage } from '../../../state/use-text.ts';

/** What is known of a paper for certain and what to do: by its reason where that says more than its state. */
export const PaperWords = ({ line: { state, why } }: { readonly line: CertificateLine }): ReactNode => {
  const language = useLanguage();
  if (why === null || state === 'issued') return <p>{ledgerAdviceToText(state, language)}</p>;
  if (state === 'suspect' || state === 'void') return <p>{ledgerWhyToText(why, language)}</p>;
  // The printer's own word is for support.
  return (
    <p>
      {ledgerAdviceToText(state, language)} <span className="subtle">({ledgerWhyToText(why, language)})</span>
    </p>
  );
};
