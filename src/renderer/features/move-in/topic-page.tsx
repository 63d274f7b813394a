import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Page } from '../../ui/page.tsx';
import { type Step, StepList } from '../../ui/step-list.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { draftTitle } from './model/draft-title.ts';
import { byPlace, topicOfField } from './model/fields.ts';
import { type Topic, topicAfter, topicState, topicsOf } from './model/topics.ts';
import { EvidencePage } from './pages/evidence-page.tsx';
import { HouseholdPage } from './pages/household-page.tsx';
import { KindPage } from './pages/kind-page.tsx';
import { MoversPage } from './pages/movers-page.tsx';
import { PlacePage } from './pages/place-page.tsx';
import { RemainingPage } from './pages/remaining-page.tsx';
import { ReporterPage } from './pages/reporter-page.tsx';
import { useTask } from './task-context.tsx';
import { errorsTitle, texts, topicHeadings, topicTexts } from './texts.ts';

const pages = {
  kind: KindPage,
  reporter: ReporterPage,
  movers: MoversPage,
  place: PlacePage,
  household: HouseholdPage,
  evidence: EvidencePage,
  remaining: RemainingPage,
} as const satisfies Record<Exclude<Topic, 'check'>, () => ReactNode>;

/** One topic: its fields, what is wrong with them, and the ways back and on. */
export const TopicPage = ({
  topic,
  submitted,
  onSubmit,
}: {
  readonly topic: Exclude<Topic, 'check'>;
  readonly submitted: ReadonlySet<Topic>;
  readonly onSubmit: () => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { draft, issues, open, errorOf } = useTask();
  const [attempt, setAttempt] = useState(0);
  const content = useRef<HTMLDivElement>(null);
  const topics = topicsOf(draft);
  const own = issues.filter(({ field }) => topicOfField(field) === topic);

  // Who comes to a page goes on typing; who comes to one with errors is led through them.
  const isShowingErrors = useRef(submitted.has(topic) && own.length > 0);
  useEffect(() => {
    if (!isShowingErrors.current) focusFirst(content.current);
  }, []);

  const next = (): void => {
    onSubmit();
    if (own.length > 0) setAttempt(attempt + 1);
    else open(topicAfter(draft, topic));
  };
  const back = (): void => open(topics[topics.indexOf(topic) - 1] ?? null);
  useShortcut('Ctrl+Enter', next);
  useShortcut('Alt+Left', back);

  const steps = topics.map((each): Step => {
    const state = topicState(draft, issues, each, submitted.has(each));
    return {
      id: each,
      label: t(topicTexts[each]),
      state: each === topic ? 'current' : state === 'cannot-start' ? 'todo' : state,
    };
  });
  const shown = own.filter(({ field }) => errorOf(field) !== null).toSorted((a, b) => byPlace(a.field, b.field));
  const Content = pages[topic];

  return (
    <Page
      title={t(topicHeadings[topic])}
      subtitle={`${t(texts.title)}${draftTitle(draft, language) === '' ? '' : ` · ${draftTitle(draft, language)}`}`}
      actions={<Button onPress={() => open(null)}>{t(texts.toList)}</Button>}
    >
      <StepList label={t(texts.steps)} steps={steps} onGo={(id) => open(topics.find((each) => each === id) ?? null)} />
      {submitted.has(topic) && (
        <ErrorSummary
          key={attempt}
          title={t(errorsTitle(shown.length))}
          errors={shown.map(({ field, message }) => ({ fieldId: field, message: t(message) }))}
        />
      )}
      <div className="move-in-content" ref={content}>
        <Content />
      </div>
      <footer className="move-in-foot">
        <Button onPress={back} shortcut="Alt+Left">
          {t(texts.back)}
        </Button>
        <Button kind="primary" onPress={next} shortcut="Ctrl+Enter">
          {t(texts.next)}
        </Button>
      </footer>
    </Page>
  );
};

const focusFirst = (element: HTMLElement | null): void => {
  const [first] = element?.querySelectorAll<HTMLElement>('input:not([disabled]), select, textarea, button') ?? [];
  if (!(first instanceof HTMLInputElement) || first.type !== 'radio') {
    first?.focus();
    return;
  }
  // Of a choice, what was chosen.
  const chosen = element?.querySelector<HTMLElement>(`input[name="${CSS.escape(first.name)}"]:checked`);
  (chosen ?? first).focus();
};
