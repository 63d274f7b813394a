import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { Fingerprint, PrinterProblem } from '../../../shared/registry/printer.ts';
import { groupOf, string } from './attributes.ts';
import { decodeMessage } from './decode.ts';
import { encodeMessage } from './encode.ts';
import { type Endpoint, endpointOf, openLine, problemOf } from './line.ts';
import type { IppAttributes, IppGroup, IppMessage, IppVersion } from './message.ts';
import { isSuccess, type Operation, operations, statusCodes, statusKeyword } from './operations.ts';

/** The longest answer that is read. A printer with every attribute and a long list of media comes to some 200 KB. */
const maxAnswerBytes = 4 * 1024 * 1024;

export interface IppTimeouts {
  /** Until the line stands, handshake included. Milliseconds, as all of these. */
  readonly connect: number;
  /** For a request without a document, from the first byte sent to the last of the answer. */
  readonly answer: number;
  /** For a document: without a byte moving either way. A printer takes the rest only when it has room. */
  readonly stalled: number;
  /** For a document, altogether. */
  readonly document: number;
}

const ippTimeouts: IppTimeouts = { connect: 5_000, answer: 20_000, stalled: 120_000, document: 1_800_000 };

export interface IppRequest {
  readonly operation: Operation;
  /** Operation attributes after charset, language and printer-uri, in order. */
  readonly attributes: IppAttributes;
  readonly job?: IppAttributes;
  readonly document?: Uint8Array;
}

/** `nothing-sent`: not one byte of the request has left. */
export type IppError = PrinterProblem & { readonly sent: 'nothing-sent' | 'maybe' };

export interface IppClient {
  /** Sends one request and gives the answer, if the printer says that it did what was asked. */
  readonly ask: (request: IppRequest) => Promise<Result<IppMessage, IppError>>;
}

/**
 * Speaks IPP over HTTP, each request on a line of its own: printers end lines when they like, and what is written to a
 * line that has just ended may or may not have arrived.
 */
export const createIppClient = (deps: {
  readonly uri: string;
  /** For ipps: of the confirmed certificate. */
  readonly fingerprint: Fingerprint | null;
  readonly timeouts?: IppTimeouts;
}): IppClient => {
  const timeouts = deps.timeouts ?? ippTimeouts;
  const endpoint = endpointOf(deps.uri);
  let version: IppVersion = [2, 0];
  let lastRequestId = 0;

  const askOnce = async (request: IppRequest): Promise<Result<IppMessage, IppError>> => {
    if (!endpoint) return err({ type: 'NotAPrinter', detail: 'no ipp uri', sent: 'nothing-sent' });
    lastRequestId = (lastRequestId % 0x7fff_ffff) + 1;
    const requestId = lastRequestId;
    const body = encodeMessage({
      version,
      code: operations[request.operation],
      requestId,
      groups: groupsFor(deps.uri, request),
      data: request.document ?? new Uint8Array(),
    });
    const line = await openLine(endpoint, deps.fingerprint, timeouts.connect);
    if (!line.ok) return err({ ...line.error, sent: 'nothing-sent' });
    const answer = await post(line.value, endpoint, body, timeouts, request.document !== undefined);
    line.value.destroy();
    const message = answer.ok ? messageOf(answer.value, requestId) : answer;
    return message.ok ? message : err({ ...message.error, sent: 'maybe' });
  };

  return {
    ask: async (request) => {
      const first = await askOnce(request);
      const isTooNew = !first.ok && first.error.type === 'Refused' && first.error.status === versionNotSupported;
      if (!isTooNew || version[0] === 1) return first;
      // An old printer; it has refused the request as a whole, so sending it again sends it once.
      version = [1, 1];
      return askOnce(request);
    },
  };
};

const versionNotSupported = statusCodes['server-error-version-not-supported'];

const groupsFor = (uri: string, { attributes, job }: IppRequest): IppGroup[] => {
  // Charset, language and target come first, in this order (RFC 8011, 4.1.4 and 4.1.5).
  const operation = new Map([
    ['attributes-charset', string('charset', 'utf-8')],
    ['attributes-natural-language', string('naturalLanguage', 'en')],
    ['printer-uri', string('uri', uri)],
    ...attributes,
  ]);
  return [{ group: 'operation', attributes: operation }, ...(job ? [{ group: 'job', attributes: job } as const] : [])];
};

interface HttpAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Uint8Array;
}

const post = (
  line: Socket,
  endpoint: Endpoint,
  body: Uint8Array,
  timeouts: IppTimeouts,
  isDocument: boolean,
): Promise<Result<HttpAnswer, PrinterProblem>> =>
  new Promise((resolve) => {
    const settle = (outcome: Result<HttpAnswer, PrinterProblem>): void => {
      clearTimeout(timer);
      resolve(outcome);
      request.destroy();
    };
    const timer = setTimeout(() => settle(err({ type: 'TimedOut' })), isDocument ? timeouts.document : timeouts.answer);
    const request = httpRequest({
      createConnection: () => line,
      method: 'POST',
      host: endpoint.host,
      port: endpoint.port,
      path: endpoint.path,
      headers: {
        'content-type': 'application/ipp',
        'content-length': body.length,
        accept: 'application/ipp',
        connection: 'close',
      },
    });
    if (isDocument) line.setTimeout(timeouts.stalled, () => settle(err({ type: 'TimedOut' })));
    request.on('error', (error) => settle(err(problemOf(error))));
    // A printer may answer before it has read everything: to refuse, say. Its answer counts, not the broken line.
    request.on('response', (response) => {
      void readBody(response).then((read) =>
        settle(
          read.ok
            ? ok({
                status: response.statusCode ?? 0,
                contentType: response.headers['content-type']?.toLowerCase() ?? '',
                body: read.value,
              })
            : read,
        ),
      );
    });
    request.end(body);
  });

const readBody = async (response: IncomingMessage): Promise<Result<Uint8Array, PrinterProblem>> => {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      length += chunk.length;
      if (length > maxAnswerBytes) return err({ type: 'NotAPrinter', detail: 'too long an answer' });
      chunks.push(chunk);
    }
  } catch (error) {
    return err(problemOf(error instanceof Error ? error : new Error('unknown')));
  }
  return ok(Buffer.concat(chunks));
};

/** Holds the answer against everything that isn't this printer's answer to this request. */
const messageOf = (answer: HttpAnswer, requestId: number): Result<IppMessage, PrinterProblem> => {
  const { status, contentType, body } = answer;
  if (status === 401 || status === 403) {
    const code = statusCodes[status === 401 ? 'client-error-not-authenticated' : 'client-error-forbidden'];
    return err({ type: 'Refused', status: code, keyword: statusKeyword(code) });
  }
  if (status !== 200) return err({ type: 'NotAPrinter', detail: `HTTP ${status}` });
  // Some leave the type out; a log-in page never does.
  if (contentType !== '' && !/^application\/(?:ipp|octet-stream)\s*(?:;|$)/.test(contentType))
    return err({ type: 'NotAPrinter', detail: contentType.split(';')[0]?.slice(0, 60) ?? '' });
  const message = decodeMessage(body);
  if (!message.ok) return err({ type: 'NotAPrinter', detail: `IPP: ${message.error.why}` });
  // A printer that can't read the request at all answers with the number 0.
  const isForUs =
    message.value.requestId === requestId || (message.value.requestId === 0 && !isSuccess(message.value.code));
  if (!isForUs) return err({ type: 'NotAPrinter', detail: 'an answer to another request' });
  if (groupOf(message.value, 'operation').size === 0) return err({ type: 'NotAPrinter', detail: 'IPP: no charset' });
  if (isSuccess(message.value.code)) return message;
  return err({ type: 'Refused', status: message.value.code, keyword: statusKeyword(message.value.code) });
};
