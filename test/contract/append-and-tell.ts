import { openReplica } from '../../src/main/replica/replica.ts';
import { realSystem } from '../../src/main/system.ts';
import type { Act } from '../../src/shared/contract/entry.ts';
import { ok } from '../../src/shared/contract/result.ts';

/** Appends acts until it is told otherwise, and says of each what came of it: the victim of a disk with errors. */
const [folder = '', key = '', wanted = '1'] = process.argv.slice(2);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const system = realSystem(() => undefined);
const replica = await openReplica({ folder, profile: 'training', system }, Buffer.from(key, 'hex'));
if (!replica.ok) {
  say(`open ${replica.error.type}`);
  process.exit(0);
}
say('open ok');
for (let nth = 0; nth < Number(wanted); nth += 1) {
  const id = system.newId();
  const act = {
    kind: 'residentViewed',
    id,
    actor: 'solnae-clerk-1',
    role: 'clerk',
    purpose: 'counter',
    subject: null,
    body: { v: 1, resident: system.newId() },
  } as unknown as Act;
  const said = await replica.value
    .act(() => ok({ act, value: null }))
    .then(
      () => 'ok',
      (error: unknown) => `refused ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}`,
    );
  say(`${id} ${said}`);
}
process.exit(0);
