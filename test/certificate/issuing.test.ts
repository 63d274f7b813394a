import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CertificateAsk } from '../../src/shared/contract/commands.ts';
import type { CertificateLine } from '../../src/shared/contract/queries.ts';
import { addressToText } from '../../src/shared/registry/address.ts';
import { CertificateId, FilingId } from '../../src/shared/registry/ids.ts';
import { PrinterId } from '../../src/shared/registry/printer.ts';
import type { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import { type Cluster, startCluster } from '../builders/central-database.ts';
import {
  addressAt,
  createClock,
  type Family,
  familyAt,
  setupCentral,
  type TestCentral,
} from '../builders/central-setup.ts';
import { type Desk, enrolDesk } from '../builders/desk.ts';
import { anId } from '../builders/office.ts';
import { aPrinterSetup, fullCopy, plainAbstract, sharedRenderer } from '../builders/paper-desk.ts';
import { createRandom } from '../builders/random.ts';
import { aMoveInReport, day, eungaram, inventedNumber, moversOf, solnae } from '../builders/registry.ts';
import { joining, named, onReport } from '../builders/reports.ts';
import { type IppDouble, startIppDouble } from '../doubles/ipp-printer.ts';
import { readPdf } from './pdf.ts';
import { readPng } from './png.ts';

/** Papers at an office that central answers: every kind, on its way from central's grant to the tray. */
const random = createRandom(77);
const counter = PrinterId.parse('desk');
const { renderer, close } = sharedRenderer();
const home = familyAt(solnae, 10, 3);
const elsewhere = familyAt(eungaram, 200, 2);
const late = familyAt(solnae, 30, 2);
const led = familyAt(solnae, 40, 2);
const joins = familyAt(solnae, 50, 2);

let cluster: Cluster;
let central: TestCentral;
let printer: IppDouble;
let desk: Desk;
let beforeAnyGrant: Awaited<ReturnType<typeof issue>>;

beforeAll(async () => {
  cluster = await startCluster();
  central = await setupCentral(cluster, {
    families: [home, elsewhere, late, led, joins],
    clock: createClock('2026-08-10'),
  });
  printer = await startIppDouble({ random });
  desk = await enrolDesk({ central, random, renderer });
  const printers = [aPrinterSetup({ uri: printer.uri })];
  expect(await desk.running.command('setPrinters', { id: newId(), printers })).toMatchObject({ ok: true });
  beforeAnyGrant = await issue(askOf(home));
  await decidedAndRead();
});
afterAll(async () => {
  await desk.close();
  await printer.close();
  await central[Symbol.asyncDispose]();
  await cluster.stop();
  await close();
});

const newId = () => FilingId.parse(anId(random));
const headOf = ({ residents }: Family): Resident => {
  const [head] = residents;
  if (!head) throw new Error('a family has a householder');
  return head;
};
const askOf = (family: Family, overrides: Partial<CertificateAsk> = {}): CertificateAsk => ({
  request: { kind: 'abstract', resident: headOf(family).id, options: plainAbstract },
  applicant: { name: headOf(family).name, number: headOf(family).number, identity: 'resident-card' },
  ground: { type: 'self' },
  purpose: '은행 제출',
  exemption: null,
  ...overrides,
});
const issue = (...asks: readonly CertificateAsk[]) =>
  desk.running.command('issueCertificates', {
    printer: counter,
    asks: asks.map((ask) => ({ id: CertificateId.parse(newId()), ask })),
  });
/** Issues one and has it printed. */
const issued = async (ask: CertificateAsk): Promise<CertificateLine> => {
  const answer = await issue(ask);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  await papers().press.settle();
  const line = desk.running.ledger().byId(answer.value.certificates[0]?.id ?? newId());
  if (!line) throw new Error('the paper stands in the ledger');
  return line;
};
const subjectsOf = ({ id }: CertificateLine) => desk.replica().ledger().paper(id)?.reservation.subjects;
/** Sends what there is, waits for central's decisions, and reads them. */
const decidedAndRead = async (): Promise<void> => {
  await desk.sync();
  await central.decided();
  await desk.sync();
};
const papers = () => {
  const open = desk.running.running.current();
  if (!open) throw new Error('somebody is signed in');
  return open.papers;
};
/** What stands on the paper that came out last. */
const printedText = async (): Promise<string> => {
  const hash = printer.paper().at(-1)?.documentHash ?? '';
  const document = printer.documentOf(hash);
  if (!document) throw new Error('something was printed');
  return (await readPdf(document, 1)).map((page) => page.text).join('\n');
};

describe('serials', () => {
  test('[LE-5] before central has granted any, no paper is made; the request goes out, and then it is', async () => {
    expect(beforeAnyGrant).toMatchObject({ ok: false, error: { type: 'SerialsExhausted' } });
    const { serialsLeft } = (await desk.status()).papers;
    expect(serialsLeft).toBeGreaterThan(0);
    expect(await issued(askOf(home))).toMatchObject({ state: 'issued' });
    expect((await desk.status()).papers.serialsLeft).toBe(serialsLeft - 1);
  });
});

describe('the day that forms begin with', () => {
  test('is the one on which a paper would be issued, by central and not by this device', async () => {
    const line = await issued(askOf(home));
    expect((await desk.status()).today).toBe(line.issuedOn);
  });
});

describe('every kind of paper', () => {
  test('an abstract says who and where, and hides the number that was not asked for', async () => {
    await issued(askOf(home));
    const text = await printedText();
    expect(text).toContain(headOf(home).name);
    expect(text).toContain(`${headOf(home).number.slice(0, 6)}-*******`);
    expect(text).not.toContain(headOf(home).number.slice(7));
  });

  test('a copy lists the household', async () => {
    const request = { kind: 'copy', household: home.household.id, options: fullCopy } as const;
    const line = await issued(askOf(home, { request, ground: { type: 'household' } }));
    expect(line).toMatchObject({ state: 'issued', fee: { won: 400 } });
    const text = await printedText();
    for (const { name } of home.residents) expect(text).toContain(name);
  });

  test('an English copy says what the applicant wrote, and nothing by guess', async () => {
    const names = Object.fromEntries(home.residents.map(({ id }, nth) => [id, `KIM MEMBER ${String(nth)}`]));
    const options = { ...fullCopy, pastAddresses: { type: 'none' }, cohabitants: false, foreignFamily: false } as const;
    const request = {
      kind: 'copy-english',
      household: home.household.id,
      options,
      address: '1, Solnaedongchon-gil, Solnae-myeon',
      pastAddresses: [],
      names: {},
    } as const;
    const missing = await issue(
      askOf(home, { request: { ...request, pastAddresses: [] }, ground: { type: 'household' } }),
    );
    expect(missing).toMatchObject({
      ok: false,
      error: { type: 'CertificateNotAllowed', defects: ['roman-name-missing'] },
    });
    const whole = { ...request, pastAddresses: [], names };
    expect(await issued(askOf(home, { request: whole, ground: { type: 'household' } }))).toMatchObject({
      state: 'issued',
    });
    const text = await printedText();
    expect(text).toContain('Solnaedongchon-gil');
    expect(text).toContain('KIM MEMBER 0');
    expect(text).not.toContain(headOf(home).name);
  });

  test('a moved-in household certificate lists who is registered at the house', async () => {
    const { address } = home.household;
    const ask = askOf(home, {
      request: { kind: 'moved-in-households', address, leaveOutDeleted: false },
      ground: { type: 'house', interest: 'owner', evidence: '등기사항증명서' },
    });
    expect(await issued(ask)).toMatchObject({ state: 'issued' });
    expect(await printedText()).toContain(headOf(home).name);
  });

  test('the receipts of a move-in: at intake, and after acceptance', async () => {
    const id = await desk.file(elsewhere);
    const receipt = (stage: 'intake' | 'accepted') =>
      askOf(elsewhere, { request: { kind: 'move-in-receipt', filing: id, stage } });
    const atIntake = await issued(receipt('intake'));
    expect(atIntake).toMatchObject({ state: 'issued', fee: { won: 0 } });
    // They are in another office's register until the move is decided.
    expect(subjectsOf(atIntake)).toEqual([]);
    const early = await issue(receipt('accepted'));
    expect(early).toMatchObject({ ok: false, error: { defects: ['filing-not-accepted'] } });
    await decidedAndRead();
    const accepted = await issued(receipt('accepted'));
    expect(accepted).toMatchObject({ state: 'issued', fee: { won: 0 } });
    expect(subjectsOf(accepted)).toEqual(elsewhere.residents.map((person) => person.id));
    expect(await printedText()).toContain(headOf(elsewhere).name);
  });

  test('[CE-4] a delegate has what the one who sent them could have, whom the register must know', async () => {
    const applicant = {
      name: '강바다',
      number: inventedNumber('1985-04-12', 'F', 777_001),
      identity: 'passport',
    } as const;
    const by = ({ name, number }: Pick<Resident, 'name' | 'number'>): CertificateAsk['ground'] => ({
      type: 'delegate',
      principal: { name, number },
      delegationShown: true,
      principalCardShown: true,
    });
    expect(await issued(askOf(home, { applicant, ground: by(headOf(home)) }))).toMatchObject({ state: 'issued' });
    for (const nobody of [headOf(late), applicant])
      expect(await issue(askOf(home, { applicant, ground: by(nobody) }))).toMatchObject({
        ok: false,
        error: { type: 'CertificateNotAllowed', defects: ['not-the-person'] },
      });
  });
});

describe('a preview', () => {
  test('shows what will print, letter for letter, but for what names the sheet', async () => {
    const preview = await desk.running.command('previewCertificate', { id: newId(), ask: askOf(home) });
    if (!preview.ok) throw new Error(JSON.stringify(preview.error));
    const shown = (await readPdf(Buffer.from(preview.value.pdf, 'base64'), 1)).map((page) => page.text).join('\n');
    const line = await issued(askOf(home));
    const printed = await printedText();
    expect(shown).not.toContain(line.serial);
    const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
    // Serial, document number and issue number, which are zeros on a preview.
    const toShape = (text: string): string =>
      words(text)
        .join(' ')
        .replaceAll(/(?<![\d.])[\d/-]{8,}/g, '#');
    expect(toShape(shown)).toBe(toShape(printed));
  });

  test('comes with each page as a picture of just what the PDF says', async () => {
    const request = { kind: 'copy', household: home.household.id, options: fullCopy } as const;
    const ask = askOf(home, { request, ground: { type: 'household' } });
    const preview = await desk.running.command('previewCertificate', { id: newId(), ask });
    if (!preview.ok) throw new Error(JSON.stringify(preview.error));
    const { pdf, pages, images } = preview.value;
    expect(images).toHaveLength(pages);
    const [read] = await readPdf(Buffer.from(pdf, 'base64'), 110 / 72);
    if (!read) throw new Error('the paper has a page');
    const shown = readPng(Buffer.from(images[0] ?? '', 'base64'));
    expect([shown.width, shown.height]).toEqual([read.ink.width, read.ink.height]);
    // The reader of the tests draws in grey and the window in colour, so only where ink is at all can be compared.
    const differs = shown.brightness.filter((value, at) => Math.abs(value - (read.ink.pixels[at] ?? 0)) > 64).length;
    expect(differs / shown.brightness.length).toBeLessThan(0.01);
    expect(shown.brightness.filter((value) => value < 128).length).toBeGreaterThan(1_000);
  });

  test('the view is recorded, and who may not have the paper sees nothing', async () => {
    const before = desk.replica().journalHeadSeq();
    await desk.running.command('previewCertificate', { id: newId(), ask: askOf(home) });
    expect(desk.replica().journalHeadSeq()).toBe(before + 1);
    const stranger = askOf(home, {
      request: { kind: 'abstract', resident: headOf(elsewhere).id, options: plainAbstract },
    });
    expect(await desk.running.command('previewCertificate', { id: newId(), ask: stranger })).toMatchObject({
      ok: false,
    });
    expect(desk.replica().journalHeadSeq()).toBe(before + 1);
  });

  test('under an id that stands for something already, nothing is shown unrecorded', async () => {
    const id = newId();
    expect(await desk.running.command('previewCertificate', { id, ask: askOf(home) })).toMatchObject({ ok: true });
    const again = await desk.running.command('previewCertificate', { id, ask: askOf(late) });
    expect(again).toMatchObject({ ok: false, error: { type: 'IdAlreadyUsed' } });
  });
});

describe('what the register says later', () => {
  test('[LE-7] a paper that a late filing has overtaken is listed, stays issued, and central says so', async () => {
    const paper = await issued(
      askOf(late, { request: { kind: 'abstract', resident: headOf(late).id, options: plainAbstract } }),
    );
    await using other = await asOther();
    const report = aMoveInReport({
      movers: moversOf(late.residents),
      to: addressAt(eungaram, 77),
      reportDate: day(paper.issuedOn),
      movedOn: day(paper.issuedOn),
    });
    const filed = await other.running.command('reportMoveIn', { id: newId(), report });
    expect(filed).toMatchObject({ ok: true });
    await other.sync();
    await decidedAndRead();
    await desk.running.running.settleAccounts();
    const line = desk.running.ledger().byId(paper.id);
    expect(line).toMatchObject({ state: 'issued', overtaken: { what: 'moved', since: paper.issuedOn } });
    const filter = { from: null, to: null, show: 'overtaken', kind: null, text: '' } as const;
    expect(
      desk.running
        .ledger()
        .list(filter, null)
        .rows.map(({ id }) => id),
    ).toEqual([paper.id]);
    expect(addressToText(report.to)).not.toBe(addressToText(late.household.address));
  });

  test('[LE-7, HH-10] a copy is overtaken through a record that has ended since, too', async () => {
    const [head, spouse] = led.residents as [Resident, Resident];
    const request = { kind: 'copy', household: led.household.id, options: fullCopy } as const;
    const paper = await issued(askOf(led, { request, ground: { type: 'household' } }));
    await using other = await asOther(solnae);
    // Somebody joined them on that day, at a desk that is cut off.
    other.network.cut();
    const report = joining(joins.residents.slice(1), head, {
      to: led.household.address,
      reportDate: day(paper.issuedOn),
      movedOn: day(paper.issuedOn),
    });
    expect(await other.running.command('reportMoveIn', { id: newId(), report })).toMatchObject({ ok: true });

    central.clock.setDay('2026-08-12');
    const change: RegisterReport = {
      kind: 'householder-change',
      reportDate: day('2026-08-12'),
      newHouseholder: named(spouse),
      relations: [],
      basis: onReport(head),
    };
    const changed = await desk.running.command('reportToRegister', { id: newId(), report: change });
    expect(changed).toMatchObject({ ok: true });
    await decidedAndRead();
    await desk.running.running.settleAccounts();
    expect(desk.replica().reads().household(led.household.id)?.closed).toBeDefined();
    expect(desk.running.ledger().byId(paper.id)?.overtaken).toBeNull();

    other.network.mend();
    await other.sync();
    await decidedAndRead();
    await desk.running.running.settleAccounts();
    const line = desk.running.ledger().byId(paper.id);
    expect(line).toMatchObject({ state: 'issued', overtaken: { what: 'members', since: paper.issuedOn } });
  });
});

const asOther = async (office = eungaram): Promise<Desk & AsyncDisposable> => {
  const other = await enrolDesk({ central, random, office });
  return Object.assign(other, { [Symbol.asyncDispose]: other.close });
};
