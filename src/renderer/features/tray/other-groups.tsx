import type { ReactNode } from 'react';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import { dateToText } from '../../../shared/text/language.ts';
import { certificateKindToText, overtakenToText } from '../../../shared/text/papers.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { ageText, daysBetween, dueTone, type TrayGroups } from './groups.ts';
import { texts } from './texts.ts';

/** Lists that have to go to the head of the village, or should be back. */
export const Verifications = ({
  items,
  today,
}: {
  readonly items: TrayGroups['verification'];
  readonly today: PlainDate;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const go = useNavigation((navigation) => navigation.go);
  return (
    <Section title={`${t(texts.verification)} ${String(items.length)}`}>
      <Table
        label={`${t(texts.verification)} - ${t(texts.table)}`}
        rows={items}
        rowId={({ filing }) => filing}
        onOpen={({ filing }) => go({ screen: 'outbox', filing })}
        columns={[
          { id: 'householder', head: t(texts.householder), cell: ({ householderName }) => householderName },
          { id: 'step', head: t(texts.todo), cell: ({ step }) => t(texts[step]) },
          {
            id: 'due',
            head: t(texts.due),
            cell: ({ due }) => (
              <>
                {due === null ? t(texts.noDay) : dateToText(due, language)} <DueBadge due={due} today={today} />
              </>
            ),
          },
        ]}
      />
    </Section>
  );
};

const DueBadge = ({ due, today }: { readonly due: PlainDate | null; readonly today: PlainDate }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const tone = dueTone(due, today);
  if (due === null || tone === 'neutral') return null;
  const left = daysBetween(today, due);
  if (left < 0) return <Badge tone="danger">{t(texts.overdue)}</Badge>;
  if (left === 0) return <Badge tone="warning">{t(texts.dueToday)}</Badge>;
  return <Badge tone="warning">{language === 'ko' ? `${String(left)}일 남음` : `${String(left)} days left`}</Badge>;
};

/** Nobody leads them since their householder has gone or died. */
export const Households = ({ items }: { readonly items: TrayGroups['households'] }): ReactNode => {
  const t = useText();
  const go = useNavigation((navigation) => navigation.go);
  return (
    <Section title={`${t(texts.households)} ${String(items.length)}`}>
      <p className="subtle">{t(texts.householdsLead)}</p>
      <ul className="tray-cards">
        {items.map(({ household, address, members }) => {
          const [first] = members;
          return (
            <li key={household} className="tray-card">
              <div className="tray-head">
                <strong>{address}</strong>
                <Badge tone="warning">{t(texts.noHouseholder)}</Badge>
                {first && (
                  <span className="push">
                    <Button size="small" onPress={() => go({ screen: 'search', resident: first.id })}>
                      {t(texts.openPerson)}
                    </Button>
                  </span>
                )}
              </div>
              <p>{members.map(({ name, birthDate }) => `${name} (${birthDate.slice(0, 4)})`).join(', ')}</p>
            </li>
          );
        })}
      </ul>
    </Section>
  );
};

/** Papers that turned out to have been wrong on the day on which they were issued. */
export const OvertakenPapers = ({
  items,
  today,
}: {
  readonly items: TrayGroups['overtaken'];
  readonly today: PlainDate;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const go = useNavigation((navigation) => navigation.go);
  return (
    <Section title={`${t(texts.overtaken)} ${String(items.length)}`}>
      <p className="subtle">{t(texts.overtakenLead)}</p>
      <Table
        label={`${t(texts.overtaken)} - ${t(texts.table)}`}
        rows={items}
        rowId={({ certificate }) => certificate.id}
        onOpen={({ certificate }) => go({ screen: 'ledger', certificate: certificate.id })}
        columns={[
          {
            id: 'paper',
            head: t(texts.paper),
            cell: ({ certificate }) =>
              `${certificateKindToText(certificate.kind, language)}${certificate.holder === '' ? '' : ` ${certificate.holder}`}`,
          },
          { id: 'applicant', head: t(texts.applicant), cell: ({ certificate }) => certificate.applicant },
          {
            id: 'what',
            head: t(texts.what),
            cell: ({ certificate: { overtaken } }) =>
              overtaken === null ? '' : overtakenToText(overtaken.what, language),
          },
          {
            id: 'age',
            head: t(texts.age),
            width: '6rem',
            cell: ({ certificate }) => ageText(certificate.issuedOn, today, language),
          },
        ]}
      />
    </Section>
  );
};
