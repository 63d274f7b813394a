import { type ReactNode, useEffect, useId, useRef } from 'react';

/** What is wrong with a form, at its head: it takes the focus when it appears, and each line leads to its field. */
export const ErrorSummary = ({
  title,
  errors,
}: {
  readonly title: string;
  readonly errors: readonly { readonly fieldId: string | null; readonly message: string }[];
}): ReactNode => {
  const ref = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const isThere = errors.length > 0;
  useEffect(() => {
    if (isThere) ref.current?.focus();
  }, [isThere]);
  if (!isThere) return null;
  return (
    <div className="error-summary" role="alert" aria-labelledby={titleId} tabIndex={-1} ref={ref}>
      <h2 className="error-summary-title" id={titleId}>
        {title}
      </h2>
      <ul>
        {errors.map(({ fieldId, message }, index) => (
          <li key={`${String(index)} ${message}`}>
            {fieldId === null ? (
              message
            ) : (
              <a
                href={`#${fieldId}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(fieldId)?.focus();
                }}
              >
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
};
