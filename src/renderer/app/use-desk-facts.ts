import type { DraftLine, QueryOutput } from '../../shared/contract/queries.ts';
import { useQuery } from '../bridge/use-query.ts';
import { type PrinterSummary, summarisePrinters } from '../features/status/printer-summary.ts';
import type { Screen } from '../state/navigation.ts';

export interface DeskFacts {
  readonly status: QueryOutput<'getStatus'> | null;
  /** For a supervisor, who sees to it; null for anybody else. */
  readonly backup: QueryOutput<'getBackup'> | null;
  readonly printers: PrinterSummary | null;
  /** Newest first. */
  readonly drafts: readonly DraftLine[];
  /** What waits in each area; nothing where nothing does. */
  readonly counts: Partial<Record<Screen, number>>;
}

/** All that the frame around the screens shows, kept up to date. `known` is the status until it has been asked for. */
export const useDeskFacts = (known: DeskFacts['status']): DeskFacts => {
  const answered = useQuery('getStatus', {}, ['session', 'link', 'outbox', 'register', 'certificates']).value;
  const status = answered ?? known;
  const isSupervisor = status?.official?.role === 'supervisor';
  const backup = useQuery('getBackup', isSupervisor ? {} : null, ['backup', 'session']).value;
  const printers = useQuery('listPrinters', {}, ['printers']).value;
  const tray = useQuery('listTray', {}, ['filings', 'register', 'certificates']).value;
  const drafts = useQuery('listDrafts', {}, ['drafts']).value;
  const summary = printers && summarisePrinters(printers.printers);
  return {
    status,
    backup,
    printers: summary,
    drafts: drafts?.rows ?? [],
    counts: {
      'move-in': drafts?.rows.length ?? 0,
      ledger: status?.papers.attention ?? 0,
      outbox: status?.unsent ?? 0,
      tray: tray?.items.length ?? 0,
      printer: summary === 'stop' ? 1 : 0,
    },
  };
};
