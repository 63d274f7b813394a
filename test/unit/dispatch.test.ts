import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandName } from '../../src/shared/contract/commands.ts';
import { Reply } from '../../src/shared/contract/envelope.ts';
import { aDeviceFolder, aFilingAt, type DeviceFolder, password } from '../builders/device-folder.ts';
import type { TestOffice } from '../builders/office.ts';
import { expectRefused } from '../builders/refused.ts';
import { inventedNumber, solnae } from '../builders/registry.ts';

// What comes from a window is checked again here: input that breaks the contract is refused with its place and reason.

let device: DeviceFolder;
let office: TestOffice;
beforeAll(async () => {
  device = await aDeviceFolder();
  office = device.start();
  expect(await office.command('signIn', { official: device.official, password })).toMatchObject({ ok: true });
});
afterAll(async () => {
  await office.close();
  rmSync(device.folder, { recursive: true, force: true });
});

const ask = (type: 'command' | 'query', name: string, input: unknown): Promise<Reply> =>
  office.running.dispatch({ id: 5, type, name, input });
const filing = aFilingAt();
const withReport = (change: object): unknown => ({ ...filing, report: { ...filing.report, ...change } });

describe('input that breaks the contract', () => {
  test.each<[string, CommandName, unknown, string, RegExp]>([
    ['nothing', 'reportMoveIn', undefined, '', /expected object/],
    ['null', 'reportMoveIn', null, '', /expected object/],
    ['a text', 'signIn', 'x', '', /expected object/],
    ['a missing field', 'signIn', { password }, 'official', /expected string/],
    ['a password that is too short', 'signIn', { official: 'abc', password: 'short' }, 'password', />=8/],
    ['a password without end', 'signIn', { official: 'abc', password: 'x'.repeat(201) }, 'password', /<=200/],
    ['a user ID with other letters', 'signIn', { official: 'ABC DEF', password }, 'official', /pattern/],
    ['a field that nobody knows', 'syncNow', { now: true }, '', /now/],
    ['an id that is none', 'reportMoveIn', { ...filing, id: 'one' }, 'id', /UUID/],
    [
      'a day that is not in the calendar',
      'reportMoveIn',
      withReport({ reportDate: '2026-02-30' }),
      'report.reportDate',
      /date/,
    ],
    [
      'a resident number of another form',
      'reportMoveIn',
      withReport({ movers: [{ ...filing.report.movers[0], number: '1234' }] }),
      'report.movers.0.number',
      /pattern/,
    ],
    ['no movers', 'reportMoveIn', withReport({ movers: [] }), 'report.movers', />=1/],
    [
      'more movers than a form has',
      'reportMoveIn',
      withReport({ movers: Array.from({ length: 31 }, () => filing.report.movers[0]) }),
      'report.movers',
      /<=30/,
    ],
    [
      'no householder among the movers',
      'reportMoveIn',
      withReport({ movers: [{ ...filing.report.movers[0], relation: '자녀' }] }),
      'report.movers',
      /householder/,
    ],
    [
      'a purpose without end',
      'viewResident',
      { id: filing.id, resident: filing.id, purpose: 'x'.repeat(61) },
      'purpose',
      /<=60/,
    ],
    [
      'an address of central that is none',
      'enrol',
      { centralUrl: 'central', code: 'x', official: 'abc', password },
      'centralUrl',
      /URL/,
    ],
  ])('is refused with its place: %s', async (_, name, input, path, message) => {
    const before = office.running.current()?.replica.journalHeadSeq();
    const reply = await ask('command', name, input);
    expect(Reply.parse(reply)).toEqual(reply);
    const error = expectRefused(reply as never, 'InvalidInput');
    expect(error.path).toBe(path);
    expect(error.message).toMatch(message);
    expect(office.running.current()?.replica.journalHeadSeq()).toBe(before);
    expect(office.log()).toBe('');
  });

  test('never comes back in the error', async () => {
    const number = inventedNumber('1985-04-12', 'F', 1);
    for (const input of [
      withReport({ movers: [{ name: '', number, relation: '본인' }] }),
      withReport({ reason: number }),
    ])
      expect(JSON.stringify(await ask('command', 'reportMoveIn', input))).not.toContain(number.slice(7));
  });

  test.each(['nothing', '', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'searchResidents'])(
    'names no command or query of this thread: %j',
    async (name) => {
      for (const type of ['command', 'query'] as const)
        expectRefused((await ask(type, name, {})) as never, 'InvalidInput');
    },
  );
});

describe('an act that the contract allows and the office does not', () => {
  test('for the area of another office', async () => {
    expectRefused(await office.command('reportMoveIn', aFilingAt(solnae)), 'OtherOfficesArea');
  });

  test('under an id that was used for something else', async () => {
    const first = aFilingAt();
    expect(await office.command('reportMoveIn', first)).toMatchObject({ ok: true });
    expect(await office.command('reportMoveIn', first)).toMatchObject({ ok: true });
    const other = { ...first, report: { ...first.report, reason: '직업' as const } };
    expectRefused(await office.command('reportMoveIn', other), 'IdAlreadyUsed');
  });

  test('a view is recorded with its purpose before the page is shown, once for each id', async () => {
    const replica = office.running.current()?.replica;
    const [one, other] = device.township.residents;
    if (!replica || !one || !other) throw new Error('an office has residents');
    const before = replica.journalHeadSeq();
    const id = aFilingAt().id;
    const view = { id, resident: one.id, purpose: 'counter' };
    expect(await office.command('viewResident', view)).toMatchObject({
      ok: true,
      value: { resident: { name: one.name } },
    });
    expect(await office.command('viewResident', view)).toMatchObject({ ok: true });
    expect(replica.journalHeadSeq()).toBe(before + 1);
    // Under an id that is in the journal already, somebody else's page would be seen without a record.
    expectRefused(await office.command('viewResident', { ...view, resident: other.id }), 'IdAlreadyUsed');
    const filed = aFilingAt();
    await office.command('reportMoveIn', filed);
    expectRefused(await office.command('viewResident', { ...view, id: filed.id }), 'IdAlreadyUsed');
    const unknown = { ...view, id: aFilingAt().id, resident: randomUUID() as typeof one.id };
    expectRefused(await office.command('viewResident', unknown), 'ResidentNotFound');
  });

  test('before anybody has signed in', async () => {
    const fresh = await aDeviceFolder();
    const closed = fresh.start();
    for (const [name, input] of [
      ['reportMoveIn', aFilingAt()],
      ['syncNow', {}],
      ['viewResident', { id: aFilingAt().id, resident: randomUUID(), purpose: 'x' }],
    ] as const)
      expectRefused((await closed.command(name, input as never)) as never, 'NotSignedIn');
    await closed.close();
    rmSync(fresh.folder, { recursive: true });
  });
});
