import { openReplica } from '../../src/main/replica/replica.ts';
import { dieAt, realSystem } from '../../src/main/system.ts';

/** Hears from central what day it is, and kills itself where it is told to: a crash test's victim. */
const [folder = '', hex = '', step = '', at = ''] = process.argv.slice(2);
const system = { ...realSystem(dieAt(step)), now: () => Date.parse(at) };
const opened = await openReplica({ folder, profile: 'training', system }, Buffer.from(hex, 'hex'));
if (!opened.ok) throw new Error(opened.error.type);
const replica = opened.value;
await replica.foldItems([], { tail: { signed: '{}', signature: '' }, upToDateAt: at });
await replica.upkeep();
await replica.close();
