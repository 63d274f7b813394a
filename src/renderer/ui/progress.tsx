import { type ReactNode, useEffect, useId, useState } from 'react';

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

/** Most answers are there sooner: what flashes by would only keep what is waited for from being painted. Milliseconds. */
const untilTold = 300;

/** The same, once it takes so long that somebody wonders. */
export const LateLoading = ({ label }: { readonly label: string }): ReactNode => {
  const [isLate, setIsLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLate(true), untilTold);
    return () => clearTimeout(timer);
  }, []);
  return isLate && <Loading label={label} />;
};

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
