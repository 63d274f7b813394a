import { rmSync } from 'node:fs';
import type { Replica } from '../../src/main/replica/replica.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { aDeviceFolder, type DeviceFolder } from './device-folder.ts';
import { kims, lees } from './filing-people.ts';
import { createRandom } from './random.ts';
import { aHousehold, anAddress, anAddressRow, aResident, day, householdId, inventedNumber } from './registry.ts';
import { createHistory, type History } from './replica-history.ts';
import { aTownship } from './township.ts';

/** A device of a small township, in which one resident will leave. */
export interface World {
  readonly device: DeviceFolder;
  readonly history: History;
  replica: Replica;
}

/** Somebody whose every mark is nobody else's. */
export const address = anAddress({ road: '버들못안길', building: '7391' });
export const number = inventedNumber('1971-03-09', 'F', 4_711);
export const goer: Resident = aResident({
  nth: 700,
  name: '뚝섬돌이',
  hanja: '纛島乭',
  nameRoman: 'TTUKSEOM Dori',
  number,
  birthDate: day('1971-03-09'),
  addresses: [anAddressRow({ address, household: householdId(700), householderName: '뚝섬돌이' })],
});
export const home = aHousehold({ members: [goer], address });
/** What of them could be found in a file. */
export const goerMarks: readonly string[] = [
  goer.name,
  goer.hanja,
  'TTUKSEOM',
  'ttukseom',
  number,
  number.replace('-', ''),
  '버들못안길',
];
export const township = {
  ...aTownship({ seed: 11, residents: 1 }),
  households: [kims.household, lees.household, home],
  residents: [...kims.residents, ...lees.residents, goer],
};

const made: World[] = [];

export const startWorld = async (folder?: string): Promise<World> => {
  const device = await aDeviceFolder({ ...(folder === undefined ? {} : { folder }), township });
  const replica = await device.openReplica();
  const world: World = { device, replica, history: createHistory(device, createRandom(5), [kims, lees]) };
  made.push(world);
  return world;
};

/** One that the test itself has closed, and whose folder is gone. */
export const forgetWorld = (world: World): void => void made.splice(made.indexOf(world), 1);

/** After each test. */
export const closeWorlds = async (): Promise<void> => {
  for (const { device, replica } of made.splice(0)) {
    await replica.close();
    rmSync(device.folder, { recursive: true, force: true });
  }
};
