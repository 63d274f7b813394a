import type { CertificateAsk } from '../../../shared/contract/commands.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { PrinterSetup } from '../../../shared/registry/printer.ts';
import type { OpenOffice } from '../session.ts';

/** Whether the printer is set up, and for papers of this kind from this place. */
export const choosePrinter = (
  { papers, official }: OpenOffice,
  id: string,
  requests: readonly CertificateAsk['request'][],
): Result<PrinterSetup, AppError> => {
  const printer = papers.printers.printer(id);
  if (!printer) return err({ type: 'PrinterUnknown' });
  const { roles } = printer.setup;
  const isFit = requests.every(({ kind }) => {
    if (official.role === 'kiosk') return roles.includes('kiosk');
    return roles.includes('desk') || (kind === 'move-in-receipt' && roles.includes('receipt'));
  });
  return isFit ? ok(printer.setup) : err({ type: 'PrinterNotForThis' });
};
