import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Random } from '../builders/random.ts';
import { selfSignedCertificate } from './ipp-printer-tls.ts';

/**
 * The printer's end of the network: one port on loopback for its whole life, on which it listens or doesn't.
 *
 * @param wanted 0 for a free one
 */
export const createPrinterSocket = async (
  isSecure: boolean,
  random: Random,
  serve: RequestListener,
  wanted: number,
) => {
  const identity = isSecure ? selfSignedCertificate('double.invalid', random) : null;
  const server = identity
    ? createSecureServer({ key: identity.key, cert: identity.certificate }, serve)
    : createServer(serve);
  // Lines to a printer without power end without a word.
  server.on('clientError', (_, socket) => socket.destroy());
  let port = wanted;

  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        port = (server.address() as AddressInfo).port;
        resolve();
      });
    });

  const hangUp = (): Promise<void> =>
    new Promise((resolve) => {
      if (!server.listening) {
        resolve();
        return;
      }
      server.close(() => resolve());
      server.closeAllConnections();
    });

  await listen();
  return {
    uri: `${isSecure ? 'ipps' : 'ipp'}://127.0.0.1:${port}/ipp/print`,
    fingerprint: identity?.fingerprint ?? null,
    listen,
    hangUp,
  };
};
