import { createContext, type ReactNode, useContext } from 'react';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import type { Text } from '../../../shared/text/language.ts';
import type { MoveInDraft } from './model/draft.ts';
import type { FieldId } from './model/fields.ts';
import type { FieldIssue } from './model/issues.ts';
import type { Topic } from './model/topics.ts';

/** What every page of the task works with. */
export interface MoveInTask {
  readonly draft: MoveInDraft;
  /** Changes what was entered; it is kept a moment later. */
  readonly change: (update: (draft: MoveInDraft) => MoveInDraft) => void;
  /** What is in the way of a report now, whether it is shown or not. */
  readonly issues: readonly FieldIssue[];
  /** What a field shows: what is wrong once it was left, what is missing once its page was left as finished. */
  readonly errorOf: (field: FieldId) => Text | null;
  readonly open: (topic: Topic | null) => void;
  readonly status: OfficeStatus | null;
}

const TaskContext = createContext<MoveInTask | null>(null);

export const TaskProvider = ({
  task,
  children,
}: {
  readonly task: MoveInTask;
  readonly children: ReactNode;
}): ReactNode => <TaskContext value={task}>{children}</TaskContext>;

export const useTask = (): MoveInTask => {
  const task = useContext(TaskContext);
  if (!task) throw new Error('a page of the move-in is shown outside of its task');
  return task;
};
