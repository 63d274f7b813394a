import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { type PlainDate, plainDateAt } from '../../shared/registry/plain-date.ts';
import type { SheetContent, SheetFrame } from '../../shared/registry/sheet.ts';
import { dayReport } from '../../shared/rules/paper/day-report.ts';
import { composeNotice } from '../../shared/rules/paper/notice.ts';
import type { Job, Printer } from '../print/printer.ts';
import type { System } from '../system.ts';
import { invalidInput } from './invalid-input.ts';
import { dayOf } from './papers/day.ts';
import { draftPaper, timeOfIssue } from './papers/draft.ts';
import { renderErrorToAppError } from './papers/render-error.ts';
import type { PaperDeps } from './papers/reservation.ts';
import { isSpending, spendSheets } from './papers/spend-sheets.ts';
import { authorise, counterRoles, type OpenOffice, type Session } from './session.ts';

export interface PrintSheetDeps extends PaperDeps {
  readonly session: Session;
}

type Outcome = CommandOutput<'printSheet'>;
type Wish = CommandInput<'printSheet'>['sheet'];

/**
 * Prints a page that is no paper of the ledger. It has no serial, but its sheets are entered before they are sent: an
 * account with one sheet too many is better than one that misses some.
 */
export const printSheet =
  (deps: PrintSheetDeps) =>
  async ({ id, printer: printerId, sheet }: CommandInput<'printSheet'>): Promise<Result<Outcome, AppError>> => {
    const open = authorise(deps.session, counterRoles);
    if (!open.ok) return open;
    const { replica, papers } = open.value;
    const printer = papers.printers.printer(printerId);
    if (!printer) return err({ type: 'PrinterUnknown' });
    if (replica.hasEntry(id))
      return isSpending(replica, id)
        ? ok({ outcome: 'not-confirmed', detail: 'it was sent before' })
        : err({ type: 'IdAlreadyUsed' });
    const on = plainDateAt(timeOfIssue(replica, deps.system));
    const isDaySigned = replica.ledger().isDaySigned(on);
    // The report of a day is printed after it is signed, and then its own sheet belongs to no day's account.
    if (isDaySigned && sheet.type !== 'day-report') return err({ type: 'DayAlreadySigned' });
    const content = contentOf(open.value, deps, sheet, printer);
    if (!content.ok) return content;
    const frame = plainFrame(open.value, deps, on, sheet);
    const rendered = await papers.renderer.render({ v: 1, content: content.value, frame });
    if (!rendered.ok) return err(renderErrorToAppError(rendered.error));
    const { pdf, pages } = rendered.value;

    const made = await printer.create(`sheet-${id}`, { pages });
    if (!made.ok) return ok({ outcome: 'failed', detail: made.error.type });
    if (!isDaySigned) {
      const spent = { v: 1, on, what: kindOf[sheet.type], printer: printerId, sheets: pages, note: '' } as const;
      const entered = await spendSheets(open.value, id, spent);
      if (!entered.ok) return entered;
    }
    const sent = await printer.send(made.value, { pdf, pages });
    if (!sent.ok && sent.error.sent === 'nothing-sent') return ok({ outcome: 'failed', detail: sent.error.type });
    return ok(await follow(printer, deps.system, made.value, pages));
  };

const kindOf = { 'test-page': 'test-page', 'day-report': 'report', 'withheld-notice': 'notice' } as const;

const contentOf = (
  open: OpenOffice,
  { system, marks }: PaperDeps,
  sheet: Wish,
  printer: Printer,
): Result<SheetContent, AppError> => {
  switch (sheet.type) {
    case 'test-page':
      return ok({ kind: 'test-page', printer: printer.setup.name });
    case 'day-report':
      return ok(dayReport(dayOf(open, sheet.day)));
    case 'withheld-notice': {
      const { defects } = draftPaper(open, { system, watermark: marks.watermark }, sheet.ask);
      return defects.includes('withheld')
        ? ok(composeNotice(sheet.ask))
        : err(
            invalidInput('sheet.ask', {
              ko: '이 신청인에게 교부가 제한된 증명서가 아닙니다. 통지서가 필요한지 확인하십시오.',
              en: 'This paper is not withheld from this applicant. Check whether a notice is needed.',
            }),
          );
    }
  }
};

const plainFrame = (
  { office, official }: OpenOffice,
  { marks }: PaperDeps,
  issuedOn: PlainDate,
  { type }: Wish,
): SheetFrame => ({
  watermark: marks.watermark,
  issuer: `${office.province} ${office.city} ${office.nameKo}장`,
  sealText: type === 'withheld-notice' ? `${office.nameKo}장의인` : null,
  official: official.name,
  applicant: null,
  purpose: null,
  issuedOn,
  registerAsOf: null,
  serial: null,
  documentNumber: null,
  issueNumber: null,
  code: null,
});

/** How often a job is looked at before it is left alone, a third of a second apart: about a minute. */
const looks = 180;

const follow = async (printer: Printer, system: System, job: Job, pages: number): Promise<Outcome> => {
  for (let look = 0; look < looks; look += 1) {
    const report = await printer.job(job);
    if (!report.ok) return { outcome: 'not-confirmed', detail: report.error.type };
    if (report.value === 'gone') return { outcome: 'not-confirmed', detail: 'the printer no longer knows the job' };
    const { state, impressionsCompleted, reasons } = report.value;
    if (state === 'completed' && impressionsCompleted === pages) return { outcome: 'printed', detail: '' };
    if (state === 'completed' || state === 'aborted' || state === 'canceled') {
      const outcome = impressionsCompleted === 0 ? 'failed' : 'not-confirmed';
      return { outcome, detail: [state, ...reasons].join(' ') };
    }
    await system.wait(330, new AbortController().signal);
  }
  return { outcome: 'not-confirmed', detail: 'the printer has not finished' };
};
