import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { type PlainDate, plainDateAt } from '../../shared/registry/plain-date.ts';
import type { SheetContent } from '../../shared/registry/sheet.ts';
import { type DayAccount, dayReport } from '../../shared/rules/paper/day-report.ts';
import type { Printer } from '../print/printer.ts';
import type { System } from '../system.ts';
import type { PaperDeps } from './papers/reserve.ts';
import { spendSheets } from './papers/spend-sheets.ts';
import { authorise, counterRoles, type OpenOffice, type Session } from './session.ts';

export interface PrintSheetDeps extends Omit<PaperDeps, 'profile'> {
  readonly session: Session;
  /** The day's figures and void papers, as the reconciliation shows them. */
  readonly dayOf: (open: OpenOffice, day: PlainDate) => DayAccount;
}

type Outcome = CommandOutput<'printSheet'>;

/** Prints a test page or the day's reconciliation. Neither has a serial; the sheets are accounted for all the same. */
export const printSheet =
  ({ session, system, marks, dayOf }: PrintSheetDeps) =>
  async ({ id, printer: printerId, sheet }: CommandInput<'printSheet'>): Promise<Result<Outcome, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    const { replica, office, official, papers } = open.value;
    const printer = papers.printers.printer(printerId);
    if (!printer) return err({ type: 'PrinterUnknown' });
    if (replica.hasEntry(id)) return ok({ outcome: 'printed', detail: '' });
    const today = plainDateAt(system.now());
    if (replica.ledger().isDaySigned(today)) return err({ type: 'DayAlreadySigned' });
    const content: SheetContent =
      sheet.type === 'test-page'
        ? { kind: 'test-page', printer: printer.setup.name }
        : dayReport(dayOf(open.value, sheet.day));
    const rendered = await papers.renderer.render({
      v: 1,
      content,
      frame: {
        watermark: marks.watermark,
        issuer: `${office.province} ${office.city} ${office.nameKo}장`,
        sealText: null,
        official: official.name,
        applicant: null,
        purpose: null,
        issuedOn: today,
        registerAsOf: null,
        serial: null,
        documentNumber: null,
        issueNumber: null,
        code: null,
      },
    });
    if (!rendered.ok)
      return err(
        rendered.error.type === 'LettersMissing'
          ? { type: 'LettersMissing', letters: [...rendered.error.letters] }
          : rendered.error,
      );
    const { pdf, pages } = rendered.value;
    const { outcome, sheets, detail } = await printOnce(printer, system, `sheet-${id}`, pdf, pages);
    if (sheets > 0) {
      const what = sheet.type === 'test-page' ? 'test-page' : 'report';
      const spent = await spendSheets(open.value, id, {
        v: 1,
        on: today,
        what,
        printer: printerId,
        sheets,
        note: detail,
      });
      if (!spent.ok) return spent;
    }
    return ok({ outcome, detail });
  };

/** How often a job is looked at before it is left alone, a third of a second apart: about a minute. */
const looks = 180;

const printOnce = async (
  printer: Printer,
  system: System,
  jobName: string,
  pdf: Uint8Array,
  pages: number,
): Promise<Outcome & { readonly sheets: number }> => {
  const made = await printer.create(jobName, { pages });
  if (!made.ok) return { outcome: 'failed', sheets: 0, detail: made.error.type };
  const sent = await printer.send(made.value, { pdf, pages });
  if (!sent.ok && sent.error.sent === 'nothing-sent') return { outcome: 'failed', sheets: 0, detail: sent.error.type };
  // What may have been printed counts as printed: an account that misses a sheet is worse than one too many.
  const unknown = { outcome: 'not-confirmed', sheets: pages } as const;
  for (let look = 0; look < looks; look += 1) {
    const report = await printer.job(made.value);
    if (!report.ok) return { ...unknown, detail: report.error.type };
    if (report.value === 'gone') return { ...unknown, detail: 'the printer no longer knows the job' };
    const { state, impressionsCompleted, reasons } = report.value;
    if (state === 'completed' && impressionsCompleted === pages)
      return { outcome: 'printed', sheets: pages, detail: '' };
    if (state === 'completed' || state === 'aborted' || state === 'canceled')
      return impressionsCompleted === 0
        ? { outcome: 'failed', sheets: 0, detail: [state, ...reasons].join(' ') }
        : { ...unknown, sheets: impressionsCompleted ?? pages, detail: [state, ...reasons].join(' ') };
    await system.wait(330, new AbortController().signal);
  }
  return { ...unknown, detail: 'the printer has not finished' };
};
