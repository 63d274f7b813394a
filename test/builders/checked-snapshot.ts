import { createHash, generateKeyPairSync, sign as signBytes } from 'node:crypto';
import { zstdCompressSync } from 'node:zlib';
import { sign } from '../../src/shared/contract/signed.ts';
import type { SnapshotEnd, SnapshotStart } from '../../src/shared/contract/sync.ts';
import type { Township } from './township.ts';

/** Central's key, for tests that play central. */
export const aCentralKey = (): { readonly publicKey: string; readonly sign: (text: string) => string } => {
  const pair = generateKeyPairSync('ed25519');
  return {
    publicKey: pair.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
    sign: (text) => signBytes(null, Buffer.from(text), pair.privateKey).toString('base64url'),
  };
};

export const startPosition = { epoch: 1, seq: 0, hash: '0'.repeat(64) };

/** The snapshot of the township's one office as central sends it: NDJSON under zstd, signed at its end. */
export const snapshotBytes = (township: Township, signText: (text: string) => string): Buffer => {
  const [office] = township.offices;
  if (!office) throw new Error('a township has an office');
  const at = '2026-11-22T00:00:00.000Z';
  const start: SnapshotStart = {
    v: 1,
    type: 'snapshot-start',
    office,
    officials: [...township.officials],
    position: startPosition,
    at,
  };
  const lines = [
    JSON.stringify(start),
    ...township.households.map((household) => JSON.stringify({ row: 'household', household })),
    ...township.residents.map((resident) => JSON.stringify({ row: 'resident', resident })),
  ];
  const rows = `${lines.join('\n')}\n`;
  const end: SnapshotEnd = {
    type: 'snapshot-end',
    office: office.id,
    position: startPosition,
    sha256: createHash('sha256').update(rows).digest('hex'),
    rows: lines.length - 1,
    at,
  };
  return zstdCompressSync(Buffer.from(`${rows}${JSON.stringify(sign(end, signText))}\n`));
};
