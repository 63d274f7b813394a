import { maskName } from '../../../shared/code/mask-name.ts';
import type { CertificateAsk } from '../../../shared/contract/commands.ts';
import type { Fee, IssueDefect } from '../../../shared/registry/certificate.ts';
import type { HouseholdId, ResidentId } from '../../../shared/registry/ids.ts';
import { addDays, type PlainDate, plainDateAt } from '../../../shared/registry/plain-date.ts';
import { isMoveIn } from '../../../shared/registry/report.ts';
import type { Household, Resident } from '../../../shared/registry/resident.ts';
import type { SheetContent, SheetFrame } from '../../../shared/registry/sheet.ts';
import { currentReport } from '../../../shared/rules/filing.ts';
import { composeContent } from '../../../shared/rules/paper/compose.ts';
import { romanNameOf } from '../../../shared/rules/paper/copy.ts';
import { judgeAsk } from '../../../shared/rules/paper/judge.ts';
import type { PaperSources, Situation } from '../../../shared/rules/paper/sources.ts';
import { type Holder, holderOf, subjectsOf } from '../../../shared/rules/paper/subjects.ts';
import { numbersOf } from '../../../shared/rules/register.ts';
import type { RegisterReads } from '../../replica/register-reads.ts';
import type { Replica } from '../../replica/replica.ts';
import type { System } from '../../system.ts';
import type { OpenOffice } from '../session.ts';

/** A paper before it has a serial: whether it may be made, what it costs, and what it says. */
export interface PaperDraft {
  readonly defects: readonly IssueDefect[];
  readonly fee: Fee;
  /** Null where there is nothing to show. */
  readonly content: SheetContent | null;
  readonly frame: SheetFrame;
  readonly subjects: readonly ResidentId[];
  readonly household: HouseholdId | null;
  /** Null for papers about an address or a filing. */
  readonly holder: Holder | null;
  readonly issuedOn: PlainDate;
  /** Korean time, `HHMMSS`, at which it was drawn up. */
  readonly time: string;
}

/** How long a certificate may be handed in: 90 days, the day of issue among them. */
export const lastDayOf = (issuedOn: PlainDate): PlainDate => addDays(issuedOn, 89);

/** Reads what the paper is made from, judges, and composes. Reading and deciding only; nothing is written. */
export const draftPaper = (
  { office, official, replica, sync }: OpenOffice,
  { system, watermark }: { readonly system: System; readonly watermark: string | null },
  ask: CertificateAsk,
): PaperDraft => {
  const registerAsOf = replica.registerAsOf();
  const isOnline = sync.link().state === 'online';
  const now = timeOfIssue(replica, system);
  const today = plainDateAt(now);
  const sources = readSources(replica.reads(), ask);
  const situation: Situation = {
    today,
    channel: official.role === 'kiosk' ? 'kiosk' : 'desk',
    isOnline,
    policy: replica.policy(),
    registerAgeHours: registerAsOf === null ? null : (now - Date.parse(registerAsOf)) / 3_600_000,
    role: official.role,
  };
  const { defects, fee } = judgeAsk({ ask, sources, situation });
  const isReceipt = ask.request.kind === 'move-in-receipt';
  const english = ask.request.kind === 'copy-english' ? ask.request : null;
  const roman = english && sources.applicant && romanNameOf(sources.applicant, english.names);
  return {
    defects,
    fee,
    content: composeContent({ ask, sources, today, language: 'ko' }),
    subjects: subjectsOf({ ask, sources, today }),
    household: sources.household?.id ?? null,
    holder: holderOf({ ask, sources, maskName }),
    issuedOn: today,
    time: koreanTime(now).slice(11, 19).replaceAll(':', ''),
    frame: {
      watermark,
      // The office has no English name for its county; the seal beside it says the rest.
      issuer: english ? `Head of ${office.nameEn}` : `${office.province} ${office.city} ${office.nameKo}장`,
      sealText: isReceipt ? null : `${office.nameKo}장의인`,
      official: official.name,
      applicant: roman ?? ask.applicant.name,
      purpose: isReceipt ? null : ask.purpose,
      issuedOn: today,
      registerAsOf: isOnline || registerAsOf === null ? null : koreanTime(Date.parse(registerAsOf)).slice(0, 16),
      serial: null,
      documentNumber: null,
      issueNumber: null,
      code: null,
    },
  };
};

/**
 * Central's time as well as this device can tell, in milliseconds: by the offset of its clock at the last contact, and
 * never before that contact. A clock set back must neither date a paper back nor make an old register young.
 */
export const timeOfIssue = (replica: Replica, system: Pick<System, 'now'>): number => {
  const registerAsOf = replica.registerAsOf();
  const corrected = system.now() - replica.clockOffsetMs();
  return registerAsOf === null ? corrected : Math.max(corrected, Date.parse(registerAsOf));
};

/** `YYYY-MM-DD HH:MM:SS` in Korea, which has had one time zone without summer time since 1988. */
const koreanTime = (epochMs: number): string =>
  new Date(epochMs + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

const readSources = (reads: RegisterReads, { request, applicant, ground }: CertificateAsk): PaperSources => {
  const subject = request.kind === 'abstract' ? reads.resident(request.resident) : null;
  const household = householdOf(reads, request, subject);
  const housemates = household ? membersOf(reads, household) : [];
  const address = request.kind === 'moved-in-households' ? request.address : null;
  const filing = request.kind === 'move-in-receipt' ? reads.filing(request.filing) : null;
  const report = filing && currentReport(filing);
  // There is no receipt of any other report.
  const moveIn = filing && report && isMoveIn(report) ? { report, answers: filing.answers } : null;
  const movers = (moveIn?.report.movers ?? []).flatMap(({ number }) =>
    number === null ? [] : (reads.residentByNumber(number) ?? []),
  );
  const isMemberWaiting = reads.waitingFilings(housemates.flatMap(numbersOf)).length > 0;
  return {
    household,
    members: moveIn ? movers : housemates,
    subject,
    homes: (address ? reads.householdsAt(address) : []).map((home) => ({
      household: home,
      members: membersOf(reads, home),
    })),
    isFilingWaiting: address ? reads.isFilingWaitingAt(address) : isMemberWaiting,
    filing: moveIn,
    applicant: applicant.number === null ? null : reads.residentByNumber(applicant.number),
    principal: ground.type === 'delegate' ? reads.residentByNumber(ground.principal.number) : null,
  };
};

const householdOf = (
  reads: RegisterReads,
  request: CertificateAsk['request'],
  subject: Resident | null,
): Household | null => {
  if (request.kind === 'copy' || request.kind === 'copy-english') return reads.household(request.household);
  return subject ? reads.household(subject.household) : null;
};

const membersOf = (reads: RegisterReads, household: Household): Resident[] =>
  household.members.flatMap((id) => reads.resident(id) ?? []);
