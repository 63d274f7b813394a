import type { ReactNode } from 'react';
import type { FilingLine } from '../../../shared/contract/queries.ts';
import { dateToText } from '../../../shared/text/language.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { filingWords } from '../notices/filing-words.ts';
import { texts } from './texts.ts';

/** Which filing a question is about. */
export const FilingSummary = ({ line }: { readonly line: FilingLine }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <KeyValues
      rows={[
        { key: t(texts.what), value: t(filingWords[line.what]) },
        { key: t(texts.people), value: line.movers.map(({ name }) => name).join(', ') },
        { key: t(texts.reportDate), value: dateToText(line.reportDate, language) },
        ...(line.address === '' ? [] : [{ key: t(texts.to), value: line.address }]),
      ]}
    />
  );
};
