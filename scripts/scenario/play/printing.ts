import type { DeferredRenderer } from '../../../src/main/certificate/deferred-renderer.ts';
import type { PrintRoom } from '../../../src/main/print/print-room.ts';
import type { JobReport, Printer } from '../../../src/main/print/printer.ts';
import { ok } from '../../../src/shared/contract/result.ts';
import { PrinterSetup } from '../../../src/shared/registry/printer.ts';
import { sha256 } from '../sha256.ts';

/** The one printer of every office: it takes everything and prints it at once. */
export const storyPrinter: PrinterSetup = PrinterSetup.parse({
  id: 'printer',
  name: 'printer',
  uri: 'ipp://127.0.0.1:9/printer',
  roles: ['desk', 'kiosk', 'receipt'],
  how: 'direct',
  media: 'iso_a4_210x297mm',
  tls: { fingerprint: null },
});

/** Draws nothing: what a paper says is fixed before it is drawn. */
export const createPlainRenderer = (): DeferredRenderer => ({
  engine: () => ({ name: 'pdfmake', conforms: 'none' }),
  render: async (input) => {
    const text = JSON.stringify(input);
    return ok({ pdf: Buffer.from(text), pages: 1, sha256: sha256(text) });
  },
  start: () => undefined,
  close: async () => undefined,
});

export const createStoryPrintRoom = (): PrintRoom => {
  const printer = createPrinter(storyPrinter);
  return {
    printer: (id) => (id === storyPrinter.id ? printer : null),
    setups: () => [storyPrinter],
    stateOf: () => null,
    setUp: () => undefined,
    find: async () => [],
    watch: () => undefined,
    stop: async () => undefined,
  };
};

const createPrinter = (setup: PrinterSetup): Printer => {
  const jobs = new Map<number, JobReport>();
  const identity = { uuid: `urn:${setup.id}`, makeAndModel: 'scenario', upTime: 1 };
  return {
    setup,
    identify: async () => ok(identity),
    look: async () => ({
      id: setup.id,
      reachable: true,
      since: '2026-01-01T00:00:00.000Z',
      state: 'idle',
      blockers: [],
      warnings: [],
      unknownReasons: [],
      supplies: [],
      trays: [],
      capabilities: null,
      identity,
      problem: null,
    }),
    create: async (jobName) => {
      const jobId = jobs.size + 1;
      const job = { jobId, jobUuid: `urn:${jobName}`, jobName };
      jobs.set(jobId, {
        ...job,
        state: 'pending',
        reasons: [],
        impressionsCompleted: 0,
        dataInsufficient: true,
        printerUpTime: 1,
      });
      return ok({ ...job, printer: identity });
    },
    send: async ({ jobId }, { pages }) => {
      const job = jobs.get(jobId);
      if (job) jobs.set(jobId, { ...job, state: 'completed', impressionsCompleted: pages, dataInsufficient: false });
      return ok('acknowledged');
    },
    job: async ({ jobId }) => ok(jobs.get(jobId) ?? 'gone'),
    findJob: async (jobName) => ok([...jobs.values()].find((job) => job.jobName === jobName) ?? null),
    cancel: async () => ok('already-finished'),
  };
};
