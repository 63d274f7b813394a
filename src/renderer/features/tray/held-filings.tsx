import type { ReactNode } from 'react';
import type { FilingLine } from '../../../shared/contract/queries.ts';
import type { Answer } from '../../../shared/registry/answer.ts';
import type { FilingId, OfficeId } from '../../../shared/registry/ids.ts';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import { answerToText } from '../../../shared/text/answers.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { filingWords } from '../notices/filing-words.ts';
import { timeOf } from '../notices/time.ts';
import { ageText, compareFilings, dayOfInstant } from './groups.ts';
import { texts } from './texts.ts';

type Held = Extract<Answer, { readonly type: 'held' }>;

/** Filings that another one stands in the way of, with its facts beside theirs. */
export const HeldFilings = ({
  filings,
  today,
  office,
  marked,
}: {
  readonly filings: readonly FilingLine[];
  readonly today: PlainDate;
  readonly office: OfficeId | null;
  readonly marked: FilingId | null;
}): ReactNode => {
  const t = useText();
  return (
    <Section title={`${t(texts.held)} ${String(filings.length)}`}>
      <p className="subtle">{t(texts.heldLead)}</p>
      <ul className="tray-cards">
        {filings.map((filing) => (
          <HeldFiling key={filing.id} filing={filing} today={today} office={office} isMarked={filing.id === marked} />
        ))}
      </ul>
    </Section>
  );
};

const HeldFiling = ({
  filing,
  today,
  office,
  isMarked,
}: {
  readonly filing: FilingLine;
  readonly today: PlainDate;
  readonly office: OfficeId | null;
  readonly isMarked: boolean;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const go = useNavigation((navigation) => navigation.go);
  const held = filing.movers.flatMap(({ name, answer }) => (answer?.type === 'held' ? [{ name, answer }] : []));
  // Movers of one filing are mostly held by the same one; each different filing is compared once.
  const others = new Map(held.flatMap(({ answer }) => (answer.other ? [[answer.other.filing, answer] as const] : [])));
  return (
    <li className="tray-card" data-filing={filing.id} data-marked={isMarked || undefined}>
      <div className="tray-head">
        <strong>{held.map(({ name }) => name).join(', ')}</strong>
        <span>{t(filingWords[filing.what])}</span>
        <Badge tone="neutral">{ageText(dayOfInstant(filing.takenAt), today, language)}</Badge>
      </div>
      {[...new Set(held.map(({ answer }) => answerToText({ ...answer, other: null }, language)))].map((text) => (
        <p key={text}>{text}</p>
      ))}
      {[...others.values()].map((answer) => (
        <Comparison key={answer.other?.filing} filing={filing} answer={answer} office={office} />
      ))}
      {others.size === 0 && <p className="subtle">{t(texts.noOther)}</p>}
      <div className="row">
        <Button size="small" kind="primary" onPress={() => go({ screen: 'outbox', filing: filing.id })}>
          {t(texts.openFiling)}
        </Button>
        {[...others.values()].map(
          ({ other }) =>
            other !== null &&
            other.office === office && (
              <Button key={other.filing} size="small" onPress={() => go({ screen: 'outbox', filing: other.filing })}>
                {t(texts.openOther)}
              </Button>
            ),
        )}
      </div>
    </li>
  );
};

const Comparison = ({
  filing,
  answer,
  office,
}: {
  readonly filing: FilingLine;
  readonly answer: Held;
  readonly office: OfficeId | null;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  if (!answer.other) return null;
  const rows = compareFilings(filing, answer.other, { isOther: answer.other.office !== office, language });
  return (
    <div className="table-scroll">
      <table className="table compare">
        <thead>
          <tr>
            <th scope="col">{t(texts.field)}</th>
            <th scope="col">
              {t(texts.thisFiling)} <span className="number">({timeOf(filing.takenAt)})</span>
            </th>
            <th scope="col">{t(texts.otherFiling)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ field, mine, other, differs }) => (
            <tr key={field.ko}>
              <th scope="row">{t(field)}</th>
              <td>{mine}</td>
              <td data-differs={differs || undefined}>
                {other} {differs && <Badge tone="warning">{t(texts.differs)}</Badge>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
