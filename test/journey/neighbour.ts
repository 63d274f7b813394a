import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { clerkOf } from '../../scripts/demo/story.ts';
import { makeEnrolmentCode } from '../../scripts/run/central-process.ts';
import { type OfficeProcess, startOfficeProcess } from '../../scripts/run/office-process.ts';
import { until } from '../../scripts/run/until.ts';
import { valueOf } from '../../scripts/run/value-of.ts';
import { FilingId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { JourneyDesk } from './desk.ts';

/** The office next door, without a window, so that a journey can see what others see of what was done here. */
export const openNeighbour = async (desk: JourneyDesk): Promise<OfficeProcess> => {
  const { around, folders, township, neighbour } = desk;
  const office = startOfficeProcess({ data: join(folders.root, 'neighbour') });
  try {
    const code = await makeEnrolmentCode(folders.central, neighbour.id);
    valueOf(
      await office.command('enrol', { centralUrl: around.central.url, code, ...clerkOf(township, neighbour.id) }),
    );
    await until('the neighbour has its register', async () => {
      const { registerAsOf } = valueOf(await office.query('getStatus', {}));
      return registerAsOf;
    });
    return office;
  } catch (error) {
    await office.stop();
    throw error;
  }
};

/** Files at the neighbour's, and waits until central has decided. */
export const fileAt = async (office: OfficeProcess, report: MoveInReport): Promise<void> => {
  const id = FilingId.parse(uuidv7());
  valueOf(await office.command('reportMoveIn', { id, report }));
  await until('the neighbour has its answer', async () => {
    const { line } = valueOf(await office.query('getFiling', { filing: id }));
    return line.state === 'answered' ? line : null;
  });
};
