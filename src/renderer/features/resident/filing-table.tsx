import type { ReactNode } from 'react';
import type { FilingLine } from '../../../shared/contract/queries.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import { useText } from '../../state/use-text.ts';
import { Table } from '../../ui/table.tsx';
import { FilingBadges } from '../notices/filing-state.tsx';
import { filingWords } from '../notices/filing-words.ts';
import { texts } from './texts.ts';

/** The filings that name somebody, newest first. */
export const FilingTable = ({
  filings,
  onFiling,
}: {
  filings: readonly FilingLine[];
  onFiling: (filing: FilingId) => void;
}): ReactNode => {
  const t = useText();
  return (
    <Table
      label={t(texts.filingsList)}
      empty={t(texts.noFilings)}
      columns={[
        { id: 'date', head: t(texts.reportDate), width: '7.5rem', cell: ({ reportDate }) => reportDate },
        { id: 'what', head: t(texts.what), width: '11rem', cell: ({ what }) => t(filingWords[what]) },
        { id: 'address', head: t(texts.newAddress), cell: ({ address }) => address },
        { id: 'answer', head: t(texts.answer), width: '9rem', cell: (filing) => <FilingBadges filing={filing} /> },
      ]}
      rows={filings}
      rowId={({ id }) => id}
      onOpen={({ id }) => onFiling(id)}
    />
  );
};
