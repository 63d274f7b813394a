import { setTimeout as sleep } from 'node:timers/promises';
import type { PlayedCentral } from '../../scripts/scenario/central/central.ts';
import type { MakeCentral } from '../../scripts/scenario/play/play.ts';
import { startCentral } from '../../src/central/central.ts';
import { startDecider } from '../../src/central/decide/decider.ts';
import { insertAreaChange } from '../../src/central/store/areas.ts';
import { insertOrders } from '../../src/central/store/policies.ts';
import { createVault } from '../../src/central/store/seal.ts';
import { createSystem } from '../../src/central/system.ts';
import type { MoverAnswer } from '../../src/shared/registry/answer.ts';
import { type DeadlinePolicy, defaultDeadlinePolicy } from '../../src/shared/registry/deadline-policy.ts';
import type { FilingId } from '../../src/shared/registry/ids.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import { type Cluster, openTestDatabase } from '../builders/central-database.ts';
import { untilDecided } from '../builders/central-setup.ts';
import { registerState, type State } from '../builders/central-state.ts';

/** The real central, on a PostgreSQL database of its own, behind HTTP. */
export const postgresCentral =
  (cluster: Cluster): MakeCentral =>
  async ({ seed, now }): Promise<PlayedCentral> => {
    // The decider looks for orders by itself now and then: here it needn't wait for that.
    const system = { ...createSystem(), now, sleep: (ms: number) => sleep(Math.min(ms, 20)) };
    const keys = system.makeKeys();
    const address = await cluster.createDatabase();
    const central = await startCentral({
      system,
      address,
      keys,
      profile: 'training',
      seed,
      issuer: '다온도',
      isRestored: false,
      listen: { port: 0 },
      startDecider,
      reached: () => undefined,
      log: () => undefined,
    });
    const database = openTestDatabase(address);
    const vault = createVault({ dataKey: keys.dataKey, randomBytes: system.randomBytes });
    let extensions: DeadlinePolicy['extensions'] = [];
    return {
      url: central.url,
      fetch: (url, init) => fetch(url, init),
      issueCode: central.issueCode,
      orderPolicy: async (office, policy) => void (await insertOrders(database, office, policy)),
      orderExtension: async (extension) => {
        extensions = [...extensions, extension];
        await insertOrders(database, 'all', { deadlines: { ...defaultDeadlinePolicy, extensions } });
      },
      changeAreas: async (change) => void (await insertAreaChange(database, change)),
      decided: () => untilDecided(database, now),
      register: async () => {
        const state = await registerState({ database, vault });
        return {
          residents: documents<Resident>(state, 'resident').map(([, resident]) => resident),
          households: documents<Household>(state, 'household').map(([, household]) => household),
          answers: new Map(
            documents<readonly MoverAnswer[]>(state, 'answer').map(([id, each]) => [id as FilingId, each]),
          ),
        };
      },
      close: async () => {
        await central.stop();
        await database.close();
      },
    };
  };

const documents = <T>(state: State, what: string): [id: string, document: T][] =>
  Object.entries(state).flatMap(([key, document]) => {
    const [kind, id = ''] = key.split(' ');
    return kind === what ? [[id, document as T]] : [];
  });
