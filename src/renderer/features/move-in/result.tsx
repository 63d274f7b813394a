import type { ReactNode } from 'react';
import type { FilingPreview } from '../../../shared/contract/commands.ts';
import type { FilingPage } from '../../../shared/contract/queries.ts';
import { type Answer, moverKey } from '../../../shared/registry/answer.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import type { MoveInReport } from '../../../shared/registry/move-in.ts';
import { dateToText } from '../../../shared/text/language.ts';
import { centralCheckToText, filingStateToText } from '../../../shared/text/status.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Loading } from '../../ui/progress.tsx';
import { Table } from '../../ui/table.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { AnswerBadge, AnswerText } from './answer-view.tsx';
import { Receipts } from './receipts.tsx';
import { checkTexts, resultTexts } from './texts-check.ts';

interface Row {
  readonly key: string;
  readonly name: string;
  readonly maskedNumber: string;
  readonly answer: Answer | null;
  readonly isExpected: boolean;
}

/**
 * What came of a filing, as far as it is known by now, and what the reporter takes along.
 *
 * @param preview null where it was filed before, and the answer to it was lost
 */
export const Result = ({
  filing,
  report,
  preview,
}: {
  readonly filing: FilingId;
  readonly report: MoveInReport | null;
  readonly preview: FilingPreview | null;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const go = useNavigation((navigation) => navigation.go);
  const page = useQuery('getFiling', { filing }, ['filings', 'outbox']);
  const status = useQuery('getStatus', {}, ['link', 'outbox']);
  const next = (): void => go({ screen: 'move-in' });
  useShortcut('Ctrl+Enter', next);

  const rows = rowsOf(page.value, report, preview);
  const line = page.value?.line ?? null;
  const isOffline = status.value?.link.state === 'offline';
  const isSettled = line?.state === 'answered';
  const needsWork = rows.some(({ answer }) => answer?.type === 'supplement' || answer?.type === 'held');
  const isAccepted = isSettled && rows.length > 0 && rows.every(({ answer }) => answer?.type === 'registered');
  const checks = isSettled ? [] : (preview?.centralChecks ?? []);

  return (
    <Page
      title={t(preview === null ? resultTexts.titleBefore : resultTexts.title)}
      subtitle={line ? `${line.address} · ${dateToText(line.reportDate, language)}` : undefined}
      badges={line && <Badge tone={isSettled ? 'success' : 'info'}>{filingStateToText(line.state, language)}</Badge>}
      actions={
        <>
          <Button onPress={() => go({ screen: 'outbox', filing })}>{t(resultTexts.toOutbox)}</Button>
          {isSettled && needsWork && (
            <Button onPress={() => go({ screen: 'tray', filing })}>{t(resultTexts.toTray)}</Button>
          )}
          <Button kind="primary" shortcut="Ctrl+Enter" autoFocus onPress={next}>
            {t(resultTexts.nextCitizen)}
          </Button>
        </>
      }
    >
      {preview === null && <Notice tone="info">{t(resultTexts.beforeBody)}</Notice>}
      {isOffline && !isSettled && <Notice tone="warning">{t(resultTexts.offline)}</Notice>}
      {page.error && <ErrorNotice error={page.error} onRetry={page.refresh} />}
      <div className="move-in-check">
        <Section title={t(resultTexts.answers)}>
          {rows.length === 0 && page.isLoading ? (
            <Loading label={t(resultTexts.pending)} />
          ) : (
            <Table<Row>
              label={t(checkTexts.byPerson)}
              rows={rows}
              rowId={({ key }) => key}
              columns={[
                { id: 'name', head: t(checkTexts.personColumn), width: '8rem', cell: ({ name }) => name },
                {
                  id: 'answer',
                  head: t(checkTexts.answerColumn),
                  width: '8.5rem',
                  cell: ({ answer, isExpected }) => (
                    <AnswerBadge
                      answer={answer}
                      isExpected={isExpected}
                      noneYet={line?.state === 'received' ? resultTexts.pending : resultTexts.waiting}
                    />
                  ),
                },
                {
                  id: 'what',
                  head: t(checkTexts.whatColumn),
                  cell: ({ answer, isExpected }) =>
                    answer ? <AnswerText answer={answer} isExpected={isExpected} /> : t(resultTexts.pendingText),
                },
              ]}
            />
          )}
          {checks.length > 0 && (
            <div className="move-in-central">
              <p className="field-label">{t(checkTexts.centralChecks)}</p>
              <ul className="move-in-list">
                {checks.map((check) => (
                  <li key={check}>{centralCheckToText(check, language)}</li>
                ))}
              </ul>
            </div>
          )}
        </Section>
        {report && <Receipts filing={filing} report={report} isAccepted={isAccepted} />}
      </div>
    </Page>
  );
};

/** Central's answer where there is one, else what was worked out here. */
const rowsOf = (
  page: FilingPage | null,
  report: MoveInReport | null,
  preview: FilingPreview | null,
): readonly Row[] => {
  const expected = (nth: number): Answer | null => {
    const mover = report?.movers[nth];
    const key = mover && moverKey(mover);
    return preview?.preview.find((each) => each.mover === key)?.answer ?? null;
  };
  if (page)
    return page.line.movers.map(({ name, maskedNumber, answer }, nth) => ({
      key: String(nth),
      name,
      maskedNumber,
      answer: answer ?? expected(nth),
      isExpected: answer === null,
    }));
  return (report?.movers ?? []).map(({ name }, nth) => ({
    key: String(nth),
    name,
    maskedNumber: '',
    answer: expected(nth),
    isExpected: true,
  }));
};
