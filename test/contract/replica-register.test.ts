import { afterEach, describe, expect, test } from 'vitest';
import type { Report } from '../../src/shared/registry/report.ts';
import type { Household, Resident } from '../../src/shared/registry/resident.ts';
import type { FilingDesk } from '../builders/filing-desk.ts';
import { deskOfFamilies, here, kim, kimSpouse, kims, lee, lees, whole } from '../builders/filing-people.ts';
import {
  aHousehold,
  anAddressRow,
  aResident,
  day,
  eungaram,
  filingId,
  householdId,
  inventedNumber,
  solnae,
} from '../builders/registry.ts';
import { everyRegisterReport } from '../builders/reports.ts';

// What the replica keeps of the register: former numbers, records that ended, lists of who came and went.

let desk: FilingDesk | null = null;
const openDesk = async (): Promise<FilingDesk> => {
  desk = await deskOfFamilies('supervisor');
  return desk;
};
afterEach(async () => {
  await desk?.close();
  desk = null;
});

const on = day('2026-08-05');

describe('the register', () => {
  const closedOf = (household: Household): Household => ({
    ...household,
    members: [],
    closed: { on, reason: '세대합가', members: household.members, into: kims.household.id },
  });

  test('[HH-11] a record that ended is kept and found by its id alone', async () => {
    const { decide, replica, office } = await openDesk();
    const merged = lees.residents.map(
      (resident): Resident => ({
        ...resident,
        household: kims.household.id,
        relation: '동거인',
        addresses: [
          ...resident.addresses,
          anAddressRow({
            address: here('10'),
            household: kims.household.id,
            relation: '동거인',
            registeredOn: on,
            filing: filingId(1),
          }),
        ],
      }),
    );
    const joined = { ...kims.household, members: [...kims.household.members, ...lees.household.members] };
    await decide({ residents: merged, households: [joined, closedOf(lees.household)] });
    expect(replica().reads().household(lees.household.id)?.closed?.reason).toBe('세대합가');
    expect(replica().reads().householdsAt(here('20'))).toEqual([]);
    expect(office.search('솔내동촌길 20', null).rows).toEqual([]);
    expect(office.search('솔내동촌길 10', null).rows.map(({ name }) => name)).toContain(lee.name);
    expect(replica().reads().isFilingWaitingAt(here('20'))).toBe(false);
    // A late filing may open it again.
    await decide({ residents: [...lees.residents], households: [kims.household, lees.household] });
    expect(
      replica()
        .reads()
        .householdsAt(here('20'))
        .map(({ id }) => id),
    ).toEqual([lees.household.id]);
    expect(office.search('솔내동촌길 20', null).rows.length).toBe(lees.residents.length);
  });

  test('[HH-11] records that ended, however many, hide nobody from a search by address', async () => {
    const { decide, office } = await openDesk();
    const address = { ...here('3'), road: '솔내서촌길' };
    const ended = Array.from({ length: 60 }, (_, nth) => ({
      ...closedOf(lees.household),
      id: householdId(2_000 + nth),
      address,
    }));
    // Each was a record of somebody's before.
    await decide({ households: ended.map(({ closed: _, ...household }) => household) });
    await decide({ households: ended });
    const resident = aResident({ nth: 900, addresses: [anAddressRow({ address, household: householdId(900) })] });
    await decide({ residents: [resident], households: [aHousehold({ members: [resident] })] });
    expect(office.search('솔내서촌길 3', null).rows.map(({ id }) => id)).toEqual([resident.id]);
  });

  test('[ST-7] who had another number before is found by it, until somebody else has it, or they have gone', async () => {
    const { decide, replica } = await openDesk();
    const number = inventedNumber('1985-04-12', 'F', 990_001);
    const renumbered: Resident = {
      ...kim,
      number,
      personalChanges: [
        {
          on,
          what: 'number',
          from: kim.number,
          to: number,
          reason: '번호 변경',
          isAdoption: false,
          filing: filingId(1),
        },
      ],
    };
    await decide({ residents: [renumbered] });
    const idOf = (each: string) =>
      replica()
        .reads()
        .residentByNumber(each as typeof number)?.id;
    expect([idOf(number), idOf(kim.number)]).toEqual([kim.id, kim.id]);
    const heir = aResident({ nth: 700, number: kim.number });
    await decide({ residents: [heir], households: [aHousehold({ members: [heir] })] });
    expect([idOf(number), idOf(kim.number)]).toEqual([kim.id, heir.id]);
    await decide({ gone: { residents: [kim.id, heir.id], households: [] } });
    expect([idOf(number), idOf(kim.number)]).toEqual([undefined, undefined]);
  });

  test('two who swap numbers in one decision are both found', async () => {
    const { decide, replica } = await openDesk();
    await decide({
      residents: [
        { ...kim, number: lee.number },
        { ...lee, number: kim.number },
      ],
    });
    expect(replica().reads().residentByNumber(lee.number)?.id).toBe(kim.id);
    expect(replica().reads().residentByNumber(kim.number)?.id).toBe(lee.id);
  });

  test('a filing that names a former number, or anybody at an address, waits for the papers of that household', async () => {
    const { decide, replica, filed } = await openDesk();
    const number = inventedNumber('1985-04-12', 'F', 990_001);
    await decide({
      residents: [
        {
          ...kimSpouse,
          number,
          personalChanges: [
            { on, what: 'number', from: kimSpouse.number, to: number, reason: '번호 변경', isAdoption: false },
          ],
        },
      ],
    });
    const reads = () => replica().reads();
    expect(reads().isFilingWaitingAt(here('10'))).toBe(false);
    await filed(everyRegisterReport(kims.residents).find(({ kind }) => kind === 'death') as Report);
    expect(reads().isFilingWaitingAt(here('10'))).toBe(true);
    expect(reads().isFilingWaitingAt(here('20'))).toBe(false);
    await filed(whole(kims.residents, { to: here('20') }));
    expect(reads().isFilingWaitingAt(here('20'))).toBe(true);
  });

  test('[SY-9] a child whose birth was taken back goes without a trace', async () => {
    const { decide, replica, office, device } = await openDesk();
    const baby = aResident({
      nth: 800,
      name: '되돌린아이',
      household: kims.household.id,
      relation: '자녀',
      birthDate: day('2026-07-30'),
    });
    await decide({
      residents: [baby],
      households: [{ ...kims.household, members: [...kims.household.members, baby.id] }],
    });
    expect(office.search('되돌린아이', null).rows.length).toBe(1);
    await decide({
      households: [kims.household],
      gone: { residents: [baby.id], households: [] },
      departures: [{ resident: baby.id, lines: [] }],
    });
    expect(office.search('되돌린아이', null).rows).toEqual([]);
    expect(replica().reads().household(kims.household.id)?.members).toEqual(kims.household.members);
    const db = device.open();
    const table =
      db
        .prepare<[], string>(`SELECT name FROM sqlite_master WHERE name LIKE '%feed%' AND sql LIKE '%data%'`)
        .pluck()
        .get() ?? '';
    expect(db.prepare(`SELECT count(*) FROM "${table}" WHERE data LIKE '%되돌린아이%'`).pluck().get()).toBe(0);
    db.close();
  });

  test('[HH-15] who came and left again stays on both lists, and left on the day before', async () => {
    const { decide, ask } = await openDesk();
    const line = { resident: kim.id, name: kim.name, birthDate: kim.birthDate, filing: filingId(1) };
    await decide({
      arrivals: [
        {
          resident: kim.id,
          lines: [{ ...line, registeredOn: day('2026-08-03'), fromOffice: eungaram, fromAddress: 'a', toAddress: 'b' }],
        },
      ],
      departures: [
        {
          resident: kim.id,
          lines: [{ ...line, registeredOn: day('2026-08-03'), toOffice: solnae, toAddress: 'c' }],
        },
      ],
      gone: { residents: [kim.id], households: [] },
    });
    expect((await ask('listArrivals')).rows.map(({ name }) => name)).toEqual([kim.name]);
    expect((await ask('listDepartures')).rows).toMatchObject([{ name: kim.name, movedOutOn: '2026-08-02' }]);
  });
});
