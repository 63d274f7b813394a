import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CertificateAsk } from '../../src/shared/contract/commands.ts';
import type { CertificateLine } from '../../src/shared/contract/queries.ts';
import { CertificateId, type FilingId } from '../../src/shared/registry/ids.ts';
import { PrinterId, PrinterSetup } from '../../src/shared/registry/printer.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { OfficeProcess } from '../run/office-process.ts';
import { until } from '../run/until.ts';
import { valueOf } from '../run/value-of.ts';
import type { Family } from './story.ts';

const counter = PrinterId.parse('counter');

/** Sets up the printer at the counter, and waits for the serials that central grants. */
export const prepareToPrint = async (office: OfficeProcess, uri: string, newId: () => FilingId): Promise<number> => {
  const setup = PrinterSetup.parse({
    id: counter,
    name: '민원창구 프린터',
    uri,
    roles: ['desk'],
    how: 'direct',
    media: 'iso_a4_210x297mm',
    tls: { fingerprint: null },
  });
  valueOf(await office.command('setPrinters', { id: newId(), printers: [setup] }));
  return until('central has granted serials', async () => {
    const { papers } = valueOf(await office.query('getStatus', {}));
    return papers.serialsLeft > 0 && papers.mayIssueOffline ? papers.serialsLeft : null;
  });
};

/** The householder asks for the abstract of a member of the family. */
export const abstractOf = (member: Resident, { members }: Family): CertificateAsk => ({
  request: {
    kind: 'abstract',
    resident: member.id,
    options: {
      personalChanges: false,
      pastAddresses: { type: 'all' },
      pastHouseholders: false,
      numberTail: false,
      householder: true,
      dates: true,
      changeReasons: true,
      military: 'none',
      foreignNumber: false,
      relations: 'plain',
    },
  },
  ...askedByHead(members, member),
});

/** The householder asks for a copy of the household. */
export const copyOf = ({ household, members }: Family): CertificateAsk => ({
  request: {
    kind: 'copy',
    household: household.id,
    options: {
      pastAddresses: { type: 'all' },
      formationReason: true,
      formationDate: true,
      dates: true,
      changeReasons: 'all',
      otherNames: true,
      numberTails: 'none',
      relations: 'plain',
      cohabitants: true,
      foreignFamily: false,
    },
  },
  ...askedByHead(members, null),
});

const askedByHead = (members: readonly Resident[], subject: Resident | null): Omit<CertificateAsk, 'request'> => {
  const [head] = members;
  if (!head) throw new Error('a family has a householder');
  return {
    applicant: { name: head.name, number: head.number, identity: 'resident-card' },
    ground: { type: subject === null || subject.id !== head.id ? 'household' : 'self' },
    purpose: '은행 제출',
    exemption: null,
  };
};

export const issue = async (
  office: OfficeProcess,
  asks: readonly CertificateAsk[],
  newId: () => FilingId,
): Promise<readonly CertificateLine[]> => {
  const batch = asks.map((ask) => ({ id: CertificateId.parse(newId()), ask }));
  return valueOf(await office.command('issueCertificates', { printer: counter, asks: batch })).certificates;
};

/** Waits until each paper is issued; throws for one that waits for a person. */
export const untilIssued = async (
  office: OfficeProcess,
  papers: readonly CertificateLine[],
): Promise<readonly CertificateLine[]> =>
  until('the papers are issued', async () => {
    const lines: CertificateLine[] = [];
    for (const { id } of papers) lines.push(valueOf(await office.query('getCertificate', { certificate: id })).line);
    const stuck = lines.find(
      (line) => line.state === 'suspect' || line.state === 'failed-clean' || line.state === 'void',
    );
    if (stuck) throw new Error(`paper ${stuck.serial} is ${stuck.state}: ${stuck.why ?? ''}`);
    return lines.every((line) => line.state === 'issued') ? lines : null;
  });

/** What a third party downloads once: the devices' keys, and central's own. */
export interface Trust {
  readonly bundle: string;
  readonly root: string;
}

const verifier = new URL('../../src/verify/cli.ts', import.meta.url).pathname;
const rrsVerify = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)(process.execPath, [verifier, '--lang', 'en', ...args])).stdout.trim();

export const fetchTrust = async (centralUrl: string, folder: string): Promise<Trust> => {
  mkdirSync(folder, { recursive: true });
  const trust = { bundle: join(folder, 'key-bundle.json'), root: join(folder, 'root.txt') };
  await rrsVerify('--fetch', centralUrl, '--bundle', trust.bundle, '--root', trust.root);
  return trust;
};

/** Checks the PDF as a third party would; throws unless it is genuine. */
export const checkCode = ({ bundle, root }: Trust, pdf: string, centralUrl: string): Promise<string> =>
  rrsVerify('--bundle', bundle, '--root', root, '--online', centralUrl, '--pdf', pdf);
