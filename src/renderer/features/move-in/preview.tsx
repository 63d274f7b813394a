import type { ReactNode } from 'react';
import type { CommandOutput } from '../../../shared/contract/commands.ts';
import { moverKey } from '../../../shared/registry/answer.ts';
import type { MoveInReport } from '../../../shared/registry/move-in.ts';
import { centralCheckToText } from '../../../shared/text/status.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Table } from '../../ui/table.tsx';
import { AnswerBadge, AnswerText } from './answer-view.tsx';
import { checkTexts } from './texts-check.ts';
import { relationWords } from './texts-words.ts';

/** What would come of the report, were it filed now: person by person, and what only central knows. */
export const Preview = ({
  report,
  preview: { preview, centralChecks },
}: {
  readonly report: MoveInReport;
  readonly preview: CommandOutput<'checkMoveIn'>;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <Section title={t(checkTexts.preview)}>
      <p className="muted">{t(checkTexts.previewHint)}</p>
      {preview.length === 0 ? (
        <Notice tone="info">{t(checkTexts.nobodyKnown)}</Notice>
      ) : (
        <Table
          label={t(checkTexts.byPerson)}
          rows={report.movers}
          rowId={moverKey}
          columns={[
            {
              id: 'name',
              head: t(checkTexts.personColumn),
              width: '8rem',
              cell: ({ name, relation }) => (
                <>
                  <span>{name}</span>
                  <br />
                  <span className="muted">{t(relationWords[relation])}</span>
                </>
              ),
            },
            {
              id: 'answer',
              head: t(checkTexts.answerColumn),
              width: '8.5rem',
              cell: (mover) => (
                <AnswerBadge
                  answer={preview.find((each) => each.mover === moverKey(mover))?.answer ?? null}
                  isExpected
                />
              ),
            },
            {
              id: 'what',
              head: t(checkTexts.whatColumn),
              cell: (mover) => {
                const answer = preview.find((each) => each.mover === moverKey(mover))?.answer;
                return answer ? <AnswerText answer={answer} isExpected /> : null;
              },
            },
          ]}
        />
      )}
      {centralChecks.length > 0 && (
        <div className="move-in-central">
          <p className="field-label">{t(checkTexts.centralChecks)}</p>
          <ul className="move-in-list">
            {centralChecks.map((check) => (
              <li key={check}>{centralCheckToText(check, language)}</li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
};
