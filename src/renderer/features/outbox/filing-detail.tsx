import type { ReactNode } from 'react';
import type { FilingLine, FilingPage, OfficeStatus } from '../../../shared/contract/queries.ts';
import type { FilingId } from '../../../shared/registry/ids.ts';
import { answerToText } from '../../../shared/text/answers.ts';
import { dateToText } from '../../../shared/text/language.ts';
import { filingStateToText } from '../../../shared/text/status.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { KeyValues } from '../../ui/key-values.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Loading } from '../../ui/progress.tsx';
import { Table } from '../../ui/table.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { AnswerBadge, FilingBadges } from '../notices/filing-state.tsx';
import { filingWords } from '../notices/filing-words.ts';
import { timeOf } from '../notices/time.ts';
import { wonToText } from '../notices/won.ts';
import { noteOf } from './amendment-note.ts';
import { FilingActions } from './filing-actions.tsx';
import { reportRows } from './report-rows.ts';
import { amendmentTexts, fineTexts, texts, verificationTexts } from './texts.ts';

/** One filing: the answer for each person, what was reported, what was done since, and what follows. */
export const FilingDetail = ({
  filing,
  status,
}: {
  readonly filing: FilingId;
  readonly status: OfficeStatus | null;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { value, error, refresh } = useQuery('getFiling', { filing }, ['filings', 'outbox']);
  if (error) return <ErrorNotice error={error} onRetry={refresh} />;
  if (!value) return <Loading label={t(texts.loading)} />;
  const { line, report, amendments, followUps } = value;
  return (
    <article className="stack" aria-label={t(filingWords[line.what])}>
      <header className="outbox-head">
        <h2 className="section-title">{t(filingWords[line.what])}</h2>
        <FilingBadges filing={line} />
      </header>
      {line.state === 'quarantined' && (
        <Notice tone="danger" role="status">
          {t(texts.quarantined)}
        </Notice>
      )}
      <FilingActions page={value} status={status} />
      <Section title={t(texts.answers)}>
        <Answers line={line} />
      </Section>
      <Section title={t(texts.report)}>
        <KeyValues
          rows={[
            ...reportRows(report, language).map(({ key, value: text }) => ({ key: t(key), value: text })),
            { key: t(texts.number), value: <span className="number filing-number">{filingNumber(line.id)}</span> },
            { key: t(texts.takenAt), value: <span className="number">{timeOf(line.takenAt)}</span> },
          ]}
        />
      </Section>
      {followUps && <FollowUpRows followUps={followUps} />}
      {amendments.length > 0 && (
        <Section title={t(texts.history)}>
          <Table
            label={`${t(texts.history)} - ${t(texts.table)}`}
            rows={amendments.map((amendment, nth) => ({ amendment, nth }))}
            rowId={({ nth }) => String(nth)}
            columns={[
              { id: 'on', head: t(texts.on), width: '8rem', cell: ({ amendment }) => amendment.on },
              {
                id: 'what',
                head: t(texts.did),
                width: '8rem',
                cell: ({ amendment }) => t(amendmentTexts[amendment.type]),
              },
              { id: 'note', head: t(texts.note), cell: ({ amendment }) => noteOf(amendment, language) },
            ]}
          />
        </Section>
      )}
    </article>
  );
};

const Answers = ({ line }: { readonly line: FilingLine }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <ul className="answers">
      {line.movers.map((mover, nth) => (
        // Two may share a name and the beginning of a number.
        // The order of the people of a filing never changes.
        <li key={nth} className="answer">
          <div className="outbox-head">
            <strong>{mover.name}</strong>
            <span className="number subtle">{mover.maskedNumber}</span>
            {mover.answer && <AnswerBadge answer={mover.answer} />}
          </div>
          <p>
            {mover.answer
              ? answerToText(mover.answer, language)
              : line.state === 'answered'
                ? t(texts.waitingAnswer)
                : filingStateToText(line.state, language)}
          </p>
        </li>
      ))}
    </ul>
  );
};

const FollowUpRows = ({ followUps }: { readonly followUps: NonNullable<FilingPage['followUps']> }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { reportDeadline, daysLate, fine, postVerification } = followUps;
  const day = (date: typeof reportDeadline): string => (date === null ? t(texts.noDay) : dateToText(date, language));
  const isOpen = postVerification.state === 'to-send' || postVerification.state === 'sent';
  return (
    <Section title={t(texts.followUps)}>
      <KeyValues
        rows={[
          { key: t(texts.deadline), value: day(reportDeadline) },
          ...(daysLate > 0 ? [{ key: t(texts.late), value: <span className="number">{daysLate}</span> }] : []),
          {
            key: t(texts.fine),
            value: `${wonToText(fine.won, language)} (${t(fineTexts[fine.why])})`,
          },
          { key: t(texts.postVerification), value: t(verificationTexts[postVerification.state]) },
          ...(isOpen && postVerification.state === 'to-send'
            ? [{ key: t(texts.sendBy), value: day(postVerification.sendBy) }]
            : []),
          ...(isOpen ? [{ key: t(texts.replyBy), value: day(postVerification.replyBy) }] : []),
        ]}
      />
    </Section>
  );
};

/** As the citizen's receipt has it: the end of the id, because its beginning is the time, which many share. */
const filingNumber = (id: FilingId): string => (id.slice(-12).match(/.{4}/g) ?? []).join('-');
