import { type KeyboardEvent, type ReactNode, useRef } from 'react';

export interface Column<R> {
  readonly id: string;
  readonly head: string;
  readonly cell: (row: R) => ReactNode;
  /** As CSS writes it: `8rem`, `2fr`. */
  readonly width?: string | undefined;
}

/** A table of up to 200 rows. Where rows can be opened, they are reached by arrows and opened by Enter. */
export const Table = <R,>({
  label,
  columns,
  rows,
  rowId,
  onOpen,
  empty,
}: {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => string;
  readonly onOpen?: ((row: R) => void) | undefined;
  readonly empty?: string | undefined;
}): ReactNode => {
  const body = useRef<HTMLTableSectionElement>(null);
  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: R): void => {
    if (event.target !== event.currentTarget) return;
    const all = [...(body.current?.rows ?? [])];
    const at = all.indexOf(event.currentTarget);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) all[Math.max(0, Math.min(all.length - 1, to))]?.focus();
    else if (event.key === 'Enter') onOpen?.(row);
    else return;
    event.preventDefault();
  };
  if (rows.length === 0 && empty !== undefined) return <p className="table-empty">{empty}</p>;
  return (
    // It scrolls, so the keyboard must reach it where no row can be focused.
    <div className="table-scroll" role="region" aria-label={label} tabIndex={onOpen ? undefined : 0}>
      <table className="table" aria-label={label}>
        <colgroup>
          {columns.map(({ id, width }) => (
            <col key={id} style={width === undefined || width.endsWith('fr') ? undefined : { width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {columns.map(({ id, head }) => (
              <th key={id} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {rows.map((row) => (
            <tr
              key={rowId(row)}
              tabIndex={onOpen ? 0 : undefined}
              data-openable={onOpen ? true : undefined}
              onClick={onOpen && (() => onOpen(row))}
              onKeyDown={onOpen && ((event) => onKeyDown(event, row))}
            >
              {columns.map(({ id, cell }) => (
                <td key={id}>{cell(row)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
