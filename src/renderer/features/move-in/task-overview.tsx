import type { ReactNode } from 'react';
import type { Text } from '../../../shared/text/language.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { TaskList } from '../../ui/task-list.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import type { MoveInDraft } from './model/draft.ts';
import { draftTitle } from './model/draft-title.ts';
import { type Topic, type TopicState, topicState, topicsOf } from './model/topics.ts';
import { topicSummary } from './summary.ts';
import { useTask } from './task-context.tsx';
import { stateTexts, texts, topicTexts } from './texts.ts';

/** The topics of this move-in, each with how far it is and what was entered. */
export const TaskOverview = ({ submitted }: { readonly submitted: ReadonlySet<Topic> }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { draft, issues, open } = useTask();
  const go = useNavigation((navigation) => navigation.go);
  const topics = topicsOf(draft);
  const states = topics.map((topic) => topicState(draft, issues, topic, submitted.has(topic)));
  const done = states.filter((state) => state === 'done').length;
  const next = topics.find((_, index) => ['todo', 'error'].includes(states[index] ?? '')) ?? null;
  const leave = (): void => go({ screen: 'move-in' });

  useShortcut('Ctrl+Enter', () => open(next), { isEnabled: next !== null });
  useShortcut('Alt+Left', leave);

  const hintOf = (topic: Topic, state: TopicState): string | undefined => {
    if (state === 'cannot-start') return t(whyNot(draft, topic));
    const summary = topicSummary(draft, topic, language);
    return summary === '' ? undefined : summary;
  };

  return (
    <Page
      title={t(texts.listTitle)}
      subtitle={draftTitle(draft, language) || t(texts.listHint)}
      badges={
        <Badge tone={done === topics.length - 1 ? 'success' : 'info'}>
          {`${t(texts.progress)} ${String(done)}/${String(topics.length - 1)}`}
        </Badge>
      }
      actions={
        <>
          <Button onPress={leave} shortcut="Alt+Left">
            {t(texts.leave)}
          </Button>
          <Button kind="primary" shortcut="Ctrl+Enter" autoFocus isDisabled={next === null} onPress={() => open(next)}>
            {t(texts.goOnNext)}
          </Button>
        </>
      }
    >
      <TaskList
        tasks={topics.map((topic, index) => {
          const state = states[index] ?? 'todo';
          return {
            id: topic,
            label: t(topicTexts[topic]),
            hint: hintOf(topic, state),
            state,
            stateLabel: t(stateTexts[state]),
          };
        })}
        onOpen={(id) => open(topics.find((topic) => topic === id) ?? null)}
      />
    </Page>
  );
};

const whyNot = (draft: MoveInDraft, topic: Topic): Text => {
  if (topic === 'check') return texts.needsAll;
  return draft.movers.length === 0 ? texts.needsPeople : texts.needsHousehold;
};
