import { createHash } from 'node:crypto';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import { Fingerprint, type PrinterProblem } from '../../../shared/registry/printer.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** As it goes into a request: with its leading slash. */
  readonly path: string;
  readonly isSecure: boolean;
}

/** `ipp://host/path` taken apart; the port of IPP is 631, secure or not. Null if it isn't such a uri. */
export const endpointOf = (uri: string): Endpoint | null => {
  const parts = /^(ipps?):\/\/(\[[^\]]+\]|[^/:]+)(?::(\d+))?(\/.*)?$/i.exec(uri);
  if (!parts) return null;
  const [, scheme = '', host = '', port = '631', path = '/'] = parts;
  if (Number(port) < 1 || Number(port) > 65_535) return null;
  return { host: host.replace(/^\[|\]$/g, ''), port: Number(port), path, isSecure: scheme.toLowerCase() === 'ipps' };
};

/**
 * A line to the printer, over which nothing has been sent yet: whatever fails here has sent nothing. Over ipps the
 * printer has shown the certificate that a person confirmed. Printers sign their own, so names, dates and authorities
 * count for nothing, and the fingerprint for everything.
 */
export const openLine = async (
  endpoint: Endpoint,
  fingerprint: Fingerprint | null,
  timeoutMs: number,
): Promise<Result<Socket, PrinterProblem>> => {
  const { host, port, isSecure } = endpoint;
  const socket: Socket | TLSSocket = isSecure
    ? connectTls({ host, port, rejectUnauthorized: false, ...(isIP(host) === 0 ? { servername: host } : {}) })
    : connect({ host, port });
  const failed = await opened(socket, isSecure ? 'secureConnect' : 'connect', timeoutMs);
  const problem = failed ?? (isSecure ? checkCertificate(socket as TLSSocket, fingerprint) : null);
  if (!problem) return ok(socket);
  socket.destroy();
  return err(problem);
};

/** Waits for the event, an error or the end of patience. */
const opened = (socket: Socket, event: string, timeoutMs: number): Promise<PrinterProblem | null> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => settle({ type: 'TimedOut' }), timeoutMs);
    const settle = (problem: PrinterProblem | null): void => {
      clearTimeout(timer);
      resolve(problem);
    };
    // It stays for as long as the socket does: an error that nobody listens to would end the process.
    socket.on('error', (error) => settle(problemOf(error)));
    socket.once('close', () => settle({ type: 'Unreachable', detail: 'ECONNRESET' }));
    socket.once(event, () => settle(null));
  });

const checkCertificate = (socket: TLSSocket, confirmed: Fingerprint | null): PrinterProblem | null => {
  const { raw } = socket.getPeerCertificate();
  // OpenSSL lets a server without a certificate through where none is demanded.
  if (!raw) return { type: 'NotAPrinter', detail: 'no certificate' };
  const fingerprint = Fingerprint.parse(createHash('sha256').update(raw).digest('hex'));
  if (fingerprint === confirmed) return null;
  return { type: confirmed === null ? 'CertificateUnknown' : 'CertificateChanged', fingerprint };
};

/** What a network error says about the printer. */
export const problemOf = (error: Error): PrinterProblem => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name;
  if (code === 'ETIMEDOUT') return { type: 'TimedOut' };
  // Something answered the handshake in another language.
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) return { type: 'NotAPrinter', detail: code };
  if (code.startsWith('HPE_')) return { type: 'NotAPrinter', detail: code };
  return { type: 'Unreachable', detail: code };
};
