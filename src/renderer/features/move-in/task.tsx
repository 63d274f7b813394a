import { type FocusEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FilingPreview } from '../../../shared/contract/commands.ts';
import type { DraftLine } from '../../../shared/contract/queries.ts';
import type { MoveInReport } from '../../../shared/registry/move-in.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useDraftStatus } from '../../state/draft-status.ts';
import type { MoveInDraft } from './model/draft.ts';
import { type FieldId, topicOfField } from './model/fields.ts';
import type { FieldIssue } from './model/issues.ts';
import { draftToReport } from './model/to-report.ts';
import { type Topic, topicsOf } from './model/topics.ts';
import { CheckPage } from './pages/check-page.tsx';
import { Result } from './result.tsx';
import { type MoveInTask, TaskProvider } from './task-context.tsx';
import { TaskOverview } from './task-overview.tsx';
import { TopicPage } from './topic-page.tsx';
import { useDraft } from './use-draft.ts';

/** What came of a filing, as long as its page is open. */
export interface Filed {
  readonly report: MoveInReport;
  /** Null where it had been filed before. */
  readonly preview: FilingPreview | null;
}

/** One move-in, from its list of topics to its receipts. */
export const Task = ({
  line,
  initial,
  firstTopic = null,
  submitted: submittedFirst = [],
}: {
  readonly line: Pick<DraftLine, 'id' | 'savedAt'>;
  readonly initial: MoveInDraft;
  readonly firstTopic?: Topic | null | undefined;
  /** Topics that were left as finished before. */
  readonly submitted?: readonly Topic[] | undefined;
}): ReactNode => {
  const root = useRef<HTMLDivElement>(null);
  const { draft, change, flush, stop } = useDraft(line.id, initial, root);
  const discard = useCommand('discardDraft');
  const status = useQuery('getStatus', {}, ['session', 'link']);
  const [topic, setTopic] = useState<Topic | null>(firstTopic);
  const [left, setLeft] = useState<ReadonlySet<FieldId>>(new Set());
  const [submitted, setSubmitted] = useState<ReadonlySet<Topic>>(new Set(submittedFirst));
  const [refused, setRefused] = useState<readonly FieldIssue[]>([]);
  const [filed, setFiled] = useState<Filed | null>(null);

  useEffect(() => useDraftStatus.getState().set({ savedAt: line.savedAt }), [line.savedAt]);

  const own = useMemo(() => draftToReport(draft).issues, [draft]);
  const issues = useMemo(
    () => [...own, ...refused.filter(({ field }) => !own.some((issue) => issue.field === field))],
    [own, refused],
  );

  const task: MoveInTask = {
    draft,
    issues,
    status: status.value,
    change: useCallback(
      (update) => {
        // What the office refused was what stood there before.
        setRefused([]);
        change(update);
      },
      [change],
    ),
    errorOf: (field) => {
      const issue = issues.find((each) => each.field === field);
      if (!issue) return null;
      const isShown = submitted.has(topicOfField(field)) || (issue.kind === 'wrong' && left.has(field));
      return isShown ? issue.message : null;
    },
    open: setTopic,
  };

  const onBlur = ({ target }: FocusEvent): void => {
    const field = target instanceof HTMLInputElement && target.type === 'radio' ? target.name : target.id;
    if (field !== '' && !left.has(field)) setLeft(new Set([...left, field]));
  };

  if (filed) return <Result filing={draft.filing} report={filed.report} preview={filed.preview} />;
  // A topic that does not apply any more leaves its page.
  const shown = topic !== null && topicsOf(draft).includes(topic) ? topic : null;
  return (
    <TaskProvider task={task}>
      {/* It only hears that a field in it was left. */}
      <div className="move-in" ref={root} onBlur={onBlur}>
        {shown === null ? (
          <TaskOverview submitted={submitted} />
        ) : shown === 'check' ? (
          <CheckPage
            onRefused={(found) => {
              setRefused(found);
              setSubmitted(new Set([...submitted, ...found.map(({ field }) => topicOfField(field))]));
            }}
            onFiled={(now) => {
              stop();
              setFiled(now);
              // A save that is still on its way would bring it back.
              void flush().then(() => discard.run({ id: line.id }));
            }}
          />
        ) : (
          <TopicPage
            key={shown}
            topic={shown}
            submitted={submitted}
            onSubmit={() => setSubmitted(new Set([...submitted, shown]))}
          />
        )}
      </div>
    </TaskProvider>
  );
};
