import type { ReactNode } from 'react';
import type { FilingLine } from '../../../shared/contract/queries.ts';
import type { Answer } from '../../../shared/registry/answer.ts';
import { answerToPrint } from '../../../shared/rules/paper/words.ts';
import { filingStateToText } from '../../../shared/text/status.ts';
import { useLanguage } from '../../state/use-text.ts';
import { Badge, type Tone } from '../../ui/badge.tsx';

const answerTones = {
  registered: 'success',
  supplement: 'warning',
  held: 'warning',
  withdrawn: 'neutral',
  refused: 'danger',
} as const satisfies Record<Answer['type'], Tone>;

const stateTones = {
  waiting: 'info',
  received: 'info',
  answered: 'success',
  quarantined: 'danger',
} as const satisfies Record<FilingLine['state'], Tone>;

/** Whether it has arrived, and once it is answered each different answer once. */
export const FilingBadges = ({ filing }: { readonly filing: FilingLine }): ReactNode => {
  const language = useLanguage();
  const answers = new Map(filing.movers.flatMap(({ answer }) => (answer ? [[answer.type, answer] as const] : [])));
  if (filing.state !== 'answered' || answers.size === 0)
    return <Badge tone={stateTones[filing.state]}>{shortly(filingStateToText(filing.state, language))}</Badge>;
  return (
    <>
      {[...answers.values()].map((answer) => (
        <AnswerBadge key={answer.type} answer={answer} />
      ))}
    </>
  );
};

/** What stands before the dash is the state; what comes after is for whoever opens it. */
const shortly = (text: string): string => text.split(' - ')[0] ?? text;

export const AnswerBadge = ({ answer }: { readonly answer: Answer }): ReactNode => {
  const language = useLanguage();
  return <Badge tone={answerTones[answer.type]}>{answerToPrint(answer, language)}</Badge>;
};
