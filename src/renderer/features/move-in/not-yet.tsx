import type { ReactNode } from 'react';
import { useText } from '../../state/use-text.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { topicOfField } from './model/fields.ts';
import type { FieldIssue } from './model/issues.ts';
import { topicsOf } from './model/topics.ts';
import { useTask } from './task-context.tsx';
import { topicTexts } from './texts.ts';
import { checkTexts } from './texts-check.ts';

/** What is in the way of filing, topic by topic, each with the way to its page. */
export const NotYet = ({ issues }: { readonly issues: readonly FieldIssue[] }): ReactNode => {
  const t = useText();
  const { draft, open } = useTask();
  return (
    <Notice tone="warning" title={t(checkTexts.notYet)} role="status">
      <ul className="move-in-list">
        {topicsOf(draft).map((topic) => {
          const own = issues.filter(({ field }) => topicOfField(field) === topic);
          return own.length === 0 ? null : (
            <li key={topic}>
              <LinkButton onPress={() => open(topic)}>{t(topicTexts[topic])}</LinkButton>
              {` ${[...new Set(own.map(({ message }) => t(message)))].join(' ')}`}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
};
