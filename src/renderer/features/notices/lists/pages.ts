/** A list that comes a page at a time, as far as it is known. */
export interface Pages<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** The rows with another page behind them. A row that has moved on while pages were fetched stands once, as it is now. */
export const withPage = <Row extends { readonly id: string }>(known: Pages<Row>, page: Pages<Row>): Pages<Row> => {
  const fresh = new Set(page.rows.map(({ id }) => id));
  return { rows: [...known.rows.filter(({ id }) => !fresh.has(id)), ...page.rows], next: page.next };
};
