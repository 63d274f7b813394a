import { afterAll, beforeAll, expect } from 'vitest';
import { type Cluster, startCluster } from './central-database.ts';
import { createClock, setupCentral, type TestCentral } from './central-setup.ts';
import { type Desk, enrolDesk, manyFamilies, signAs } from './desk.ts';
import { createRandom, type Random } from './random.ts';

export const at = '2026-08-10T03:00:00.000Z';

/** Central, and two desks of an office: to one of them is lied, and the other one hears nothing but the truth. */
export interface LiedTo {
  readonly random: Random;
  readonly central: TestCentral;
  readonly desk: Desk;
  readonly neighbour: Desk;
  /** What the liar says who has central's key: a fault of central's own is played. */
  readonly saidByCentral: (
    statement: { readonly type: string; readonly [field: string]: unknown },
    status?: number,
  ) => Response;
  /** Enrols another desk, to which is lied from then on; the one before is closed. */
  readonly newDesk: () => Promise<void>;
  /** With the honest network back, one sync sends what there is, and the next one has the answers to it. */
  readonly expectInOrder: (filings: readonly string[]) => Promise<void>;
}

/** For the tests of a file, or of a group in it. What has to be enrolled before each test, the test enrols. */
export const liedToDesk = (): LiedTo => {
  const random = createRandom(419);
  let cluster: Cluster;
  let central: TestCentral;
  let desk: Desk;
  let neighbour: Desk;
  beforeAll(async () => {
    cluster = await startCluster();
    central = await setupCentral(cluster, { families: manyFamilies, clock: createClock('2026-08-10') });
    neighbour = await enrolDesk({ central, random });
    desk = await enrolDesk({ central, random });
  });
  afterAll(async () => {
    await desk.close();
    await neighbour.close();
    await central[Symbol.asyncDispose]();
    await cluster.stop();
  });
  return {
    random,
    get central() {
      return central;
    },
    get desk() {
      return desk;
    },
    get neighbour() {
      return neighbour;
    },
    saidByCentral: (statement, status = 200) => new Response(JSON.stringify(signAs(central)(statement)), { status }),
    newDesk: async () => {
      await desk.close();
      desk = await enrolDesk({ central, random });
    },
    expectInOrder: async (filings) => {
      desk.network.straighten();
      expect(await desk.sync()).toMatchObject({ ok: true });
      await central.decided();
      expect(await desk.sync()).toMatchObject({ ok: true });
      const status = await desk.status();
      expect(status).toMatchObject({ unsent: 0, link: { state: 'online', error: null } });
      const states = new Map(desk.filings().map(({ id, state }) => [id as string, state]));
      for (const id of filings) expect(states.get(id)).toBe('answered');
      // The other desk of the office has heard nothing but the truth.
      expect(await neighbour.sync()).toMatchObject({ ok: true });
      expect(desk.running.dump()).toEqual(neighbour.running.dump());
      expect(status.position).toEqual((await neighbour.status()).position);
    },
  };
};
