import type { QueryOutput } from '../../../shared/contract/queries.ts';

export type PrinterSummary = 'none' | 'unknown' | 'ready' | 'busy' | 'warn' | 'stop';

/** All printers in one word: the worst that any of them has to say. */
export const summarisePrinters = (printers: QueryOutput<'listPrinters'>['printers']): PrinterSummary => {
  if (printers.length === 0) return 'none';
  const words = printers.map(({ state }): PrinterSummary => {
    if (!state) return 'unknown';
    if (!state.reachable || state.problem || state.blockers.length > 0 || state.state === 'stopped') return 'stop';
    if (state.warnings.length > 0) return 'warn';
    return state.state === 'processing' ? 'busy' : 'ready';
  });
  return worstFirst.find((word) => words.includes(word)) ?? 'ready';
};

const worstFirst = ['stop', 'warn', 'unknown', 'busy'] as const satisfies readonly PrinterSummary[];
