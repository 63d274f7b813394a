import { parentPort, workerData } from 'node:worker_threads';
import { openReadOnly } from '../../../src/main/replica/open-file.ts';
import { createSearch } from '../../../src/main/replica/search.ts';
import { createCentralClient } from '../../../src/main/sync/central-client.ts';
import { verifierOf } from '../../../src/main/sync/keys.ts';
import { fetchSnapshot } from '../../../src/main/sync/take-snapshot.ts';
import { aCentralKey, snapshotBytes } from '../../builders/checked-snapshot.ts';
import { aTownship } from '../../builders/township.ts';
import { aReplica, key, system } from './files.ts';
import { firstSyncSize } from './first-sync.ts';

const { home } = workerData as { home: string };
const township = aTownship(firstSyncSize);
const centralKey = aCentralKey();
const bytes = snapshotBytes(township, centralKey.sign);
const replica = await aReplica(home, centralKey.publicKey);
const verify = verifierOf(centralKey.publicKey);
const central = createCentralClient({
  url: () => 'http://127.0.0.1:1',
  verify,
  signer: null,
  system,
  fetch: async () => new Response(new Uint8Array(bytes), { headers: { etag: '"1"' } }),
});
const [office] = township.offices;
const [someone] = township.residents;
if (!office || !someone) throw new Error('a township has an office and residents');

parentPort?.postMessage('start');
const start = performance.now();
const snapshot = await fetchSnapshot(central, verify, office.id, () => undefined);
if (!snapshot.ok) throw new Error(JSON.stringify(snapshot.error));
await replica.loadSnapshot(snapshot.value);
const reader = openReadOnly(replica.file(), key, 'training');
if (!reader.ok) throw new Error(reader.error.type);
if (createSearch(reader.value)(someone.name, null).rows.length === 0) throw new Error('nobody is found');
const elapsed = performance.now() - start;
reader.value.close();
await replica.close();
parentPort?.postMessage(elapsed);
