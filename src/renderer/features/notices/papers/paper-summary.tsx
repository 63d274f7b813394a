import type { ReactNode } from 'react';
import type { CertificateLine } from '../../../../shared/contract/queries.ts';
import { certificateKindToText } from '../../../../shared/text/papers.ts';
import { useLanguage, useText } from '../../../state/use-text.ts';
import { KeyValues } from '../../../ui/key-values.tsx';
import { PaperBadge } from './paper-badge.tsx';
import { texts } from './texts.ts';

/** Which paper a question is about. */
export const PaperSummary = ({ line }: { readonly line: CertificateLine }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <KeyValues
      rows={[
        {
          key: t(texts.paper),
          value: (
            <>
              {certificateKindToText(line.kind, language)} <PaperBadge state={line.state} />
            </>
          ),
        },
        ...(line.holder === '' ? [] : [{ key: t(texts.holder), value: line.holder }]),
        { key: t(texts.serial), value: <span className="number">{line.serial}</span> },
      ]}
    />
  );
};
