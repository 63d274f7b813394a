import type { ReactNode } from 'react';
import type { CertificateLine } from '../../../shared/contract/queries.ts';
import type { CertificateId } from '../../../shared/registry/ids.ts';
import type { LedgerState } from '../../../shared/registry/ledger.ts';
import { ledgerStateToText } from '../../../shared/text/ledger.ts';
import { certificateKindToText } from '../../../shared/text/papers.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { Table } from '../../ui/table.tsx';
import { texts } from './texts.ts';

const tones: Partial<Record<LedgerState, Tone>> = {
  issued: 'success',
  printed: 'success',
  suspect: 'warning',
  'failed-clean': 'warning',
  void: 'neutral',
};

/** The papers that were made about somebody, newest first. */
export const CertificateTable = ({
  certificates,
  onPaper,
}: {
  certificates: readonly CertificateLine[];
  onPaper: (certificate: CertificateId) => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <Table
      label={t(texts.certificatesList)}
      empty={t(texts.noCertificates)}
      columns={[
        { id: 'on', head: t(texts.issuedOn), width: '7.5rem', cell: ({ issuedOn }) => issuedOn },
        { id: 'kind', head: t(texts.kind), cell: ({ kind }) => certificateKindToText(kind, language) },
        { id: 'applicant', head: t(texts.applicant), width: '7rem', cell: ({ applicant }) => applicant },
        {
          id: 'state',
          head: t(texts.state),
          width: '8.5rem',
          cell: ({ state, overtaken }) => (
            <>
              <Badge tone={tones[state] ?? 'info'}>{ledgerStateToText(state, language)}</Badge>
              {overtaken && <Badge tone="danger">{t(texts.overtaken)}</Badge>}
            </>
          ),
        },
      ]}
      rows={certificates}
      rowId={({ id }) => id}
      onOpen={({ id }) => onPaper(id)}
    />
  );
};
