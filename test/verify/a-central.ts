import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sign } from '../../src/shared/contract/signed.ts';
import { paths } from '../../src/shared/contract/sync.ts';
import { type KeyBundle, type VerifyAnswer, VerifyRequest } from '../../src/shared/contract/verify.ts';
import { type AKey, root, signedAnswer, signedBundle, someAnswer, someClaims } from './a-certificate.ts';

/** What the double answers. Tests change it while it runs. */
export interface CentralSays {
  key: AKey;
  bundle: Partial<KeyBundle>;
  answer: Partial<VerifyAnswer>;
  /** Replaces the whole body: a log-in page, an old answer. */
  body: string | null;
  status: number;
}

export interface ACentral extends AsyncDisposable {
  readonly url: string;
  readonly says: CentralSays;
  /** The bodies of all questions so far. */
  readonly asked: readonly VerifyRequest[];
  /** The bodies of all answers so far. */
  readonly answered: readonly string[];
}

/** The public side of a central, on loopback: it signs what a test tells it to say. */
export const aCentral = async (): Promise<ACentral> => {
  const says: CentralSays = { key: root, bundle: {}, answer: {}, body: null, status: 200 };
  const asked: VerifyRequest[] = [];
  const answered: string[] = [];
  const answerTo = (path: string, body: string): string => {
    if (says.body !== null) return says.body;
    if (path === paths.keyBundle) return signedBundle(says.bundle, says.key);
    if (path === paths.identity) {
      const centralKey = Buffer.from(says.key.publicKey).toString('base64url');
      const identity = { type: 'central', centralKey, profile: 'production', at: '2026-11-22T00:00:00.000Z' };
      return JSON.stringify(sign(identity, says.key.signText));
    }
    const request = VerifyRequest.parse(JSON.parse(body));
    asked.push(request);
    const { documentNumber } = 'documentNumber' in request ? request : someClaims();
    return JSON.stringify(signedAnswer(someAnswer({ documentNumber, nonce: request.nonce, ...says.answer }), says.key));
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    // The page asks from a file or from another host, as anybody may.
    const cors = { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'content-type' };
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'OPTIONS') return response.writeHead(204, cors).end();
      const body = answerTo(request.url ?? '', Buffer.concat(chunks).toString());
      answered.push(body);
      return response.writeHead(says.status, { 'content-type': 'application/json', ...cors }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    says,
    asked,
    answered,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
};
