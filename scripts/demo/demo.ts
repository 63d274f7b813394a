import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { CertificateLine, FilingLine, ResidentLine } from '../../src/shared/contract/queries.ts';
import { addressToText } from '../../src/shared/registry/address.ts';
import { FilingId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { Office } from '../../src/shared/registry/office.ts';
import { plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { answerToText } from '../../src/shared/text/answers.ts';
import { toInitials } from '../../src/shared/text/initials.ts';
import { type CentralProcess, makeEnrolmentCode, startCentralProcess } from '../run/central-process.ts';
import { type Link, startLink } from '../run/link.ts';
import { type OfficeProcess, startOfficeProcess } from '../run/office-process.ts';
import { type PrinterProcess, startPrinterProcess } from '../run/printer-process.ts';
import { makeTemporaryFolder } from '../run/temporary-folder.ts';
import { until } from '../run/until.ts';
import { valueOf } from '../run/value-of.ts';
import { abstractOf, checkCode, copyOf, fetchTrust, issue, prepareToPrint, untilIssued } from './papers.ts';
import { createSteps, expectThat } from './steps.ts';
import {
  clerkOf,
  familyOfFour,
  houseIn,
  officeOfKind,
  readTownship,
  townshipFile,
  wholeHouseholdReport,
} from './story.ts';

/**
 * The walk-through of the main job: a move-in filed offline reaches central, the other office sees it, and papers come
 * out of the printer before and after, each once. Everything in it is real and separate: PostgreSQL, central, three
 * offices, their files, the links between them; only the printer is a sample, which keeps its sheets as files.
 */
const folder = makeTemporaryFolder('demo');
const summaryFolder = new URL('../../out/demo/', import.meta.url).pathname;
const { step, writeSummary } = createSteps(
  () => performance.now(),
  (line) => console.log(line),
);

const township = readTownship();
const officeA = officeOfKind(township, 'myeon');
const officeB = officeOfKind(township, 'dong');
const officeC = officeOfKind(township, 'eup');
const neighbours = familyOfFour(township, officeA.id);
const newcomers = familyOfFour(township, officeB.id);

interface Desk {
  readonly office: Office;
  readonly link: Link;
  process: OfficeProcess;
}

let central: CentralProcess | undefined;
let printer: PrinterProcess | undefined;
const thePrinter = (): PrinterProcess => {
  if (!printer) throw new Error('the printer has not been started');
  return printer;
};
const desks = new Map<string, Desk>();
const desk = (office: Office): Desk => {
  const found = desks.get(office.id);
  if (!found) throw new Error(`${office.nameEn} has not been started`);
  return found;
};

const today = () => plainDateAt(Date.now());
const newId = () => FilingId.parse(uuidv7());
const statusOf = async (office: Office) => valueOf(await desk(office).process.query('getStatus', {}));
const find = async (office: Office, text: string): Promise<ResidentLine[]> =>
  valueOf(await desk(office).process.query('searchResidents', { text, after: null })).rows;
const filingsOf = async (office: Office): Promise<FilingLine[]> =>
  valueOf(await desk(office).process.query('listFilings', { after: null })).rows;
const positionOf = async (office: Office): Promise<string> => JSON.stringify((await statusOf(office)).position);

const openDesk = async (office: Office): Promise<string> => {
  const link = await startLink(() => central?.url ?? '');
  const process = startOfficeProcess({ data: join(folder, office.id) });
  desks.set(office.id, { office, link, process });
  const code = await makeEnrolmentCode(join(folder, 'central'), office.id);
  valueOf(await process.command('enrol', { centralUrl: link.url, code, ...clerkOf(township, office.id) }));
  const status = await until(`${office.nameEn} has its first snapshot`, async () => {
    const now = await statusOf(office);
    return now.registerAsOf !== null && now.link.state === 'online' ? now : null;
  });
  const expected = township.residents.filter((resident) => resident.office === office.id).length;
  expectThat(status.residents === expected, `${office.nameEn} has ${expected} residents, not ${status.residents}`);
  return `${office.nameKo} (${office.nameEn}): ${status.residents} residents`;
};

const fileMoveIn = async (report: MoveInReport): Promise<string> => {
  const id = newId();
  const filed = valueOf(await desk(officeA).process.command('reportMoveIn', { id, report }));
  const answers = filed.preview.map(({ answer }) => answerToText(answer, 'en'));
  return [
    `${report.movers.length} movers to ${addressToText(report.to)}`,
    answers.length > 0 ? `this office's copy says: ${[...new Set(answers)].join('; ')}` : '',
    `central will check: ${filed.centralChecks.join(', ')}`,
  ].join('\n');
};

const describe = (filing: FilingLine): string =>
  `${filing.householderName}, reported ${filing.reportDate}: ${filing.movers
    .map(({ name, answer }) => `${name} – ${answer ? answerToText(answer, 'en') : filing.state}`)
    .join('; ')}`;

const story = async (): Promise<void> => {
  const reportDate = today();
  let positionOfC = '';
  let bytesOfC = 0;

  await step('central starts, on its own PostgreSQL', async () => {
    central = await startCentralProcess({ data: join(folder, 'central'), seed: townshipFile });
    return `${township.offices.length} offices, ${township.residents.length} invented residents`;
  });
  for (const office of [officeA, officeB, officeC])
    await step('an office starts, enrols with its one-time code and takes its first snapshot', () => openDesk(office));

  await step(`${officeA.nameEn} sets up its printer, and central grants it serials for papers`, async () => {
    rmSync(join(summaryFolder, 'paper'), { recursive: true, force: true });
    printer = await startPrinterProcess(join(summaryFolder, 'paper'), 6);
    const left = await prepareToPrint(desk(officeA).process, printer.uri, newId);
    return `${printer.uri}; ${left} serials`;
  });

  await step(`the link of ${officeA.nameEn} is cut`, async () => {
    positionOfC = await positionOf(officeC);
    bytesOfC = desk(officeC).link.received();
    desk(officeA).link.cut();
    const status = await until('the office notices', async () => {
      const now = await statusOf(officeA);
      return now.link.state === 'offline' ? now : null;
    });
    return `offline since ${status.link.since ?? ''}; the register here is as of ${status.registerAsOf ?? ''}`;
  });

  await step(
    'offline, the office finds its residents by name, initial consonants, birth date and address',
    async () => {
      const [head] = neighbours.members;
      if (!head) throw new Error('a family has a householder');
      const { road, building } = neighbours.household.address;
      const lines: string[] = [];
      for (const text of [head.name, toInitials(head.name), head.birthDate, `${road} ${building}`]) {
        const rows = await find(officeA, text);
        expectThat(
          rows.some((row) => row.id === head.id),
          `'${text}' finds ${head.name}`,
        );
        lines.push(`${text} → ${rows.length} found`);
      }
      return lines.join('\n');
    },
  );

  let abstracts: readonly CertificateLine[] = [];
  await step(
    "offline, it issues abstracts marked 'register as of …', and is killed with SIGKILL between two sheets",
    async () => {
      const asks = neighbours.members.map((member) => abstractOf(member, neighbours));
      abstracts = await issue(desk(officeA).process, asks, newId);
      await until('the first sheet is out', async () => (thePrinter().paper().length > 0 ? true : null));
      await desk(officeA).process.kill();
      const out = thePrinter().paper().length;
      expectThat(out < abstracts.length, 'it was killed before all of them were printed');
      return `${abstracts.length} papers, ${out} out when it was killed`;
    },
  );

  await step('started again, it prints the rest: every paper once, every fee once', async () => {
    desk(officeA).process = startOfficeProcess({ data: join(folder, officeA.id) });
    valueOf(await desk(officeA).process.command('signIn', clerkOf(township, officeA.id)));
    const issued = await untilIssued(desk(officeA).process, abstracts);
    const sheets = thePrinter().paper();
    const names = sheets.map(({ jobName, page }) => `${jobName.replace(/\.\d+$/, '')} page ${page}`);
    expectThat(new Set(names).size === names.length, 'no sheet came out twice');
    expectThat(names.length === issued.reduce((sum, { pages }) => sum + (pages ?? 0), 0), 'no sheet is missing');
    const { ledger } = valueOf(await desk(officeA).process.query('getDay', { day: reportDate }));
    expectThat(ledger.won === 400 * issued.length, 'each fee is counted once');
    return issued
      .map((line) => `${line.serial}  ${line.holder}  ${line.sheets ?? 0} sheet, ${line.fee.won} won`)
      .join('\n');
  });

  await step('offline, it files a move-in within its own area', () =>
    fileMoveIn(wholeHouseholdReport(neighbours, houseIn(township, officeA.id, '901'), reportDate)),
  );
  await step(`offline, it files a move-in of a family from ${officeB.nameEn}`, () =>
    fileMoveIn(wholeHouseholdReport(newcomers, houseIn(township, officeA.id, '902'), reportDate)),
  );

  await step('the office is killed with SIGKILL, started again, and has lost nothing', async () => {
    await desk(officeA).process.kill();
    desk(officeA).process = startOfficeProcess({ data: join(folder, officeA.id) });
    valueOf(await desk(officeA).process.command('signIn', clerkOf(township, officeA.id)));
    const status = await statusOf(officeA);
    const waiting = (await filingsOf(officeA)).filter((filing) => filing.state === 'waiting');
    expectThat(status.unsent >= 2 && waiting.length === 2, 'both filings are there, waiting');
    return waiting.map(describe).join('\n');
  });

  await step('the link comes back: both filings are answered, for each mover', async () => {
    desk(officeA).link.mend();
    const filings = await until('both filings are answered', async () => {
      const rows = await filingsOf(officeA);
      return rows.length === 2 && rows.every((row) => row.state === 'answered') ? rows : null;
    });
    const answers = filings.flatMap((filing) => filing.movers.map((mover) => mover.answer));
    expectThat(answers.length === 8, 'there is an answer for each of 8 movers');
    expectThat(
      answers.every((answer) => answer?.type === 'registered' && answer.on === reportDate),
      'everyone is registered from the report date',
    );
    await until('the outbox is empty', async () => ((await statusOf(officeA)).unsent === 0 ? true : null));
    return filings.map(describe).join('\n');
  });

  await step(`${officeB.nameEn} has lost the family, and lists the move-out`, async () => {
    const lines = await until('the move-out list names the family', async () => {
      const { rows } = valueOf(await desk(officeB).process.query('listDepartures', {}));
      const moved = rows.filter((row) =>
        newcomers.members.some((member) => member.id === row.resident && row.registeredOn === reportDate),
      );
      return moved.length === newcomers.members.length ? moved : null;
    });
    for (const member of newcomers.members) {
      const rows = await find(officeB, member.name);
      expectThat(!rows.some((row) => row.id === member.id), `${member.name} is no longer found`);
    }
    return lines.map((line) => `${line.name} → ${line.toAddress}`).join('\n');
  });

  await step(`${officeA.nameEn} shows them registered from the report date`, async () => {
    const lines: string[] = [];
    for (const member of newcomers.members) {
      const view = { id: newId(), resident: member.id, purpose: 'demo' };
      const page = valueOf(await desk(officeA).process.command('viewResident', view));
      const [row] = page.addresses;
      expectThat(row?.registeredOn === reportDate, `${member.name} is registered from ${reportDate}`);
      lines.push(
        `${page.resident.name} ${page.resident.maskedNumber}  ${page.resident.address}  from ${row?.registeredOn ?? ''}`,
      );
    }
    return lines.join('\n');
  });

  let copy: CertificateLine | undefined;
  await step(`${officeA.nameEn} issues a copy with the new address`, async () => {
    const papers = await issue(desk(officeA).process, [copyOf(newcomers)], newId);
    [copy] = await untilIssued(desk(officeA).process, papers);
    return `${copy?.serial ?? ''}  ${copy?.holder ?? ''}  ${copy?.sheets ?? 0} of ${copy?.pages ?? 0} sheets`;
  });

  await step('whoever gets it checks its code: genuine, and central says so too', async () => {
    const sheet = thePrinter()
      .paper()
      .findLast(({ jobName }) => jobName.startsWith(`${copy?.serial ?? '?'}.`));
    if (!sheet || !central) throw new Error('the copy came out of the printer');
    const trust = await fetchTrust(central.url, join(folder, 'trust'));
    await until('central knows of it', async () => {
      const { line } = valueOf(
        await desk(officeA).process.query('getCertificate', { certificate: copy?.id ?? newId() }),
      );
      return line.isSent ? true : null;
    });
    return checkCode(trust, thePrinter().fileOf(sheet.documentHash), central.url);
  });

  await step('the abstracts from before the move are listed as overtaken by it', async () => {
    const filter = { from: null, to: null, show: 'overtaken', kind: null, text: '' } as const;
    const lines = await until('they are listed', async () => {
      const { rows } = valueOf(await desk(officeA).process.query('listCertificates', { filter, after: null }));
      return rows.length === abstracts.length ? rows : null;
    });
    return lines
      .map((line) => `${line.serial}  ${line.overtaken?.what ?? ''} on ${line.overtaken?.since ?? ''}`)
      .join('\n');
  });

  await step(`${officeC.nameEn}, which had nothing to do with it, received nothing of it`, async () => {
    valueOf(await desk(officeC).process.command('syncNow', {}));
    expectThat((await positionOf(officeC)) === positionOfC, 'its feed has not moved');
    expectThat((await filingsOf(officeC)).length === 0, 'it lists no filing');
    for (const member of newcomers.members)
      expectThat(
        !(await find(officeC, member.name)).some((row) => row.id === member.id),
        `${member.name} is not there`,
      );
    return `its feed ends where it did; ${desk(officeC).link.received() - bytesOfC} bytes of “nothing new” came over its link`;
  });
};

const stopAll = async (): Promise<void> => {
  for (const { process, link } of desks.values()) {
    await process.stop();
    await link.close();
  }
  await printer?.stop();
  await central?.stop();
};

try {
  await story();
  await stopAll();
  writeSummary(summaryFolder, true, null);
  rmSync(folder, { recursive: true, force: true });
  console.log('demo: ok');
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  for (const { office, process } of desks.values())
    if (process.log()) console.error(`— ${office.nameEn}\n${process.log()}`);
  if (central?.log()) console.error(`— central\n${central.log()}`);
  await stopAll().catch(() => undefined);
  writeSummary(summaryFolder, false, message);
  console.error(`demo: failed: ${message}\nIts files are in ${folder}`);
  process.exitCode = 1;
}
