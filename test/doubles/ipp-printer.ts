import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { groupOf, integerOf, keyword, stringOf } from '../../src/main/print/ipp/attributes.ts';
import { decodeMessage } from '../../src/main/print/ipp/decode.ts';
import { encodeMessage } from '../../src/main/print/ipp/encode.ts';
import type { IppAttributes, IppGroup, IppMessage, IppValue } from '../../src/main/print/ipp/message.ts';
import { isSuccess, type Operation, operations, statusCodes } from '../../src/main/print/ipp/operations.ts';
import type { Random } from '../builders/random.ts';
import { type Answer, checkJob, done, greeting, isFinished, refusal, requested } from './ipp-printer-answers.ts';
import { jobAttributes, printerAttributes } from './ipp-printer-attributes.ts';
import { isFormat, pagesOf } from './ipp-printer-documents.ts';
import { createMachine, type JobPlan, type MachineJob, type Sheet } from './ipp-printer-machine.ts';
import { createPrinterSocket } from './ipp-printer-socket.ts';

export interface IppDouble {
  /** `ipp://127.0.0.1:…/ipp/print`, or `ipps://`; the same after a power cut. */
  readonly uri: string;
  /** `urn:uuid:…`; the same after a power cut. */
  readonly uuid: string;
  /** Of its own certificate, for `ipps`: SHA-256, lower-case hex. */
  readonly fingerprint: string | null;
  /** Every sheet that ever came out, in order. */
  readonly paper: () => readonly Sheet[];
  /** A document that was printed, or begun, by its hash. */
  readonly documentOf: (hash: string) => Uint8Array | undefined;
  /** What happens to the next jobs, one plan each; jobs beyond that print as they should. */
  readonly plan: (...plans: readonly JobPlan[]) => void;
  /** Plans that no job has taken yet are dropped. */
  readonly forgetPlans: () => void;
  /** New paper, jam cleared, doors closed: what waited goes on. */
  readonly refill: () => void;
  /** At once, with whatever it is doing. Sheets that are out stay; jobs and their numbers are forgotten. */
  readonly powerCut: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** The network cable: the printer goes on printing, and nobody reaches it. */
  readonly unplug: () => Promise<void>;
  readonly plug: () => Promise<void>;
  /** Lets time pass, by so many looks. */
  readonly step: (times?: number) => void;
  /** Printer-state-reasons of one's own, with their endings: `toner-low-report`. */
  readonly setReasons: (...reasons: readonly string[]) => void;
  readonly setAcceptingJobs: (isAccepting: boolean) => void;
  /** Puts another value in place of a printer attribute; null takes it away. */
  readonly setAttribute: (name: string, values: readonly IppValue[] | null) => void;
  /** Refuses this paper although it lists it: in so many words, by a yes with small print, or that at Create-Job only. */
  readonly refuseMedia: (media: string, how?: 'openly' | 'quietly' | 'late') => void;
  /** Says nothing of this job attribute any more. */
  readonly hideJobAttribute: (name: string, where?: 'everywhere' | 'in-lists') => void;
  /** What it was last asked to do, by operation. */
  readonly heard: (operation: Operation) => IppMessage | undefined;
  /** Calls of each operation so far. */
  readonly calls: () => Readonly<Record<string, number>>;
  readonly close: () => Promise<void>;
}

/**
 * An IPP Everywhere printer on loopback, that does to each job what its plan says. Its time is the number of times it
 * was asked about itself or its jobs, so a test is as fast as it asks, and one seed gives one run. Like Debian's
 * ippeveprinter, and many small printers, it takes one job at a time (0x0507); a job's numbers start again with it.
 */
export const startIppDouble = async (options: {
  readonly random: Random;
  readonly formats?: readonly ('application/pdf' | 'image/pwg-raster')[];
  readonly isSecure?: boolean;
  /** Takes jobs while it prints, as printers with memory do. */
  readonly hasQueue?: boolean;
  /** 0, or nothing, for a free one. */
  readonly port?: number;
}): Promise<IppDouble> => {
  const { random, formats = ['application/pdf', 'image/pwg-raster'] } = options;
  const uuid = `urn:uuid:${random.uuid()}`;
  const machine = createMachine(random, () => void powerCut());
  const overrides = new Map<string, readonly IppValue[] | null>();
  const calls: Record<string, number> = {};
  const heard = new Map<number, IppMessage>();
  let plans: JobPlan[] = [];
  let reasons: readonly string[] = [];
  let isAcceptingJobs = true;
  let refused: { media: string; how: 'openly' | 'quietly' | 'late' } | null = null;
  let hidden: { name: string; where: 'everywhere' | 'in-lists' } | null = null;

  const attributesNow = (): IppAttributes => {
    const all = printerAttributes({ uri: socket.uri, uuid, formats, isAcceptingJobs, reasons, machine });
    for (const [name, values] of overrides) {
      if (values === null) all.delete(name);
      else all.set(name, values);
    }
    return all;
  };

  const validate = (request: IppMessage): Answer => {
    const checked = checkJob(request, attributesNow());
    const media = stringOf(groupOf(request, 'job'), 'media');
    if (refused === null || media !== refused.media) return checked;
    if (refused.how === 'openly') return refusal('client-error-attributes-or-values-not-supported');
    if (refused.how === 'late' && request.code === operations['validate-job']) return checked;
    const unsupported: IppGroup = { group: 'unsupported', attributes: new Map([['media', keyword(media)]]) };
    return { status: 'successful-ok-ignored-or-substituted-attributes', groups: [unsupported] };
  };

  const create = (request: IppMessage): Answer => {
    const checked = validate(request);
    if (!isSuccess(statusCodes[checked.status])) return checked;
    const [plan = {}, ...later] = plans;
    if ((plan.busy ?? 0) > 0) {
      plans = [{ ...plan, busy: (plan.busy ?? 0) - 1 }, ...later];
      return refusal('server-error-busy');
    }
    if (!options.hasQueue && machine.activeJob()) return refusal('server-error-busy');
    plans = later;
    const job = machine.create(stringOf(groupOf(request, 'operation'), 'job-name') ?? 'Untitled', plan);
    const groups = [...checked.groups, ...jobAnswer(job).groups];
    return { status: checked.status, groups, isLost: plan.loseAnswerOf === 'create' };
  };

  const send = async (request: IppMessage, isWhole: boolean): Promise<Answer> => {
    const job = jobOf(request);
    if (!job) return refusal('client-error-not-found');
    if (job.document) return refusal('server-error-multiple-document-jobs-not-supported');
    if (job.state !== 'pending-held') return refusal('client-error-not-possible');
    const format = stringOf(groupOf(request, 'operation'), 'document-format') ?? '';
    if (!formats.some((each) => each === format)) return refusal('client-error-document-format-not-supported');
    if (isFormat(request.data, format)) machine.take(job, request.data, await pagesOf(request.data, format));
    else machine.reject(job);
    return { ...jobAnswer(job), isLost: !isWhole || job.plan.loseAnswerOf === 'send' };
  };

  const cancel = (request: IppMessage): Answer => {
    const job = jobOf(request);
    if (!job) return refusal('client-error-not-found');
    if (isFinished(job)) return refusal('client-error-not-possible');
    machine.cancel(job);
    return done;
  };

  const listJobs = (request: IppMessage): Answer => {
    machine.step();
    const which = stringOf(groupOf(request, 'operation'), 'which-jobs') ?? 'not-completed';
    const found = machine.jobs().filter((job) => isFinished(job) === (which === 'completed'));
    return {
      status: 'successful-ok',
      groups: found.map((job) => ({ group: 'job', attributes: requested(request, attributesOf(job, true)) })),
    };
  };

  const jobOf = (request: IppMessage): MachineJob | undefined => {
    const id = integerOf(groupOf(request, 'operation'), 'job-id');
    return machine.jobs().find((job) => job.id === id);
  };
  const attributesOf = (job: MachineJob, isList = false): IppAttributes => {
    const all = jobAttributes(job, socket.uri, machine.upTime());
    return new Map([...all].filter(([name]) => name !== hidden?.name || (hidden.where === 'in-lists' && !isList)));
  };
  const jobAnswer = (job: MachineJob): Answer => ({
    status: 'successful-ok',
    groups: [{ group: 'job', attributes: attributesOf(job) }],
  });

  const answer = async (request: IppMessage, isWhole: boolean): Promise<Answer> => {
    const operation = Object.entries(operations).find(([, code]) => code === request.code)?.[0];
    heard.set(request.code, request);
    calls[operation ?? 'unknown'] = (calls[operation ?? 'unknown'] ?? 0) + 1;
    switch (operation) {
      case 'get-printer-attributes':
        machine.step();
        return {
          status: 'successful-ok',
          groups: [{ group: 'printer', attributes: requested(request, attributesNow()) }],
        };
      case 'validate-job':
        return validate(request);
      case 'create-job':
        return create(request);
      case 'send-document':
        return send(request, isWhole);
      case 'get-jobs':
        return listJobs(request);
      case 'get-job-attributes': {
        machine.step();
        const job = jobOf(request);
        return job
          ? { status: 'successful-ok', groups: [{ group: 'job', attributes: requested(request, attributesOf(job)) }] }
          : refusal('client-error-not-found');
      }
      case 'cancel-job':
        return cancel(request);
      default:
        return refusal('server-error-operation-not-supported');
    }
  };

  /** What has arrived of a request when the line breaks, or all of it. */
  const arrived = (body: Buffer): { readonly request: IppMessage; readonly isWhole: boolean } | null => {
    const message = decodeMessage(body);
    if (!message.ok) return null;
    const request = message.value;
    const isCut = request.code === operations['send-document'] && jobOf(request)?.plan.cutDocument === true;
    if (!isCut) return { request, isWhole: true };
    return { request: { ...request, data: request.data.subarray(0, request.data.length / 2) }, isWhole: false };
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = arrived(Buffer.concat(chunks));
    if (!asked) {
      response.writeHead(400).end();
      return;
    }
    const { status, groups, isLost } = await answer(asked.request, asked.isWhole);
    if (isLost) {
      response.destroy();
      return;
    }
    response.writeHead(200, { 'content-type': 'application/ipp' });
    response.end(
      encodeMessage({
        version: [2, 0],
        code: statusCodes[status],
        requestId: asked.request.requestId,
        groups: [{ group: 'operation', attributes: greeting }, ...groups],
        data: new Uint8Array(),
      }),
    );
  };

  const onRequest: RequestListener = (request, response) => {
    // A line that breaks from the other side is no news to a printer.
    serve(request, response).catch(() => response.destroy());
  };
  const socket = await createPrinterSocket(options.isSecure === true, random, onRequest, options.port ?? 0);

  const powerCut = async (): Promise<void> => {
    machine.forgetAll();
    await socket.hangUp();
  };

  return {
    uri: socket.uri,
    uuid,
    fingerprint: socket.fingerprint,
    paper: machine.sheets,
    documentOf: machine.documentOf,
    plan: (...next) => {
      plans.push(...next);
    },
    forgetPlans: () => {
      plans = [];
    },
    refill: machine.refill,
    powerCut,
    restart: socket.listen,
    unplug: socket.hangUp,
    plug: socket.listen,
    step: (times = 1) => {
      for (let time = 0; time < times; time += 1) machine.step();
    },
    setReasons: (...next) => {
      reasons = next;
    },
    setAcceptingJobs: (isAccepting) => {
      isAcceptingJobs = isAccepting;
    },
    setAttribute: (name, values) => {
      overrides.set(name, values);
    },
    refuseMedia: (media, how = 'openly') => {
      refused = { media, how };
    },
    hideJobAttribute: (name, where = 'everywhere') => {
      hidden = { name, where };
    },
    heard: (operation) => heard.get(operations[operation]),
    calls: () => ({ ...calls }),
    close: socket.hangUp,
  };
};
