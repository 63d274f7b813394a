import { describe, expect, test } from 'vitest';
import type { AreaChange } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { addressOn, applyAreaChange } from '../../src/shared/rules/area.ts';
import { draftOf, type Register } from '../../src/shared/rules/register.ts';
import { anAddressRow, day, eungaram, solnae, yunseul } from '../builders/registry.ts';
import {
  aCoupleWithChildren,
  aHome,
  aJoin,
  anAreaChange,
  aPart,
  aReport,
  asMover,
  aWhole,
  changing,
  filed,
  inEungaram,
  inSolnae,
  inYunseul,
  named,
  notified,
  registerWith,
  settled,
  shown,
} from '../builders/settled.ts';

// 주민1's family lives in Eungaram on one road, 주민11 on another; 주민21's family lives in Solnae.
const otherRoad = { ...inEungaram, road: '새론로', building: '3' };
const home = aCoupleWithChildren(1, inEungaram);
const neighbours = aHome(11, [['본인', 'F', '1990-03-03']], { address: otherRoad });
const away = aCoupleWithChildren(21, inSolnae);
const origin = registerWith(home, neighbours, away);
const [head, wife, son] = home.residents as [Resident, Resident, Resident];
const [neighbour] = neighbours.residents as [Resident];
const [comer] = away.residents as [Resident];

const area = anAreaChange();
/** What the place is called from that day. */
const renamed = { ...inEungaram, office: yunseul, city: '늘해군', township: '윤슬읍' };
const on = (date: string) => ({ reportDate: date, movedOn: date });

describe('a change of areas', () => {
  test('[HH-12] every household of the area has another office and name from that day, and everybody a line', () => {
    const { person, home: homeOf, departures, arrivals } = settled(origin, [], [area]);
    for (const each of home.residents)
      expect(person(each)).toEqual({
        ...each,
        office: yunseul,
        addresses: [
          ...each.addresses,
          {
            registeredOn: '2026-08-05',
            movedOn: '2026-08-05',
            reason: '행정구역변경',
            address: renamed,
            household: home.household.id,
            householderName: '주민1',
            relation: each.relation,
            filing: null,
          },
        ],
      });
    expect(homeOf(head)).toEqual({ ...home.household, office: yunseul, address: renamed });
    expect(homeOf(neighbour).office).toBe(yunseul);
    expect(departures(eungaram)).toHaveLength(5);
    expect(arrivals(yunseul)).toHaveLength(5);
    expect(person(comer)).toBe(comer);
    expect(homeOf(comer)).toBe(away.household);
  });

  test('[HH-12] of some roads leaves the others where they are', () => {
    const part = anAreaChange({ roads: ['없는길', '새론로'] });
    const { person, home: homeOf } = settled(origin, [], [part]);
    expect(person(neighbour)).toMatchObject({ office: yunseul });
    expect(person(head)).toBe(head);
    expect(homeOf(head)).toBe(home.household);
    expect(settled(origin, [], [anAreaChange({ roads: ['없는길'] })]).residents).toEqual(origin.residents);
  });

  test('[HH-12] names what it names, and leaves the rest of the address', () => {
    const at = { ...inEungaram, unit: '101동 1203호', room: '3호', remark: '은가람동' };
    const register = registerWith(aHome(1, [['본인', 'F', '1990-03-03']], { address: at }));
    for (const [becomes, expected] of [
      [{}, {}],
      [{ province: '새도' }, { province: '새도' }],
      [{ city: '새시' }, { city: '새시' }],
      [{ township: '' }, { township: '' }],
      [
        { township: '새읍', remark: '' },
        { township: '새읍', remark: '' },
      ],
    ] as const) {
      const { home: homeOf } = settled(register, [], [anAreaChange({ becomes })]);
      expect(homeOf(head).address).toEqual({ ...at, office: yunseul, ...expected });
    }
    const township = registerWith(
      aHome(1, [['본인', 'F', '1990-03-03']], { address: { ...inYunseul, remark: '옛이름' } }),
    );
    const away2 = settled(
      township,
      [],
      [anAreaChange({ from: yunseul, to: solnae, becomes: { township: '', remark: '' } })],
    );
    expect(away2.home(head).address).toEqual({ ...inYunseul, office: solnae, township: '', remark: '' });
  });

  test('[HH-12] without a householder the lines say the last one’s name', () => {
    const register = {
      ...origin,
      households: new Map([...origin.households, [home.household.id, { ...home.household, householder: null }]]),
    };
    expect(settled(register, [], [area]).lastLine(son).householderName).toBe('주민1');
    const other = changing(register, { ...head, name: '새이름' });
    const led = { ...other, households: origin.households };
    expect(settled(led, [], [area]).lastLine(son).householderName).toBe('새이름');
  });

  test('[HH-12] struck-off people stay on the record, which another office keeps, without a line', () => {
    const register = changing(origin, { ...son, status: 'deleted' });
    const { person, home: homeOf } = settled(register, [], [area]);
    expect(person(son)).toEqual({ ...son, status: 'deleted', office: yunseul });
    expect(homeOf(son).members).toContain(son.id);
  });

  test('[HH-11, HH-12] a record that ended keeps its name', () => {
    const closed = {
      ...home.household,
      id: neighbours.household.id,
      members: [],
      closed: { on: day('2021-01-01'), reason: '세대합가' as const, members: [head.id], into: home.household.id },
    };
    const register: Register = { ...origin, households: new Map([[closed.id, closed]]) };
    const draft = draftOf(register);
    applyAreaChange(draft, area);
    expect(draft.households.get(closed.id)).toBe(closed);
  });

  test('[HH-12] of the statuses that are registered each gets a line and keeps their status', () => {
    for (const status of ['unknown-domicile', 'national-abroad', 'staying-abroad'] as const) {
      const { person, lastLine } = settled(changing(origin, { ...son, status }), [], [area]);
      expect(person(son)).toMatchObject({ status, office: yunseul });
      expect(lastLine(son)).not.toHaveProperty('status');
    }
  });
});

describe('filings around its day', () => {
  const moveIn = (date: string) => filed(1, aWhole(away, { to: inEungaram, ...on(date) }));

  test('[MI-17] before it: registered at the old office, and then renamed with everybody', () => {
    const move = moveIn('2026-08-04');
    const { said, person } = settled(origin, [move], [area]);
    expect(said(move)).toEqual(Array.from({ length: 4 }, () => 'registered'));
    expect(person(comer).addresses.map(({ reason, address }) => [reason, address.office])).toEqual([
      ['신규등록', solnae],
      ['전입', eungaram],
      ['행정구역변경', yunseul],
    ]);
    expect(person(comer).office).toBe(yunseul);
  });

  test('[MI-17] on its day and after it: registered at the other office under the name that the place has then', () => {
    for (const date of ['2026-08-05', '2026-08-20']) {
      const move = moveIn(date);
      const { said, person, home: homeOf } = settled(origin, [move], [area]);
      expect(said(move)).toEqual(Array.from({ length: 4 }, () => 'registered area-changed'));
      expect(person(comer).addresses.map(({ reason, address }) => [reason, address.office])).toEqual([
        ['신규등록', solnae],
        ['전입', yunseul],
      ]);
      expect(homeOf(comer).address).toEqual(renamed);
    }
  });

  test('[MI-17] what else an official should see to is said beside it', () => {
    const move = filed(1, aPart(comer, [], { to: inEungaram, ...on('2026-08-20') }));
    expect(settled(origin, [move], [area]).said(move)).toEqual(['registered left-without-householder area-changed']);
    const unknown = filed(
      1,
      aPart(comer, [asMover(comer, '동거인', { name: '다른이름', number: wife.number })], {
        to: inEungaram,
        ...on('2026-08-20'),
      }),
    );
    expect(settled(origin, [unknown], [area]).said(unknown)[1]).toBe('name-differs');
  });

  test('[MI-17] under the new name, too, and by the office that has the place, under either', () => {
    const date = on('2026-08-20');
    for (const [to, office, notice] of [
      [renamed, yunseul, ''],
      [inEungaram, yunseul, ' area-changed'],
      [inEungaram, eungaram, ' area-changed'],
    ] as const) {
      const move = filed(1, aWhole(away, { to, ...date }), { office });
      const { said, person } = settled(origin, [move], [area]);
      expect(said(move)[0]).toBe(`registered${notice}`);
      expect(person(comer).office).toBe(yunseul);
    }
    const elsewhere = filed(1, aWhole(away, { to: inEungaram, ...date }), { office: solnae });
    expect(settled(origin, [elsewhere], [area]).said(elsewhere)[0]).toBe('other-office');
    // Before that day the other office has nothing to do with it.
    const early = filed(1, aWhole(away, { to: inEungaram, ...on('2026-08-04') }), { office: yunseul });
    expect(settled(origin, [early], [area]).said(early)[0]).toBe('other-office');
  });

  test('[MI-13, MI-17] who is joined is at the address however the form calls it', () => {
    for (const to of [inEungaram, renamed]) {
      const join = filed(1, aJoin(head, [asMover(comer, '동거인')], { to, ...on('2026-08-20') }));
      const { said, home: homeOf } = settled(origin, [join], [area]);
      expect(said(join)[0]).toMatch(/^registered/);
      expect(homeOf(comer).id).toBe(home.household.id);
    }
  });

  test('[CF-3, MI-17] the same report again under the new name is the same', () => {
    const first = moveIn('2026-08-04');
    const again = filed(2, aWhole(away, { to: renamed, ...on('2026-08-20') }));
    expect(settled(origin, [first, again], [area]).said(again)).toEqual(
      Array.from({ length: 4 }, () => 'held already-there'),
    );
  });

  test('[CF-1] a line of the area’s is no move: a filing of that day counts', () => {
    const move = filed(1, aWhole(home, { to: inSolnae, ...on('2026-08-05') }));
    const { said, person } = settled(origin, [move], [area]);
    expect(said(move)).toEqual(Array.from({ length: 4 }, () => 'registered'));
    expect(person(head).addresses.map(({ reason }) => reason)).toEqual(['신규등록', '행정구역변경', '전입']);
  });

  test('[MI-9] nor is it a registration that was taken over, unless it was', () => {
    const move = filed(1, aWhole(home, { to: inSolnae, ...on('2026-08-04') }));
    expect(settled(origin, [move], [area]).said(move)[0]).toBe('registered');
    const row = anAddressRow({ reason: '행정구역변경', registeredOn: day('2026-08-05'), address: inEungaram });
    const taken = home.residents.map((each) => ({ ...each, addresses: [...each.addresses, row] }));
    const register = changing(origin, ...taken);
    expect(settled(register, [move]).said(move)[0]).toBe('report-date-before-current-registration');
    const later = filed(1, aWhole(home, { to: inSolnae, ...on('2026-08-05') }));
    expect(settled(register, [later]).said(later)[0]).toBe('registered');
  });

  test('[HH-12] who left before the day is none of it, and who comes back after it comes to the other office', () => {
    const leaves = filed(1, aWhole(home, { to: inSolnae, ...on('2026-08-04') }));
    const returns = filed(2, aWhole(home, { to: inEungaram, ...on('2026-08-20') }));
    const { lines, person } = settled(origin, [returns, leaves], [area]);
    expect(lines(head)).toEqual(['2026-08-04 전입 솔내동촌길 1', '2026-08-20 전입 은가람대로 45']);
    expect(person(head).office).toBe(yunseul);
  });

  test('[MI-17] what the old office files about the people of the area counts: it may not have heard', () => {
    const change = (date: string, office: typeof solnae) =>
      filed(
        1,
        aReport('householder-change', {
          reportDate: day(date),
          newHouseholder: named(wife),
          relations: [],
          basis: shown(wife),
        }),
        { office },
      );
    for (const [date, office, word] of [
      ['2026-08-04', eungaram, 'registered'],
      ['2026-08-04', yunseul, 'other-office'],
      ['2026-08-05', eungaram, 'registered'],
      ['2026-08-05', yunseul, 'registered'],
      ['2026-08-20', eungaram, 'registered'],
      ['2026-08-20', solnae, 'other-office'],
    ] as const) {
      const filing = change(date, office);
      expect(settled(origin, [filing], [area]).said(filing)[0]?.split(' ')[0], `${date} ${office}`).toBe(word);
    }
    // Once they have moved on, it is the office of their new place alone.
    const move = filed(2, aWhole(home, { to: inSolnae, ...on('2026-08-10') }));
    const late = change('2026-08-20', eungaram);
    expect(settled(origin, [move, late], [area]).said(late)).toEqual(['other-office']);
    const moved = filed(2, aWhole(home, { to: { ...renamed, building: '9' }, ...on('2026-08-10') }));
    expect(settled(origin, [moved, late], [area]).said(late)).toEqual(['other-office']);
  });
});

describe('several changes', () => {
  const split = anAreaChange({ on: day('2026-08-05'), roads: ['은가람대로'] });
  const back: AreaChange = anAreaChange({
    on: day('2026-08-15'),
    from: yunseul,
    to: eungaram,
    becomes: { city: '새론시', township: '' },
  });

  test('[HH-12] one after the other, in the order of their days, however they are given', () => {
    for (const areas of [
      [split, back],
      [back, split],
    ]) {
      const { person, home: homeOf } = settled(origin, [], areas);
      expect(
        person(head)
          .addresses.slice(1)
          .map(({ registeredOn, address }) => [registeredOn, address.office]),
      ).toEqual([
        ['2026-08-05', yunseul],
        ['2026-08-15', eungaram],
      ]);
      expect(homeOf(head).address).toEqual(inEungaram);
      expect(person(neighbour)).toBe(neighbour);
    }
  });

  test('[MI-17] a filing goes by those of its day, under whichever name', () => {
    for (const [date, office] of [
      ['2026-08-04', eungaram],
      ['2026-08-05', yunseul],
      ['2026-08-14', yunseul],
      ['2026-08-15', eungaram],
    ] as const) {
      const move = filed(1, aPart(comer, [], { to: inEungaram, ...on(date) }));
      const { lines, person } = settled(origin, [move], [back, split]);
      const row = person(comer).addresses.find(({ filing }) => filing === move.id);
      expect(row?.address.office, date).toBe(office);
      expect(lines(comer)[0]).toBe(`${date} 전입 은가람대로 45`);
      expect(person(comer).office).toBe(eungaram);
    }
  });

  test('[MI-17] of a chain the last name counts', () => {
    const on5 = anAreaChange({ becomes: { city: '가시' } });
    const on6 = anAreaChange({ on: day('2026-08-06'), from: yunseul, to: solnae, becomes: { city: '나시' } });
    expect(addressOn(inEungaram, day('2026-08-04'), [on5, on6])).toBe(inEungaram);
    expect(addressOn(inEungaram, day('2026-08-05'), [on5, on6])).toMatchObject({ office: yunseul, city: '가시' });
    expect(addressOn(inEungaram, day('2026-08-06'), [on5, on6])).toMatchObject({ office: solnae, city: '나시' });
    const move = filed(1, aPart(comer, [], { to: inEungaram, ...on('2026-08-06') }), { office: eungaram });
    expect(settled(origin, [move], [on6, on5]).person(comer).office).toBe(solnae);
  });

  test('[MI-17] two of one day in the order in which they are given', () => {
    const other = anAreaChange({ from: yunseul, to: solnae, becomes: {} });
    expect(settled(origin, [], [area, other]).person(head).office).toBe(solnae);
    expect(settled(origin, [], [other, area]).person(head).office).toBe(yunseul);
  });

  test('[HH-12] all that are given are carried out, those after the last filing too', () => {
    const move = filed(1, aPart(comer, [], { to: inEungaram, ...on('2026-08-04') }));
    const death = filed(
      2,
      aReport('death', {
        person: named(son),
        diedOn: day('2026-08-10'),
        reportDate: day('2026-08-12'),
        basis: notified,
      }),
    );
    const { person } = settled(origin, [death, move], [back, split]);
    expect(person(wife).addresses).toHaveLength(3);
    // Whoever dies between the two is struck off with the first name, and stays on the record that is renamed.
    expect(person(son).addresses.map(({ reason }) => reason)).toEqual(['신규등록', '행정구역변경', '사망']);
    expect(person(son).office).toBe(eungaram);
  });
});
