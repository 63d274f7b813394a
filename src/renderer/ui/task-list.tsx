import { type ReactNode, useId } from 'react';
import { Badge, type Tone } from './badge.tsx';

export interface Task {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly state: 'done' | 'todo' | 'error' | 'cannot-start';
  readonly stateLabel: string;
}

const tones = { done: 'success', todo: 'info', error: 'danger', 'cannot-start': 'neutral' } as const satisfies Record<
  Task['state'],
  Tone
>;

/** The topics of a task, in any order, each with its state. */
export const TaskList = ({
  tasks,
  onOpen,
}: {
  readonly tasks: readonly Task[];
  readonly onOpen: (id: string) => void;
}): ReactNode => {
  const base = useId();
  return (
    <ul className="tasks">
      {tasks.map(({ id, label, hint, state, stateLabel }) => {
        const described = `${base}-${id}-state${hint === undefined ? '' : ` ${base}-${id}-hint`}`;
        return (
          <li key={id} className={`task task-${state}`}>
            <div className="task-text">
              {state === 'cannot-start' ? (
                <span className="task-label">{label}</span>
              ) : (
                <button
                  type="button"
                  className="task-label task-button"
                  aria-describedby={described}
                  onClick={() => onOpen(id)}
                >
                  {label}
                </button>
              )}
              {hint !== undefined && (
                <span className="task-hint" id={`${base}-${id}-hint`}>
                  {hint}
                </span>
              )}
            </div>
            <span id={`${base}-${id}-state`}>
              <Badge tone={tones[state]}>{stateLabel}</Badge>
            </span>
          </li>
        );
      })}
    </ul>
  );
};
