import { openReplica } from '../../src/main/replica/replica.ts';
import { dieAt, realSystem } from '../../src/main/system.ts';

/** Opens a device's file, which migrates it, and kills itself where it is told to: the crash test's victim. */
const [folder = '', key = '', step = ''] = process.argv.slice(2);
const replica = await openReplica(
  { folder, profile: 'training', system: realSystem(dieAt(step)) },
  Buffer.from(key, 'hex'),
);
if (!replica.ok) throw new Error(replica.error.type);
await replica.value.close();
