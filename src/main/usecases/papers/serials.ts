import { FilingId } from '../../../shared/registry/ids.ts';
import type { System } from '../../system.ts';
import type { OpenOffice } from '../session.ts';

/** Below this many central is asked for more, and for this many: weeks of an office's papers, offline or not. */
const lowWater = 100;
const wanted = 500;

/** Asks central for serials before they run out. Asked once until it answers. */
export const requestSerialsIfLow = async (
  { replica, official }: OpenOffice,
  { newId }: Pick<System, 'newId'>,
): Promise<void> => {
  await replica.act(() => {
    const ledger = replica.ledger();
    const left = ledger.serialsLeft();
    const act = {
      kind: 'serialsRequested',
      id: FilingId.parse(newId()),
      actor: official.id,
      role: official.role,
      purpose: 'serials',
      subject: null,
      body: { v: 1, left, wanted },
    } as const;
    const isNeeded = left < lowWater && !ledger.isRequestOpen();
    return { ok: true, value: { act: isNeeded ? act : null, value: null } };
  });
};
