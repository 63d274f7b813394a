import type { Database } from 'better-sqlite3';
import type { ResidentPage } from '../../shared/contract/queries.ts';
import { type Address, addressToText, isSameAddress } from '../../shared/registry/address.ts';
import type { MoverAnswer } from '../../shared/registry/answer.ts';
import { Departure } from '../../shared/registry/departure.ts';
import type { FilingId, HouseholdId, ResidentId } from '../../shared/registry/ids.ts';
import { MoveInReport } from '../../shared/registry/move-in.ts';
import { Household, Resident } from '../../shared/registry/resident.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import { createResidentLines } from './resident-lines.ts';

/** A filing that still waits for an answer. */
export interface WaitingFiling {
  readonly id: FilingId;
  readonly report: MoveInReport;
}

/** What use cases read of the confirmed register and of the filings that wait. */
export interface RegisterReads {
  readonly residentByNumber: (number: ResidentNumber) => Resident | null;
  readonly resident: (id: ResidentId) => Resident | null;
  readonly household: (id: HouseholdId) => Household | null;
  /** Filings without an answer that name any of these numbers. */
  readonly waitingFilings: (numbers: readonly ResidentNumber[]) => WaitingFiling[];
  /** The answers that hold for a filing; none while it waits. */
  readonly answers: (filing: FilingId) => MoverAnswer[];
  /** A filing of this office, whichever device took it. */
  readonly filing: (id: FilingId) => MoveInReport | null;
  readonly householdsAt: (address: Address) => Household[];
  readonly isFilingWaitingAt: (address: Address) => boolean;
  /** Where a resident went who is not here any more; the last time, if several. */
  readonly lastDeparture: (id: ResidentId) => Departure | null;
  readonly page: (id: ResidentId) => ResidentPage | null;
  readonly residentCount: () => number;
}

export const createRegisterReads = (db: Database): RegisterReads => {
  const statements = {
    byNumber: db.prepare<[string], string>('SELECT document FROM resident WHERE number = ?').pluck(),
    resident: db.prepare<[string], string>('SELECT document FROM resident WHERE id = ?').pluck(),
    household: db.prepare<[string], string>('SELECT document FROM household WHERE id = ?').pluck(),
    waiting: db.prepare<[string], { id: FilingId; report: string }>(
      `SELECT id, report FROM filing
       WHERE id IN (SELECT filing FROM filing_mover WHERE number IN (SELECT value FROM json_each(?)))
         AND quarantined IS NULL AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.filing = filing.id)
       ORDER BY id`,
    ),
    answers: db.prepare<[string], { mover: string; answer: string }>(
      `SELECT number AS mover, answer FROM answer AS latest WHERE filing = ? AND revision =
         (SELECT max(revision) FROM answer WHERE filing = latest.filing AND number = latest.number) ORDER BY number`,
    ),
    filing: db.prepare<[string], string>('SELECT report FROM filing WHERE id = ?').pluck(),
    at: db.prepare<[string], string>('SELECT document FROM household WHERE address = ? ORDER BY row').pluck(),
    allWaiting: db
      .prepare<[], string>(
        `SELECT report FROM filing
         WHERE quarantined IS NULL AND NOT EXISTS (SELECT 1 FROM answer WHERE answer.filing = filing.id)`,
      )
      .pluck(),
    departure: db
      .prepare<[string], string>(
        'SELECT document FROM departure WHERE resident = ? ORDER BY registered_on DESC LIMIT 1',
      )
      .pluck(),
    count: db.prepare<[], number>('SELECT count(*) FROM resident').pluck(),
  };
  const lines = createResidentLines(db);
  const residentFrom = (document: string | undefined): Resident | null =>
    document === undefined ? null : Resident.parse(JSON.parse(document));
  const household = (id: HouseholdId): Household | null => {
    const document = statements.household.get(id);
    return document === undefined ? null : Household.parse(JSON.parse(document));
  };

  return {
    residentByNumber: (number) => residentFrom(statements.byNumber.get(number)),
    resident: (id) => residentFrom(statements.resident.get(id)),
    household,
    waitingFilings: (numbers) =>
      statements.waiting
        .all(JSON.stringify(numbers))
        .map(({ id, report }) => ({ id, report: MoveInReport.parse(JSON.parse(report)) })),
    answers: (filing) =>
      statements.answers.all(filing).map(({ mover, answer }) => ({ mover, answer: JSON.parse(answer) }) as MoverAnswer),
    filing: (id) => {
      const report = statements.filing.get(id);
      return report === undefined ? null : MoveInReport.parse(JSON.parse(report));
    },
    householdsAt: (address) =>
      statements.at.all(addressToText(address)).map((document) => Household.parse(JSON.parse(document))),
    isFilingWaitingAt: (address) =>
      statements.allWaiting.all().some((report) => isSameAddress(MoveInReport.parse(JSON.parse(report)).to, address)),
    lastDeparture: (id) => {
      const document = statements.departure.get(id);
      return document === undefined ? null : Departure.parse(JSON.parse(document));
    },
    page: (id) => {
      const resident = residentFrom(statements.resident.get(id));
      const home = resident && household(resident.household);
      const [line] = lines.byIds([id]);
      if (!resident || !home || !line) return null;
      return {
        resident: line,
        nameRoman: resident.nameRoman,
        sex: resident.sex,
        household: { id: home.id, householder: home.householder, members: lines.byIds(home.members) },
        addresses: resident.addresses
          .map(({ registeredOn, movedOn, reason, address, householderName, relation, filing }) => ({
            registeredOn,
            movedOn,
            reason,
            address,
            householderName,
            relation,
            filing,
          }))
          .toReversed(),
      };
    },
    residentCount: () => statements.count.get() ?? 0,
  };
};
