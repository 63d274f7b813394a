import type { ReactNode } from 'react';
import type { Answer } from '../../../shared/registry/answer.ts';
import { answerToText, missingToText, noticeToText } from '../../../shared/text/answers.ts';
import { dateToText, type Text } from '../../../shared/text/language.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';
import { checkTexts, resultTexts } from './texts-check.ts';

const tones = {
  registered: 'success',
  supplement: 'warning',
  held: 'danger',
  withdrawn: 'neutral',
  refused: 'danger',
} as const satisfies Record<Answer['type'], Tone>;

/**
 * The answer in a word.
 *
 * @param isExpected it was worked out here, and central has not decided yet
 */
export const AnswerBadge = ({
  answer,
  isExpected,
  noneYet = checkTexts.unknown,
}: {
  readonly answer: Answer | null;
  readonly isExpected: boolean;
  /** Said while there is none. */
  readonly noneYet?: Text | undefined;
}): ReactNode => {
  const t = useText();
  if (answer === null) return <Badge tone="info">{t(noneYet)}</Badge>;
  const word = isExpected && answer.type === 'registered' ? t(checkTexts.wouldRegister) : t(resultTexts[answer.type]);
  return <Badge tone={tones[answer.type]}>{word}</Badge>;
};

/** What it means for this person: what is missing and how to supply it, or which filing stands in the way. */
export const AnswerText = ({
  answer,
  isExpected,
}: {
  readonly answer: Answer;
  readonly isExpected: boolean;
}): ReactNode => {
  const language = useLanguage();
  const t = useText();
  if (answer.type === 'supplement')
    return (
      <ul className="move-in-list">
        {answer.missing.map((missing) => (
          <li key={missing}>{missingToText(missing, language)}</li>
        ))}
      </ul>
    );
  if (answer.type === 'registered' && isExpected)
    return (
      <>
        <p>{`${t(checkTexts.dayOf)} ${dateToText(answer.on, language)}`}</p>
        {(answer.notices ?? []).map((notice) => (
          <p key={notice}>{noticeToText(notice, language)}</p>
        ))}
      </>
    );
  return <p>{answerToText(answer, language)}</p>;
};
