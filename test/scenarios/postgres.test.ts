import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playFile } from '../../scripts/scenario/play-file.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import { postgresCentral } from './postgres-central.ts';

const folder = new URL('./', import.meta.url);

/** `npm test` takes these three: moves that meet, papers, and what central does by itself. `npm run soak` takes all. */
const few = ['both-parents-take-child.yaml', 'papers-offline.yaml', 'village-split.yaml'];
const files = process.env['RRS_SCENARIOS'] === 'all' ? globSync('*.yaml', { cwd: folder }).toSorted() : few;

let cluster: Cluster;
beforeAll(async () => {
  cluster = await startCluster();
});
afterAll(() => cluster.stop());

describe('central in memory', () => {
  test.each(files)('%s ends as with the real central on PostgreSQL', async (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const inMemory = await playFile(text, file);
    const onPostgres = await playFile(text, file, { makeCentral: postgresCentral(cluster) });
    expect(onPostgres).toEqual(inMemory);
    expect(onPostgres).toMatchObject({ type: 'played', result: { ok: true } });
  });
});
