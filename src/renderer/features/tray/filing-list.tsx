import type { ReactNode } from 'react';
import type { FilingLine } from '../../../shared/contract/queries.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import { answerToText, missingToText } from '../../../shared/text/answers.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Section } from '../../ui/page.tsx';
import { filingWords } from '../notices/filing-words.ts';
import { ageText, dayOfInstant } from './groups.ts';
import { texts } from './texts.ts';

/** Filings of which something is missing, with what it is for each person. */
export const FilingList = ({
  filings,
  today,
  marked,
}: {
  readonly filings: readonly FilingLine[];
  readonly today: PlainDate;
  readonly marked: FilingId | null;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const go = useNavigation((navigation) => navigation.go);
  return (
    <Section title={`${t(texts.supplement)} ${String(filings.length)}`}>
      <ul className="tray-cards">
        {filings.map((filing) => (
          <li
            key={filing.id}
            className="tray-card"
            data-filing={filing.id}
            data-marked={filing.id === marked || undefined}
          >
            <div className="tray-head">
              <strong>{filing.movers.map(({ name }) => name).join(', ')}</strong>
              <span>{t(filingWords[filing.what])}</span>
              <span className="subtle">{filing.address}</span>
              <Badge tone="neutral">{ageText(dayOfInstant(filing.takenAt), today, language)}</Badge>
              <span className="push">
                <Button size="small" kind="primary" onPress={() => go({ screen: 'outbox', filing: filing.id })}>
                  {t(texts.openFiling)}
                </Button>
              </span>
            </div>
            <Missing filing={filing} />
          </li>
        ))}
      </ul>
    </Section>
  );
};

/** What is missing, each once, with the people whom it concerns. */
const Missing = ({ filing }: { readonly filing: FilingLine }): ReactNode => {
  const language = useLanguage();
  const byText = new Map<string, string[]>();
  for (const { name, answer } of filing.movers) {
    if (!answer || answer.type === 'registered') continue;
    const lines =
      answer.type === 'supplement'
        ? answer.missing.map((missing) => missingToText(missing, language))
        : [answerToText(answer, language)];
    for (const line of lines) byText.set(line, [...(byText.get(line) ?? []), name]);
  }
  return (
    <ul className="tray-missing">
      {[...byText].map(([line, names]) => (
        <li key={line}>
          {line} <span className="subtle">({names.join(', ')})</span>
        </li>
      ))}
    </ul>
  );
};
