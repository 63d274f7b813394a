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
    ['nothing', 'reportMoveIn', undefined, '', /must be given/],
    ['null', 'reportMoveIn', null, '', /group of fields/],
    ['a text', 'signIn', 'x', '', /group of fields/],
    ['a missing field', 'signIn', { password }, 'official', /must be given/],
    [
      'a password that is too short',
      'signIn',
      { official: 'abc', password: 'short' },
      'password',
      /at least 8 letters/,
    ],
    [
      'a password without end',
      'signIn',
      { official: 'abc', password: 'x'.repeat(201) },
      'password',
      /at most 200 letters/,
    ],
    ['a user ID with other letters', 'signIn', { official: 'ABC DEF', password }, 'official', /user ID/],
    ['a field that nobody knows', 'syncNow', { now: true }, 'now', /no such field/],
    ['an id that is none', 'reportMoveIn', { ...filing, id: 'one' }, 'id', /UUID/],
    [
      'a day that is not in the calendar',
      'reportMoveIn',
      withReport({ reportDate: '2026-02-30' }),
      'report.reportDate',
      /day of the calendar/,
    ],
    [
      'a resident number of another form',
      'reportMoveIn',
      withReport({ movers: [{ ...filing.report.movers[0], number: '1234' }] }),
      'report.movers.0.number',
      /resident number has six digits/,
    ],
    ['no movers', 'reportMoveIn', withReport({ movers: [] }), 'report.movers', /at least 1 of them/],
    [
      'more movers than a form has',
      'reportMoveIn',
      withReport({ movers: Array.from({ length: 31 }, () => filing.report.movers[0]) }),
      'report.movers',
      /at most 30 of them/,
    ],
    [
      'no householder among the movers',
      'reportMoveIn',
      withReport({ movers: [{ ...filing.report.movers[0], relation: '자녀' }] }),
      'report.movers',
      /Exactly one of the movers/,
    ],
    [
      'a purpose without end',
      'viewResident',
      { id: filing.id, resident: filing.id, purpose: 'x'.repeat(61) },
      'purpose',
      /at most 60 letters/,
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
    expect(error.issues[0]?.path).toBe(path);
    expect(error.issues[0]?.message.en).toMatch(message);
    expect(error.issues[0]?.message.ko).toMatch(/다\.|: /);
    expect(office.running.current()?.replica.journalHeadSeq()).toBe(before);
    expect(office.log()).toBe('');
  });

  test('is refused with every field that is wrong, each with what it must be, and no more than anyone corrects at a time', async () => {
    const wrong = withReport({
      reportDate: 'yesterday',
      movedOn: Number.NaN,
      reason: 'love',
      movers: [{ name: '', number: '1', relation: '친구' }],
      reporter: { ...filing.report.reporter, identityChecked: 'yes', card: true },
    });
    const { issues } = expectRefused((await ask('command', 'reportMoveIn', wrong)) as never, 'InvalidInput');
    expect(Object.fromEntries(issues.map(({ path, message }) => [path, message.en]))).toMatchObject({
      'report.reportDate': expect.stringMatching(/day of the calendar/),
      'report.movedOn': expect.stringMatching(/must be a text/),
      'report.reason': expect.stringMatching(/one of: 직업, 가족/),
      'report.movers.0.name': expect.stringMatching(/at least 1 letter/),
      'report.movers.0.number': expect.stringMatching(/six digits/),
      'report.movers.0.relation': expect.stringMatching(/one of: 본인/),
      'report.reporter.identityChecked': expect.stringMatching(/true or false/),
      'report.reporter.card': expect.stringMatching(/no such field/),
    });
    const many = withReport({ movers: Array.from({ length: 30 }, () => ({ name: 7, number: 7, relation: 7 })) });
    expect(expectRefused((await ask('command', 'reportMoveIn', many)) as never, 'InvalidInput').issues.length).toBe(20);
  });

  test('is told by the shape that was meant, where there are several', async () => {
    const birth = { kind: 'birth', reportDate: '2026-08-03', basis: { type: 'report' }, child: 7 };
    const supplement = (report: unknown): unknown => ({
      id: filing.id,
      filing: filing.id,
      amendment: { type: 'supplemented', on: '2026-08-03', version: 1, note: 'x', report },
    });
    const pathsOf = async (input: unknown): Promise<string[]> =>
      expectRefused((await ask('command', 'amendFiling', input)) as never, 'InvalidInput').issues.map(
        ({ path }) => path,
      );
    const missing = ['child', 'mother', 'father', 'withParent', 'relation'].map((field) => `amendment.report.${field}`);
    const ofBasis = ['reporter', 'identityChecked', 'evidence'].map((field) => `amendment.report.basis.${field}`);
    expect(await pathsOf(supplement(birth))).toEqual([...missing, ...ofBasis]);
    expect(await pathsOf(supplement({ ...filing.report, movedOn: '' }))).toEqual(['amendment.report.movedOn']);
    expect(await pathsOf({ ...(supplement(birth) as object), amendment: { type: 'sold' } })).toEqual([
      'amendment.type',
    ]);
  });

  test('never comes back in the error', async () => {
    const number = inventedNumber('1985-04-12', 'F', 1);
    for (const input of [
      withReport({ movers: [{ name: '', number, relation: '본인' }] }),
      withReport({ reason: number }),
      withReport({ [number]: 1 }),
      withReport({ to: { ...filing.report.to, [`x ${number}`]: 1, road: `${number}\u0000` } }),
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
