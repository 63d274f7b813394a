import type { ReactNode } from 'react';
import type { ResidentPage as Page } from '../../../shared/contract/queries.ts';
import { addressToText } from '../../../shared/registry/address.ts';
import { formationReasonToPrint, statusToPrint } from '../../../shared/rules/paper/words.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { CertificateTable } from './certificate-table.tsx';
import { FilingTable } from './filing-table.tsx';
import { PendingFilings } from './pending-filings.tsx';
import { relationToText } from './relation.ts';
import { ResidentHead } from './resident-head.tsx';
import type { ResidentWays } from './resident-pane.tsx';
import { RevealNumber } from './reveal-number.tsx';
import { membersToText, texts } from './texts.ts';

/** The whole page of a resident: what waits for an answer first, then what is confirmed. */
export const ResidentPage = ({ page, ways }: { page: Page; ways: ResidentWays }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { resident, household, addresses, filings, certificates } = page;
  const pending = filings.filter((filing) => filing.state !== 'answered');

  return (
    <>
      <ResidentHead
        line={resident}
        nameRoman={page.nameRoman}
        onMoveIn={() => ways.onMoveIn(resident.id)}
        onCertificate={() => ways.onCertificate(resident.id)}
      />
      {pending.length > 0 && <PendingFilings filings={pending} onFiling={ways.onFiling} />}
      <KeyValues
        rows={[
          {
            key: t(texts.number),
            value: <RevealNumber key={resident.id} resident={resident.id} masked={resident.maskedNumber} />,
          },
          {
            key: t(texts.born),
            value: (
              <span className="number">
                {resident.birthDate} ({t(page.sex === 'M' ? texts.male : texts.female)})
              </span>
            ),
          },
          { key: t(texts.address), value: resident.address },
          { key: t(texts.status), value: statusToPrint(resident.status, language) },
        ]}
      />
      <Section title={t(membersToText(household.members.length))}>
        {household.householder === null && <p className="resident-hint">{t(texts.noHouseholder)}</p>}
        <Table
          label={t(texts.householdList)}
          columns={[
            {
              id: 'relation',
              head: t(texts.relation),
              width: '9rem',
              cell: (member) => (
                <span className={member.id === household.householder ? 'resident-strong' : undefined}>
                  {relationToText(member.relation, language)}
                </span>
              ),
            },
            {
              id: 'name',
              head: t(texts.name),
              cell: (member) => (
                <span className="resident-member">
                  <span>{member.name}</span>
                  {member.id === resident.id && <Badge tone="neutral">{t(texts.me)}</Badge>}
                  {member.pending && <Badge tone="info">{t(texts.pending)}</Badge>}
                  {member.status !== 'resident' && (
                    <Badge tone="warning">{statusToPrint(member.status, language)}</Badge>
                  )}
                </span>
              ),
            },
            { id: 'born', head: t(texts.born), width: '8rem', cell: ({ birthDate }) => birthDate },
          ]}
          rows={household.members}
          rowId={({ id }) => id}
          onOpen={(member) => {
            if (member.id !== resident.id) ways.onResident(member.id);
          }}
        />
      </Section>
      <Section title={t(texts.history)}>
        <Table
          label={t(texts.historyList)}
          columns={[
            {
              id: 'on',
              head: t(texts.registeredOn),
              width: '8.75rem',
              cell: (row) => (
                <span className="resident-two-lines">
                  <span>{row.registeredOn}</span>
                  {row.movedOn !== row.registeredOn && (
                    <small>
                      {t(texts.movedOn)} {row.movedOn}
                    </small>
                  )}
                </span>
              ),
            },
            {
              id: 'reason',
              head: t(texts.reason),
              width: '7.5rem',
              cell: ({ reason }) => formationReasonToPrint(reason, language),
            },
            {
              id: 'address',
              head: t(texts.address),
              cell: (row) => (
                <span className="resident-two-lines">
                  <span>{addressToText(row.address)}</span>
                  <small>
                    {t(texts.householder)} {row.householderName}
                    {row.relation !== '본인' && ` · ${relationToText(row.relation, language)}`}
                  </small>
                </span>
              ),
            },
          ]}
          rows={addresses}
          rowId={(row) =>
            `${row.registeredOn} ${row.movedOn} ${row.reason} ${addressToText(row.address)} ${row.relation}`
          }
        />
      </Section>
      <Section title={t(texts.filings)}>
        <FilingTable filings={filings} onFiling={ways.onFiling} />
      </Section>
      <Section title={t(texts.certificates)}>
        <CertificateTable certificates={certificates} onPaper={ways.onPaper} />
      </Section>
    </>
  );
};
