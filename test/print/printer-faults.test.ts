import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { boolean, integer, keyword, string } from '../../src/main/print/ipp/attributes.ts';
import type { Job, JobReport, Printer } from '../../src/main/print/printer.ts';
import { createRandom } from '../builders/random.ts';
import { type IppDouble, startIppDouble } from '../doubles/ipp-printer.ts';
import type { JobPlan } from '../doubles/ipp-printer-machine.ts';
import { readRaster } from '../doubles/ipp-printer-raster.ts';
import { aPdf } from './a-pdf.ts';
import { aPrinter } from './a-printer.ts';
import { valueOf } from './printer.contract.ts';

const closing: IppDouble[] = [];
afterEach(async () => {
  for (const double of closing.splice(0)) await double.close();
});

const start = async (
  options: Omit<Parameters<typeof startIppDouble>[0], 'random'> = {},
  setup: Partial<Parameters<typeof aPrinter>[0]> = {},
): Promise<{ double: IppDouble; printer: Printer }> => {
  const double = await startIppDouble({ random: createRandom(3), ...options });
  closing.push(double);
  return { double, printer: aPrinter({ uri: double.uri, fingerprint: double.fingerprint, ...setup }) };
};

const document = { pdf: aPdf(3), pages: 3 };
const hash = createHash('sha256').update(document.pdf).digest('hex');

const lookUntilOver = async (printer: Printer, job: Job): Promise<JobReport | 'gone'> => {
  for (let look = 0; look < 200; look += 1) {
    const report = valueOf(await printer.job(job));
    if (report === 'gone' || ['completed', 'aborted', 'canceled'].includes(report.state)) return report;
  }
  throw new Error('the job is never over');
};

/** Prints three pages as planned, and gives what the printer says and what lies in its tray. */
const printWith = async (plan: JobPlan) => {
  const { double, printer } = await start();
  double.plan(plan);
  const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
  const sent = await printer.send(job, document);
  const report = await lookUntilOver(printer, job);
  return { sent, report, sheets: double.paper().map(({ page }) => page), double, printer, job };
};

describe('what the printer says, and what lies in its tray', () => {
  test('all is well', async () => {
    const { sent, report, double } = await printWith({});
    expect(sent).toEqual({ ok: true, value: 'acknowledged' });
    expect(report).toMatchObject({ state: 'completed', impressionsCompleted: 3 });
    expect(double.paper()).toMatchObject([1, 2, 3].map((page) => ({ jobName: 'T-1.1', page, documentHash: hash })));
    expect(double.documentOf(hash)).toEqual(Buffer.from(document.pdf));
  });

  test.each([
    [
      'canceled at its panel',
      { fault: { type: 'cancel', after: 2 } },
      { state: 'canceled', impressionsCompleted: 2 },
      2,
    ],
    ['a jam of the last sheet', { fault: { type: 'jam', after: 3 } }, { state: 'aborted', impressionsCompleted: 3 }, 3],
    ['completed with a sheet too few', { prints: 2 }, { state: 'completed', impressionsCompleted: 2 }, 2],
    ['completed, with a wrong count', { reports: 1 }, { state: 'completed', impressionsCompleted: 1 }, 3],
    ['completed, without a count', { reports: 'nothing' }, { state: 'completed', impressionsCompleted: null }, 3],
  ] as const)('%s', async (_, plan, expected, sheets) => {
    const printed = await printWith(plan);
    expect(printed.report).toMatchObject(expected);
    expect(printed.sheets).toHaveLength(sheets);
  });

  test('a job forgotten once it is finished is gone', async () => {
    const { report, sheets } = await printWith({ forget: 'at-end' });
    expect(report).toBe('gone');
    expect(sheets).toEqual([1, 2, 3]);
  });

  test('a document acknowledged and never printed is gone', async () => {
    const { sent, report, sheets } = await printWith({ forget: 'unprinted' });
    expect(sent.ok).toBe(true);
    expect(report).toBe('gone');
    expect(sheets).toEqual([]);
  });

  test('a lost answer to the document: maybe sent, and it was', async () => {
    const { sent, report, sheets } = await printWith({ loseAnswerOf: 'send' });
    expect(sent).toMatchObject({ ok: false, error: { type: 'Unreachable', sent: 'maybe' } });
    expect(report).toMatchObject({ state: 'completed', impressionsCompleted: 3 });
    expect(sheets).toEqual([1, 2, 3]);
  });

  test('a line cut in mid-document: maybe sent, and half of it is printed as if it were all', async () => {
    const { sent, report, double } = await printWith({ cutDocument: true });
    expect(sent).toMatchObject({ ok: false, error: { type: 'Unreachable', sent: 'maybe' } });
    expect(report).toMatchObject({ state: 'completed' });
    expect(double.paper().length).toBeGreaterThan(0);
    expect(double.paper().map(({ documentHash }) => documentHash)).not.toContain(hash);
  });

  test('a lost answer to Create-Job: maybe made, and found by its name', async () => {
    const { double, printer } = await start();
    double.plan({ loseAnswerOf: 'create' });
    const created = await printer.create('T-1.1', { pages: 3 });
    expect(created).toMatchObject({ ok: false, error: { type: 'Unreachable', sent: 'maybe' } });
    expect(valueOf(await printer.findJob('T-1.1'))).toMatchObject({ state: 'pending-held', dataInsufficient: true });
    expect(double.paper()).toEqual([]);
  });

  test('sheets come out after Cancel-Job, and are counted', async () => {
    const { double, printer } = await start();
    double.plan({ sheetsAfterCancel: 1, stepsPerSheet: 2 });
    const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
    await printer.send(job, document);
    while (double.paper().length === 0) await printer.job(job);
    expect(valueOf(await printer.cancel(job))).toBe('canceled');
    expect(await lookUntilOver(printer, job)).toMatchObject({ state: 'canceled', impressionsCompleted: 2 });
    expect(double.paper()).toHaveLength(2);
  });

  test('the network goes and comes back: it went on printing', async () => {
    const { double, printer } = await start();
    const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
    await printer.send(job, document);
    await double.unplug();
    expect(await printer.job(job)).toMatchObject({ ok: false, error: { type: 'Unreachable' } });
    double.step(10);
    await double.plug();
    expect(await lookUntilOver(printer, job)).toMatchObject({ state: 'completed', impressionsCompleted: 3 });
  });

  test('power goes while it prints: the sheets stay, the job is gone', async () => {
    const { double, printer } = await start();
    double.plan({ fault: { type: 'power-cut', after: 1 } });
    const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
    await printer.send(job, document);
    while ((await printer.job(job)).ok);
    await double.restart();
    expect(valueOf(await printer.job(job))).toBe('gone');
    expect(double.paper()).toHaveLength(1);
  });

  test('the same over ipps', async () => {
    const { double, printer } = await start({ isSecure: true });
    const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
    expect(await printer.send(job, document)).toMatchObject({ ok: true });
    expect(await lookUntilOver(printer, job)).toMatchObject({ state: 'completed' });
    expect(double.paper()).toHaveLength(3);
  });
});

describe('a job is asked for', () => {
  test("exactly: one copy, one-sided, on our paper at its true size, nothing substituted, in nobody's name", async () => {
    const { double, printer } = await start();
    double.setAttribute('print-scaling-supported', keyword('auto', 'fit', 'none'));
    valueOf(await printer.create('T-1.1', { pages: 3 }));
    for (const operation of ['validate-job', 'create-job'] as const) {
      const request = double.heard(operation);
      const [asked, job] = (request?.groups ?? []).map(({ attributes }) => Object.fromEntries(attributes));
      expect(asked).toMatchObject({
        'job-name': string('name', 'T-1.1'),
        'ipp-attribute-fidelity': boolean(true),
        'requesting-user-name': string('name', 'rrs-office'),
      });
      expect(job).toEqual({
        media: keyword('iso_a4_210x297mm'),
        sides: keyword('one-sided'),
        copies: integer(1),
        'print-scaling': keyword('none'),
      });
    }
    const validated = double.heard('validate-job')?.groups[0]?.attributes.get('document-format');
    expect(validated).toEqual(string('mimeMediaType', 'application/pdf'));
    expect(double.heard('create-job')?.groups[0]?.attributes.get('job-impressions')).toEqual(integer(3));
  });
});

describe('a job is not made', () => {
  const refusedBy = async (
    prepare: (double: IppDouble) => void,
    setup: Partial<Parameters<typeof aPrinter>[0]> = {},
  ) => {
    const { double, printer } = await start({}, setup);
    prepare(double);
    const created = await printer.create('T-1.1', { pages: 3 });
    expect(double.calls()['create-job'] ?? 0).toBe(0);
    return created.ok ? null : created.error;
  };

  test('while the printer needs a person', async () => {
    expect(await refusedBy((double) => double.setReasons('media-jam-warning', 'toner-low-report'))).toEqual({
      type: 'Blocked',
      reasons: ['media-jam'],
      sent: 'nothing-sent',
    });
    expect(await refusedBy((double) => double.setAcceptingJobs(false))).toMatchObject({
      type: 'Blocked',
      reasons: ['not-accepting-jobs'],
    });
  });

  test.each([
    ['document-format', 'document-format-supported', string('mimeMediaType', 'image/urf')],
    ['a4', 'media-supported', keyword('na_letter_8.5x11in')],
    ['one-sided', 'sides-supported', keyword('two-sided-long-edge')],
    ['create-job', 'operations-supported', [{ tag: 'enum', value: 2 } as const]],
    ['direct', 'cups-version', keyword('2.4.2')],
  ])('where a printer lacks: %s', async (lacking, attribute, values) => {
    expect(await refusedBy((double) => double.setAttribute(attribute, values))).toEqual({
      type: 'Unfit',
      lacking: [lacking],
      sent: 'nothing-sent',
    });
  });

  test('where the printer would print it otherwise', async () => {
    // It lists A4 in one place, and refuses it in another.
    const { double, printer } = await start();
    double.refuseMedia('iso_a4_210x297mm');
    expect(await printer.create('T-1.1', { pages: 3 })).toMatchObject({
      ok: false,
      error: { type: 'Refused', keyword: 'client-error-attributes-or-values-not-supported', sent: 'nothing-sent' },
    });
    double.refuseMedia('iso_a4_210x297mm', 'quietly');
    expect(await printer.create('T-1.1', { pages: 3 })).toMatchObject({
      ok: false,
      error: { type: 'Refused', keyword: 'successful-ok-ignored-or-substituted-attributes', sent: 'nothing-sent' },
    });
    expect(double.calls()['create-job'] ?? 0).toBe(0);
  });

  test('for long where the printer says only then that it would print it otherwise', async () => {
    const { double, printer } = await start();
    double.refuseMedia('iso_a4_210x297mm', 'late');
    expect(await printer.create('T-1.1', { pages: 3 })).toMatchObject({ ok: false, error: { sent: 'maybe' } });
    expect(valueOf(await printer.findJob('T-1.1'))).toMatchObject({ state: 'canceled', impressionsCompleted: 0 });
  });

  test('that could be named: a job without a number may stand there', async () => {
    const { double, printer } = await start();
    double.hideJobAttribute('job-id');
    expect(await printer.create('T-1.1', { pages: 3 })).toMatchObject({
      ok: false,
      error: { type: 'NotAPrinter', sent: 'maybe' },
    });
  });

  test('where IPP is spoken, but not by a printer', async () => {
    const { double, printer } = await start();
    double.setAttribute('printer-state', null);
    expect(await printer.look()).toMatchObject({ reachable: false, problem: { type: 'NotAPrinter' } });
    expect(await printer.create('T-1.1', { pages: 3 })).toMatchObject({
      ok: false,
      error: { type: 'NotAPrinter', sent: 'nothing-sent' },
    });
  });

  test('while the printer is busy, and it can be tried again', async () => {
    const { double, printer } = await start();
    double.plan({ busy: 2 });
    for (let attempt = 0; attempt < 2; attempt += 1)
      expect(await printer.create('T-1.1', { pages: 3 })).toMatchObject({
        ok: false,
        error: { type: 'Refused', status: 0x0507, sent: 'nothing-sent' },
      });
    expect(await printer.create('T-1.1', { pages: 3 })).toMatchObject({ ok: true });
  });

  test('a print server that was set up as one may have it', async () => {
    const { double, printer } = await start({}, { how: 'spooler' });
    double.setAttribute('cups-version', keyword('2.4.2'));
    expect(await printer.create('T-1.1', { pages: 3 })).toMatchObject({ ok: true });
  });
});

describe('a document is not sent', () => {
  test('to a job that has not waited long enough', async () => {
    const { double, printer } = await start();
    const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
    double.step(70);
    expect(await printer.send(job, document)).toMatchObject({
      ok: false,
      error: { type: 'Refused', keyword: 'client-error-not-possible', sent: 'nothing-sent' },
    });
    expect(double.calls()['send-document'] ?? 0).toBe(0);
  });

  test('that is no PDF: the printer says so, and nothing is printed', async () => {
    const { double, printer } = await start();
    const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
    await printer.send(job, { pdf: new TextEncoder().encode('<html>'), pages: 3 });
    expect(await lookUntilOver(printer, job)).toMatchObject({
      state: 'aborted',
      reasons: ['document-format-error'],
      impressionsCompleted: 0,
    });
    expect(double.paper()).toEqual([]);
  });
});

describe('a printer without PDF', () => {
  const withoutPdf = { formats: ['image/pwg-raster'] } as const;

  test('gets each page drawn', async () => {
    const { double, printer } = await start(withoutPdf);
    const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
    expect(await printer.send(job, document)).toMatchObject({ ok: true });
    expect(await lookUntilOver(printer, job)).toMatchObject({ state: 'completed', impressionsCompleted: 3 });
    const [sheet] = double.paper();
    const pages = readRaster(double.documentOf(sheet?.documentHash ?? '') ?? new Uint8Array());
    expect(pages).toHaveLength(3);
    expect(pages[0]).toMatchObject({ width: 2480, height: 3508, resolution: [300, 300], isDuplex: false, copies: 1 });
  });

  test('gets nothing if that fails', async () => {
    const { double, printer } = await start(withoutPdf);
    const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
    expect(await printer.send(job, { pdf: document.pdf, pages: 2 })).toEqual({
      ok: false,
      error: { type: 'RasterFailed', detail: 'the document has 3 pages, not 2', sent: 'nothing-sent' },
    });
    expect(double.calls()['send-document'] ?? 0).toBe(0);
  });

  test('that takes black and white dots alone is unfit', async () => {
    const { double, printer } = await start(withoutPdf);
    double.setAttribute('pwg-raster-document-type-supported', keyword('black_1'));
    expect(await printer.look()).toMatchObject({ problem: { type: 'Unfit', lacking: ['document-format'] } });
  });
});

describe('a printer of older make', () => {
  test('without uuids for its jobs: the name stands in', async () => {
    const { double, printer } = await start();
    double.hideJobAttribute('job-uuid');
    const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
    expect(job.jobUuid).toBe('');
    await printer.send(job, document);
    expect(await lookUntilOver(printer, job)).toMatchObject({ state: 'completed' });
    expect(valueOf(await printer.job({ ...job, jobName: 'T-2.1' }))).toBe('gone');
  });

  test('that lists its jobs by their numbers only: they are asked for one by one', async () => {
    const { double, printer } = await start();
    double.hideJobAttribute('job-name', 'in-lists');
    const job = valueOf(await printer.create('T-1.1', { pages: 3 }));
    expect(valueOf(await printer.findJob('T-1.1'))).toMatchObject({ jobId: job.jobId });
    expect(valueOf(await printer.findJob('T-1.2'))).toBeNull();
  });

  test('without counting or duplex still gets its job', async () => {
    const { double, printer } = await start();
    for (const name of ['sides-supported', 'copies-supported', 'job-impressions-supported', 'print-scaling-supported'])
      double.setAttribute(name, null);
    double.setAttribute('color-supported', boolean(true));
    expect(await printer.look()).toMatchObject({
      problem: null,
      capabilities: { reportsImpressions: null, color: true },
    });
    expect(await printer.create('T-1.1', { pages: 3 })).toMatchObject({ ok: true });
  });
});
