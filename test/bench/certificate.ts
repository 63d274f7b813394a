import { renderRows } from './certificate/render.ts';
import { verifyRows } from './certificate/verify.ts';
import type { Row } from './row.ts';

/** Drawing papers, and checking the codes on them. */
export const run = async (): Promise<Row[]> => [...(await verifyRows()), ...(await renderRows())];
