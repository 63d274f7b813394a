import type { ReactNode } from 'react';
import type { FilingLine } from '../../../shared/contract/queries.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import { answerToPrint } from '../../../shared/rules/paper/words.ts';
import { filingStateToText } from '../../../shared/text/status.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Table } from '../../ui/table.tsx';
import { filingKinds, texts } from './texts.ts';

type Answer = NonNullable<FilingLine['movers'][number]['answer']>;

const answerTones = {
  registered: 'success',
  supplement: 'warning',
  held: 'warning',
  withdrawn: 'neutral',
  refused: 'danger',
} as const satisfies Record<Answer['type'], Tone>;

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
        { id: 'what', head: t(texts.what), width: '11rem', cell: ({ what }) => t(filingKinds[what]) },
        { id: 'address', head: t(texts.newAddress), cell: ({ address }) => address },
        { id: 'answer', head: t(texts.answer), width: '9rem', cell: (filing) => <FilingState filing={filing} /> },
      ]}
      rows={filings}
      rowId={({ id }) => id}
      onOpen={({ id }) => onFiling(id)}
    />
  );
};

/** How a filing stands: on its way, or each different answer once. */
export const FilingState = ({ filing }: { filing: FilingLine }): ReactNode => {
  const language = useLanguage();
  if (filing.state !== 'answered')
    return (
      <Badge tone={filing.state === 'quarantined' ? 'danger' : 'info'}>
        {filingStateToText(filing.state, language)}
      </Badge>
    );
  const answers = new Map(filing.movers.flatMap(({ answer }) => (answer ? [[answer.type, answer] as const] : [])));
  return (
    <>
      {[...answers].map(([type, answer]) => (
        <Badge key={type} tone={answerTones[type]}>
          {answerToPrint(answer, language)}
        </Badge>
      ))}
    </>
  );
};
