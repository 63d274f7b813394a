import { type ReactNode, useId } from 'react';

/** How far long work is; null as value where nobody can say. */
export const ProgressBar = ({
  label,
  value,
  detail,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly detail?: string | undefined;
}): ReactNode => {
  const id = useId();
  return (
    <div className="progress">
      <div className="progress-head">
        <label htmlFor={id}>{label}</label>
        {value !== null && <span className="number">{Math.round(value * 100)}%</span>}
      </div>
      <progress id={id} className="progress-bar" max={1} value={value ?? undefined} />
      {detail !== undefined && <p className="progress-detail">{detail}</p>}
    </div>
  );
};

/** Something is on its way. */
export const Loading = ({ label }: { readonly label: string }): ReactNode => (
  <div className="loading" role="status">
    <span className="spinner" aria-hidden="true" />
    <span>{label}</span>
  </div>
);

/** There is nothing here, and what one can do. */
export const Empty = ({
  title,
  hint,
  action,
}: {
  readonly title: string;
  readonly hint?: string | undefined;
  readonly action?: ReactNode;
}): ReactNode => (
  <div className="empty">
    <p className="empty-title">{title}</p>
    {hint !== undefined && <p className="empty-hint">{hint}</p>}
    {action}
  </div>
);
