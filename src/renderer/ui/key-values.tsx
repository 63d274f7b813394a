import type { ReactNode } from 'react';

/** Facts, each under its name. */
export const KeyValues = ({
  rows,
}: {
  readonly rows: readonly { readonly key: string; readonly value: ReactNode }[];
}): ReactNode => (
  <dl className="key-values">
    {rows.map(({ key, value }, index) => (
      <div className="key-values-row" key={`${String(index)} ${key}`}>
        <dt>{key}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);
