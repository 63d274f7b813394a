import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { PrinterSetup, PrinterState } from '../../shared/registry/printer.ts';
import type { System } from '../system.ts';
import { lackingOf, type RasterSettings, rasterSettings } from './capabilities.ts';
import { boolean, groupOf, integer, integerOf, keyword, string, stringOf, stringsOf } from './ipp/attributes.ts';
import { createIppClient, type IppError, type IppTimeouts } from './ipp/client.ts';
import type { IppAttributes, IppMessage, IppValue } from './ipp/message.ts';
import { type StatusKeyword, statusCodes } from './ipp/operations.ts';
import { asUser, createJobs, isFinished, jobTarget, withoutSent } from './jobs.ts';
import type { Job, PrintDocument, PrintError, Printer, SubmitError } from './printer.ts';
import { type PrinterReading, readPrinter, stateWithout } from './read-printer.ts';

/** Draws a document for a printer without PDF. The error says for support what could not be drawn. */
export type Rasterise = (document: PrintDocument, settings: RasterSettings) => Promise<Result<Uint8Array, string>>;

/** A printer that speaks IPP, over ipp or ipps. */
export const createIppPrinter = (deps: {
  readonly setup: PrinterSetup;
  readonly system: Pick<System, 'now'>;
  readonly rasterise: Rasterise;
  readonly timeouts?: IppTimeouts;
}): Printer => {
  const { setup, system, rasterise } = deps;
  const client = createIppClient({
    uri: setup.uri,
    fingerprint: setup.tls.fingerprint,
    ...(deps.timeouts ? { timeouts: deps.timeouts } : {}),
  });
  const jobs = createJobs(client);

  /** What the printer takes: `create` asks anyway, and `send` comes right after it. */
  let format: DocumentFormat | null = null;

  const read = async (): Promise<Result<PrinterReading, IppError>> => {
    const reading = await readPrinter(client, setup);
    if (reading.ok) format = formatFor(reading.value, setup);
    return reading;
  };

  const look = async (): Promise<PrinterState> => {
    const reading = await read();
    if (!reading.ok) return stateWithout(setup, withoutSent(reading.error), system.now());
    const { identity, state, reasons, capabilities, supplies, trays } = reading.value;
    const lacking = lackingOf(capabilities, setup);
    return {
      id: setup.id,
      reachable: true,
      since: new Date(system.now()).toISOString(),
      state,
      blockers: [...reasons.blockers],
      warnings: [...reasons.warnings],
      unknownReasons: [...reasons.unknown],
      supplies: [...supplies],
      trays: [...trays],
      capabilities,
      identity,
      problem: lacking.length > 0 ? { type: 'Unfit', lacking } : null,
    };
  };

  const create = async (jobName: string, about: { readonly pages: number }): Promise<Result<Job, SubmitError>> => {
    // 1. The printer can, and is ready to.
    const reading = await read();
    if (!reading.ok) return err(unsent(reading.error));
    const { attributes, identity, reasons, capabilities } = reading.value;
    const lacking = lackingOf(capabilities, setup);
    if (lacking.length > 0) return err({ type: 'Unfit', lacking, sent: 'nothing-sent' });
    if (reasons.blockers.length > 0) return err({ type: 'Blocked', reasons: reasons.blockers, sent: 'nothing-sent' });

    // 2. It would print this job exactly so. From here on nothing may be substituted.
    const job = jobAttributesFor(attributes, setup);
    const common = [
      ...asUser,
      ['job-name', string('name', jobName)] as const,
      ['ipp-attribute-fidelity', boolean(true)] as const,
    ];
    const { mimeType } = formatFor(reading.value, setup);
    const validated = await client.ask({
      operation: 'validate-job',
      attributes: new Map([...common, ['document-format', string('mimeMediaType', mimeType)]]),
      job,
    });
    if (!validated.ok) return err(unsent(validated.error));
    if (isSubstituted(validated.value, job)) return err(refused('successful-ok-ignored-or-substituted-attributes'));

    // 3. The job, still without a document.
    const impressions = attributes.has('job-impressions-supported')
      ? [['job-impressions', integer(about.pages)] as const]
      : [];
    const created = await client.ask({
      operation: 'create-job',
      attributes: new Map([...common, ...impressions]),
      job,
    });
    if (!created.ok) return err(created.error.type === 'Refused' ? unsent(created.error) : created.error);
    const answer = groupOf(created.value, 'job');
    const jobId = integerOf(answer, 'job-id');
    if (jobId === null) return err({ type: 'NotAPrinter', detail: 'a job without a number', sent: 'maybe' });
    if (isSubstituted(created.value, job)) {
      // It has the job all the same. Without a document nothing comes of it, canceled or not.
      await client.ask({ operation: 'cancel-job', attributes: jobTarget({ jobId }) });
      return err({ ...refused('successful-ok-ignored-or-substituted-attributes'), sent: 'maybe' });
    }
    const made = { jobId, jobUuid: stringOf(answer, 'job-uuid') ?? '', jobName, printer: identity };
    if (made.jobUuid !== '') return ok(made);
    // Not every printer gives the uuid with the number.
    const told = await jobs.report(made);
    return ok(told.ok && told.value !== 'gone' ? { ...made, jobUuid: told.value.jobUuid } : made);
  };

  const send = async (job: Job, document: PrintDocument): Promise<Result<'acknowledged', SubmitError>> => {
    if (!format) {
      const reading = await read();
      if (!reading.ok) return err(unsent(reading.error));
    }
    const { mimeType, raster } = format ?? pdfOnly;
    const drawn = raster ? await rasterise(document, raster) : ok(document.pdf);
    if (!drawn.ok) return err({ type: 'RasterFailed', detail: drawn.error, sent: 'nothing-sent' });
    // The number may belong to somebody else's job by now, which would then print our document.
    const waiting = await jobs.report(job);
    if (!waiting.ok) return err({ ...waiting.error, sent: 'nothing-sent' });
    if (waiting.value === 'gone') return err(refused('client-error-not-found'));
    if (isFinished(waiting.value)) return err(refused('client-error-not-possible'));
    const sent = await client.ask({
      operation: 'send-document',
      attributes: new Map([
        ...jobTarget(job),
        ['document-name', string('name', job.jobName)],
        ['document-format', string('mimeMediaType', mimeType)],
        ['last-document', boolean(true)],
      ]),
      document: drawn.value,
    });
    return sent.ok ? ok('acknowledged') : sent;
  };

  const cancel = async (job: Job): Promise<Result<'canceled' | 'already-finished' | 'gone', PrintError>> => {
    const report = await jobs.report(job);
    if (!report.ok) return report;
    if (report.value === 'gone') return ok('gone');
    if (isFinished(report.value)) return ok('already-finished');
    const canceled = await client.ask({ operation: 'cancel-job', attributes: jobTarget(job) });
    if (canceled.ok) return ok('canceled');
    const error = withoutSent(canceled.error);
    if (error.type === 'Refused' && error.status === statusCodes['client-error-not-possible'])
      return ok('already-finished');
    if (error.type === 'Refused' && error.status === statusCodes['client-error-not-found']) return ok('gone');
    return err(error);
  };

  return {
    setup,
    identify: async () => {
      const reading = await read();
      return reading.ok ? ok(reading.value.identity) : err(withoutSent(reading.error));
    },
    look,
    create,
    send,
    job: jobs.report,
    findJob: jobs.find,
    cancel,
  };
};

interface DocumentFormat {
  readonly mimeType: string;
  readonly raster: RasterSettings | null;
}

const pdfOnly: DocumentFormat = { mimeType: 'application/pdf', raster: null };

const formatFor = ({ capabilities, attributes }: PrinterReading, setup: PrinterSetup): DocumentFormat =>
  capabilities.pdf || !capabilities.pwgRaster
    ? pdfOnly
    : { mimeType: 'image/pwg-raster', raster: rasterSettings(attributes, setup.media) };

/** One copy on one side of our paper, at its true size. What the printer has no word for it can't do otherwise. */
const jobAttributesFor = (printer: IppAttributes, setup: PrinterSetup): IppAttributes =>
  new Map<string, readonly IppValue[]>([
    ['media', keyword(setup.media)],
    ...(printer.has('sides-supported') ? [['sides', keyword('one-sided')] as const] : []),
    ...(printer.has('copies-supported') ? [['copies', integer(1)] as const] : []),
    ...(stringsOf(printer, 'print-scaling-supported').includes('none')
      ? [['print-scaling', keyword('none')] as const]
      : []),
  ]);

/** Some say yes to everything, and tell in small print what they would not do. */
const isSubstituted = (answer: IppMessage, job: IppAttributes): boolean =>
  [...groupOf(answer, 'unsupported').keys()].some((name) => job.has(name));

const unsent = (error: IppError): SubmitError => ({ ...withoutSent(error), sent: 'nothing-sent' });

const refused = (keyword: StatusKeyword): SubmitError => ({
  type: 'Refused',
  status: statusCodes[keyword],
  keyword,
  sent: 'nothing-sent',
});
