import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyCode } from '../../src/shared/code/verify-code.ts';
import { paths } from '../../src/shared/contract/sync.ts';
import { createNodeCrypto } from '../../src/verify/node-crypto.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import {
  aNonce,
  claimsOf,
  createVisitor,
  issue,
  overtake,
  type Paper,
  requestSerials,
  reserve,
  serialAt,
  signedCode,
  spoil,
  step,
} from '../builders/central-papers.ts';
import { setupCentral, type TestCentral } from '../builders/central-setup.ts';
import { day, solnae } from '../builders/registry.ts';

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

const at = { office: solnae, epoch: 1 };

const visitorAt = ({ central, keys }: TestCentral) => createVisitor(central.url, keys);

const byNumber = ({ body }: Paper) => ({ documentNumber: body.documentNumber });
const byCode = ({ body }: Paper) => ({ code: body.code ?? '' });

describe('a paper that anybody asks about', () => {
  test('stands as its entries say, by number and by code alike', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    requestSerials(device, 10);
    const serials = [1, 2, 3, 4, 5].map((n) => reserve(device, serialAt(at, n)));
    const [issued, spoiled, old, overtaken, withdrawn] = serials;
    if (!issued || !spoiled || !old || !overtaken || !withdrawn) throw new Error('five papers');
    for (const paper of [issued, old, overtaken, withdrawn]) issue(device, paper);
    spoil(device, spoiled);
    spoil(device, withdrawn, 'withdrawn');
    overtake(device, overtaken, { since: day('2026-08-01'), what: 'moved' });
    const next = reserve(device, serialAt(at, 6), {
      replaces: { certificate: old.id, serial: old.serial, why: 'misprinted', sheets: 1, note: '얼룩' },
    });
    issue(device, next);
    await client.push(0);
    await central.decided();

    const visitor = visitorAt(central);
    const facts = (paper: Paper) => ({
      type: 'verification',
      documentNumber: paper.body.documentNumber,
      serial: paper.serial,
      kind: 'abstract',
      issuedOn: '2026-08-03',
      validUntil: '2026-11-01',
      pages: 2,
      holderMasked: '김*나',
      office: solnae,
      officeName: '솔내면',
      at: '2026-08-03T03:00:00.000Z',
    });
    for (const by of [byNumber, byCode]) {
      expect(await visitor.verify(by(issued))).toEqual({
        ...facts(issued),
        v: 1,
        nonce: expect.any(String),
        state: 'issued',
      });
      expect(await visitor.verify(by(next))).toMatchObject({ ...facts(next), state: 'issued' });
      expect(await visitor.verify(by(spoiled))).toMatchObject({ ...facts(spoiled), state: 'void' });
      expect(await visitor.verify(by(withdrawn))).toMatchObject({ ...facts(withdrawn), state: 'void' });
      expect(await visitor.verify(by(old))).toMatchObject({ ...facts(old), state: 'replaced' });
      expect(await visitor.verify(by(overtaken))).toMatchObject({
        ...facts(overtaken),
        state: 'overtaken',
        overtaken: { since: '2026-08-01', what: 'moved' },
      });
    }
    // And so says a verifier that knows nothing but central's key.
    const bundle = await visitor.bundle();
    const verdicts = [];
    for (const paper of [issued, spoiled, old, overtaken, withdrawn]) {
      const online = await visitor.verify(byCode(paper));
      const code = { text: paper.body.code ?? '', bundle, today: day('2026-08-03') };
      for (const each of [online, 'not-asked'] as const)
        verdicts.push((await verifyCode(createNodeCrypto(), { ...code, online: each })).type);
    }
    const expected = ['genuine', 'revoked', 'replaced', 'overtaken', 'revoked'];
    expect(verdicts).toEqual(expected.flatMap((type) => [type, type]));
  });

  test('is unknown while its end may still be at the device, and not issued once it would be here', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    const [paper, doubtful, never] = [1, 2, 3].map((n) => reserve(device, serialAt(at, n)));
    if (!paper || !doubtful || !never) throw new Error('three papers');
    step(device, doubtful, { to: 'suspect', why: 'count-differs', impressions: 1, detail: '' });
    const visitor = visitorAt(central);
    // Issued without the network: central has heard nothing.
    expect(await visitor.verify(byCode(paper))).toEqual({
      type: 'verification',
      v: 1,
      nonce: expect.any(String),
      documentNumber: paper.body.documentNumber,
      state: 'unknown',
      at: expect.any(String),
    });
    // Central has the reservation; then the link breaks, and the paper is handed over.
    await client.push(0);
    await central.decided();
    for (const each of [paper, doubtful, never]) {
      const answer = await visitor.verify(byNumber(each));
      expect(answer).toMatchObject({ state: 'unknown' });
      expect(answer.serial).toBeUndefined();
    }
    const online = await visitor.verify(byCode(paper));
    const verdict = await verifyCode(createNodeCrypto(), {
      text: paper.body.code ?? '',
      bundle: await visitor.bundle(),
      today: day('2026-08-03'),
      online,
    });
    expect(verdict).toMatchObject({ type: 'genuine', warnings: expect.arrayContaining(['register-does-not-know']) });

    // The next day the device is back, and nothing of it is unsent: what it has not issued by now, it did not issue then.
    central.clock.setDay('2026-08-04');
    issue(device, paper);
    await client.push(4);
    await central.decided();
    await client.feed({ epoch: 1, seq: 0, hash: '0'.repeat(64) }, 1, device.entries.length);
    expect(await visitor.verify(byNumber(paper))).toMatchObject({ state: 'issued', serial: paper.serial });
    for (const each of [doubtful, never]) {
      const answer = await visitor.verify(byNumber(each));
      expect(answer).toMatchObject({ state: 'not-issued', documentNumber: each.body.documentNumber });
      expect(answer.serial).toBeUndefined();
    }
  });

  test('is told apart by its serial from another with the same number', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    const first = reserve(device, serialAt(at, 1));
    const second = reserve(device, serialAt(at, 2), { documentNumber: first.body.documentNumber });
    issue(device, first);
    issue(device, second);
    spoil(device, second, 'withdrawn');
    await client.push(0);
    await central.decided();
    const visitor = visitorAt(central);
    const codeOf = (paper: Paper): string => signedCode(device, claimsOf(paper.body));
    expect(await visitor.verify({ code: codeOf(first) })).toMatchObject({ state: 'issued', serial: first.serial });
    expect(await visitor.verify({ code: codeOf(second) })).toMatchObject({ state: 'void', serial: second.serial });
  });
});

describe('a question', () => {
  test('with a code that no device of central signed is answered as one about nothing', async () => {
    await using central = await setupCentral(cluster);
    const { device, client } = await central.deviceAt(solnae);
    const paper = reserve(device, serialAt(at, 1));
    issue(device, paper);
    await client.push(0);
    await central.decided();
    const visitor = visitorAt(central);
    await using other = await setupCentral(cluster);
    const stranger = (await other.deviceAt(solnae)).device;
    const text = paper.body.code ?? '';
    const codes = [
      'hello',
      'RRS1:',
      'RRS1:ABC',
      // Signed by a device of another central, as all codes of the other profile are.
      signedCode(stranger, claimsOf(paper.body)),
      signedCode(stranger, claimsOf(paper.body, { profile: 'production' })),
      `${text.slice(0, -3)}${text.endsWith('AAA') ? 'BBB' : 'AAA'}`,
    ];
    for (const code of codes)
      expect(await visitor.verify({ code }), code.slice(0, 20)).toMatchObject({
        state: 'unknown',
        documentNumber: null,
      });
    expect(await visitor.verify({ code: text })).toMatchObject({ state: 'issued' });
  });

  test('asked again with the same nonce is answered again with it, and one of another form is refused', async () => {
    await using central = await setupCentral(cluster);
    const visitor = visitorAt(central);
    const nonce = aNonce();
    const ask = { v: 1, nonce, documentNumber: '1234567890123456' };
    for (let time = 0; time < 2; time += 1) {
      const { signed } = (await (await visitor.post(ask)).json()) as { signed: string };
      expect(JSON.parse(signed)).toMatchObject({ nonce, state: 'unknown', documentNumber: '1234567890123456' });
    }
    for (const wrong of [
      '',
      '{',
      { ...ask, nonce: 'short' },
      { ...ask, documentNumber: '1' },
      { ...ask, code: 'RRS1:A' },
    ]) {
      const response = await visitor.post(wrong);
      expect(response.status).toBe(400);
      expect(await visitor.refusal(response)).toMatchObject({ code: 'bad-request' });
    }
    const long = await visitor.post({ ...ask, nonce: aNonce(), more: 'x'.repeat(8_192) });
    expect(long.status).toBe(413);
    expect(await visitor.refusal(long)).toMatchObject({ code: 'bad-request' });
  });

  test('too many from one address are sent away for a while; others are answered meanwhile', async () => {
    await using central = await setupCentral(cluster);
    const visitor = visitorAt(central);
    const ask = (from: string): Promise<Response> =>
      visitor.post({ v: 1, nonce: aNonce(), documentNumber: '1234567890123456' }, { 'x-forwarded-for': from });
    // What a visitor writes before the proxy's own word counts for nothing; neither does the end of an IPv6 address.
    for (let nth = 0; nth < 60; nth += 1) expect((await ask(`10.0.0.${nth}, 192.0.2.7`)).status).toBe(200);
    for (let nth = 0; nth < 60; nth += 1) expect((await ask(`2001:db8::${nth.toString(16)}`)).status).toBe(200);
    for (const from of ['192.0.2.7', '10.9.9.9, 192.0.2.7', '2001:db8:0:0:ffff::1']) {
      const response = await ask(from);
      expect(response.status).toBe(429);
      expect(response.headers.get('retry-after')).toBe('1');
      expect(await visitor.refusal(response)).toMatchObject({ code: 'busy' });
    }
    expect((await ask('192.0.2.8')).status).toBe(200);
    expect((await ask('2001:db8:0:1::1')).status).toBe(200);
    // Devices are not visitors.
    const { client } = await central.deviceAt(solnae);
    expect((await client.push(0)).receipts).toEqual([]);
    // The whole bundle counts as a question too.
    expect((await visitor.bundleText({ 'x-forwarded-for': '192.0.2.7' })).status).toBe(429);
    central.clock.setDay('2026-08-04');
    expect((await ask('192.0.2.7')).status).toBe(200);
  });

  test('may come from a page of somebody else', async () => {
    await using central = await setupCentral(cluster);
    const visitor = visitorAt(central);
    const preflight = await fetch(`${central.central.url}${paths.verify}`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
    const answer = await visitor.post({ v: 1, nonce: aNonce(), documentNumber: '1234567890123456' });
    for (const { headers } of [preflight, answer, await visitor.bundleText()])
      expect(headers.get('access-control-allow-origin')).toBe('*');
  });
});
