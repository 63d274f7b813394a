import type { ReactNode } from 'react';

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly state: 'done' | 'current' | 'todo' | 'error';
}

const signs = { done: '✓', error: '!', current: null, todo: null } as const;

/** The steps of a task in their order, and how far one is. */
export const StepList = ({
  label,
  steps,
  onGo,
}: {
  readonly label: string;
  readonly steps: readonly Step[];
  readonly onGo?: ((id: string) => void) | undefined;
}): ReactNode => (
  <nav className="steps" aria-label={label}>
    <ol>
      {steps.map(({ id, label: text, state }, index) => {
        const content = (
          <>
            <span className="step-sign" aria-hidden="true">
              {signs[state] ?? index + 1}
            </span>
            <span className="step-label">{text}</span>
          </>
        );
        return (
          <li key={id} className={`step step-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
            {onGo ? (
              <button type="button" className="step-button" onClick={() => onGo(id)}>
                {content}
              </button>
            ) : (
              <span className="step-button">{content}</span>
            )}
          </li>
        );
      })}
    </ol>
  </nav>
);
