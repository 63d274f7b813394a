import type { PlayedCentral } from '../central/central.ts';
import type { PlayedDesk } from './desk.ts';

/** Everything settles within a few rounds; what goes on for so many never will. */
const mostRounds = 30;

/** The desks of a run with central between them: who can talk, and in which order. */
export const createNetwork = (
  central: PlayedCentral,
  desks: readonly PlayedDesk[],
  paperDesks: ReadonlySet<PlayedDesk>,
) => {
  /** One cycle of a desk; true if anything went over the line. */
  const syncOnce = async (desk: PlayedDesk): Promise<boolean> => {
    const synced = await desk.open().sync.now();
    if (!desk.isUp) return false;
    if (!synced.ok) throw new Error(`${desk.desk.name} can’t sync: ${JSON.stringify(synced.error)}`);
    await central.decided();
    if (paperDesks.has(desk)) await desk.settleAccounts();
    return synced.value.sent + synced.value.received > 0 || desk.open().replica.unsentCount() > 0;
  };
  const settle = async (some: readonly PlayedDesk[]): Promise<void> => {
    for (let round = 0; round < mostRounds; round += 1) {
      let isMoving = false;
      for (const desk of some) if (desk.isUp && (await syncOnce(desk))) isMoving = true;
      if (!isMoving) return;
    }
    throw new Error('the offices never come to rest');
  };
  return {
    syncOnce,
    /** Everybody whose link is up talks to central until nobody has anything new: as they do by themselves. */
    settle: () => settle(desks),
    /** The links come back, and each of these sends what it has before the next one does. */
    mend: async (some: readonly PlayedDesk[]): Promise<void> => {
      for (const desk of some) {
        desk.isUp = true;
        await settle([desk]);
      }
      await settle(desks);
    },
    /** They find out that nobody answers. */
    cut: async (some: readonly PlayedDesk[]): Promise<void> => {
      await settle(desks);
      for (const desk of some) {
        desk.isUp = false;
        await syncOnce(desk);
      }
    },
  };
};
export type Network = ReturnType<typeof createNetwork>;
