import { type KeyboardEvent, memo, type ReactNode, useCallback, useEffect, useId, useMemo, useRef } from 'react';
import { isComposing } from './composition.ts';
import type { Column } from './table.tsx';
import { useLineHeight } from './use-line-height.ts';
import { useRowsInSight } from './use-rows-in-sight.ts';

export interface DataGridProps<R> {
  readonly label: string;
  readonly columns: readonly Column<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => string;
  /** The row that arrows move from and that a detail beside the list shows. */
  readonly active: string | null;
  readonly onActive: (row: R) => void;
  readonly onOpen?: ((row: R) => void) | undefined;
  /** The last rows are in sight: the next page can be fetched. */
  readonly onNearEnd?: (() => void) | undefined;
  /** Of all pages; null or nothing where nobody knows. */
  readonly rowCount?: number | null | undefined;
  readonly id?: string | undefined;
}

/** How many rows before the end the next page is wanted. */
const near = 15;

/**
 * A list of any length of which only what is in sight is drawn. The focus stays on the grid, and its active row is told
 * to screen readers, so that no row that is scrolled away takes the focus with it.
 */
export const DataGrid = <R,>({
  label,
  columns,
  rows,
  rowId,
  active,
  onActive,
  onOpen,
  onNearEnd,
  rowCount,
  id,
}: DataGridProps<R>): ReactNode => {
  const scroller = useRef<HTMLDivElement>(null);
  const base = useId();
  const rowHeight = useLineHeight();
  // What callers write inline is new at each render; the list must not be measured or drawn anew for that.
  const latest = useRef({ onActive, onOpen, onNearEnd });
  useEffect(() => {
    latest.current = { onActive, onOpen, onNearEnd };
  });
  const at = useMemo(
    () => (active === null ? -1 : rows.findIndex((row) => rowId(row) === active)),
    [rows, rowId, active],
  );
  const { from, to: end, reveal } = useRowsInSight(scroller, { count: rows.length, rowHeight });
  const drawn = Array.from({ length: end - from }, (_, nth) => from + nth);
  // The active row stays drawn, because the grid names it as its active descendant.
  if (at >= 0 && at < from) drawn.unshift(at);
  if (at >= end) drawn.push(at);

  const isNearEnd = rows.length > 0 && end > rows.length - near;
  useEffect(() => {
    if (isNearEnd) latest.current.onNearEnd?.();
  }, [isNearEnd, rows.length]);

  const go = (index: number): void => {
    const to = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[to];
    if (row === undefined) return;
    onActive(row);
    reveal(to);
  };
  const press = useCallback((row: unknown): void => latest.current.onActive(row as R), []);
  const open = useCallback((row: unknown): void => latest.current.onOpen?.(row as R), []);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    const row = rows[at];
    if (to !== undefined) go(to);
    else if (event.key === 'Enter' && row !== undefined && onOpen) onOpen(row);
    else return;
    event.preventDefault();
  };

  const template = columns.map(({ width }) => width ?? '1fr').join(' ');
  return (
    // The grid itself has the focus, as the pattern of active descendants wants it.
    <div
      className="grid"
      role="grid"
      id={id}
      ref={scroller}
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rowCount === undefined || rowCount === null ? -1 : rowCount + 1}
      aria-colcount={columns.length}
      aria-activedescendant={at < 0 ? undefined : `${base}-${String(at)}`}
      onKeyDown={onKeyDown}
    >
      <div className="grid-head" role="rowgroup">
        <div className="grid-row" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
          {columns.map((column) => (
            <span role="columnheader" key={column.id}>
              {column.head}
            </span>
          ))}
        </div>
      </div>
      <div className="grid-body" role="rowgroup" style={{ height: rows.length * rowHeight }}>
        {drawn.map((index) => {
          const row = rows[index];
          return row === undefined ? null : (
            <GridRow
              key={rowId(row)}
              id={`${base}-${String(index)}`}
              row={row}
              columns={columns as readonly Column<unknown>[]}
              template={template}
              index={index}
              start={index * rowHeight}
              isActive={index === at}
              onPress={press}
              onOpen={open}
            />
          );
        })}
      </div>
    </div>
  );
};

interface GridRowProps {
  readonly id: string;
  readonly row: unknown;
  readonly columns: readonly Column<unknown>[];
  readonly template: string;
  readonly index: number;
  readonly start: number;
  readonly isActive: boolean;
  readonly onPress: (row: unknown) => void;
  readonly onOpen: (row: unknown) => void;
}

const GridRow = memo(
  ({ id, row, columns, template, index, start, isActive, onPress, onOpen }: GridRowProps): ReactNode => (
    // Keys are the grid's, which has the focus.
    <div
      className="grid-row grid-line"
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      style={{ gridTemplateColumns: template, transform: `translateY(${String(start)}px)` }}
      onClick={() => onPress(row)}
      onDoubleClick={() => onOpen(row)}
    >
      {columns.map((column, place) => (
        <span role={place === 0 ? 'rowheader' : 'gridcell'} key={column.id}>
          {column.cell(row)}
        </span>
      ))}
    </div>
  ),
);
