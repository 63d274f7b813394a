import type { Database } from 'better-sqlite3';
import type { ResidentPage } from '../../shared/contract/queries.ts';
import { type Address, addressToText, isSameAddress } from '../../shared/registry/address.ts';
import { Departure } from '../../shared/registry/departure.ts';
import type { FilingId, HouseholdId, ResidentId } from '../../shared/registry/ids.ts';
import { isMoveIn } from '../../shared/registry/report.ts';
import { Household, Resident } from '../../shared/registry/resident.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import { currentReport } from '../../shared/rules/filing.ts';
import { numbersOf } from '../../shared/rules/register.ts';
import { createFilingLines } from './filing-lines.ts';
import { createFilingRows, type StoredFiling } from './filing-rows.ts';
import { createLedgerLines } from './ledger-lines.ts';
import { createResidentLines } from './resident-lines.ts';

/** As many filings and papers as a resident's page lists. */
const pageSize = 20;

/** What use cases read of the confirmed register and of the filings that wait. */
export interface RegisterReads {
  /** Whoever has this number, or else had it before. */
  readonly residentByNumber: (number: ResidentNumber) => Resident | null;
  readonly resident: (id: ResidentId) => Resident | null;
  readonly household: (id: HouseholdId) => Household | null;
  /** Filings that wait for an answer and name any of these numbers. */
  readonly waitingFilings: (numbers: readonly ResidentNumber[]) => StoredFiling[];
  /** Filings that name any of these numbers and by which nobody was registered yet. */
  readonly filingsWithoutEffect: (numbers: readonly ResidentNumber[]) => StoredFiling[];
  /** A filing of this office, whichever device took it. */
  readonly filing: (id: FilingId) => StoredFiling | null;
  /** Records that have ended are not among them. */
  readonly householdsAt: (address: Address) => Household[];
  /** Somebody is to move in there, or something is reported of somebody who lives there. */
  readonly isFilingWaitingAt: (address: Address) => boolean;
  /** Where a resident went who is not here any more; the last time, if several. */
  readonly lastDeparture: (id: ResidentId) => Departure | null;
  readonly page: (id: ResidentId) => ResidentPage | null;
  readonly residentCount: () => number;
}

export const createRegisterReads = (db: Database): RegisterReads => {
  const statements = {
    byNumber: db.prepare<[string], string>('SELECT document FROM resident WHERE number = ? LIMIT 1').pluck(),
    byFormerNumber: db
      .prepare<[string], string>(
        `SELECT document FROM former_number JOIN resident ON resident.id = former_number.resident
         WHERE former_number.number = ? LIMIT 1`,
      )
      .pluck(),
    resident: db.prepare<[string], string>('SELECT document FROM resident WHERE id = ?').pluck(),
    household: db.prepare<[string], string>('SELECT document FROM household WHERE id = ?').pluck(),
    at: db
      .prepare<[string], string>('SELECT document FROM household WHERE address = ? AND is_closed = 0 ORDER BY row')
      .pluck(),
    numbersAt: db
      .prepare<[string], ResidentNumber>(
        `WITH there AS (
           SELECT resident.id, resident.number FROM household JOIN resident ON resident.household_row = household.row
           WHERE household.address = ? AND is_closed = 0
         )
         SELECT number FROM there
         UNION SELECT former_number.number FROM former_number JOIN there ON there.id = former_number.resident`,
      )
      .pluck(),
    departure: db
      .prepare<[string], string>(
        'SELECT document FROM departure WHERE resident = ? ORDER BY registered_on DESC LIMIT 1',
      )
      .pluck(),
    count: db.prepare<[], number>('SELECT count(*) FROM resident').pluck(),
  };
  const filings = createFilingRows(db);
  const lines = createResidentLines(db);
  const filingLines = createFilingLines(db);
  const ledgerLines = createLedgerLines(db);
  const residentFrom = (document: string | undefined): Resident | null =>
    document === undefined ? null : Resident.parse(JSON.parse(document));
  const household = (id: HouseholdId): Household | null => {
    const document = statements.household.get(id);
    return document === undefined ? null : Household.parse(JSON.parse(document));
  };

  return {
    residentByNumber: (number) =>
      residentFrom(statements.byNumber.get(number) ?? statements.byFormerNumber.get(number)),
    resident: (id) => residentFrom(statements.resident.get(id)),
    household,
    waitingFilings: filings.waitingFor,
    filingsWithoutEffect: filings.withoutEffect,
    filing: filings.byId,
    householdsAt: (address) =>
      statements.at.all(addressToText(address)).map((document) => Household.parse(JSON.parse(document))),
    isFilingWaitingAt: (address) => {
      if (filings.waitingFor(statements.numbersAt.all(addressToText(address))).length > 0) return true;
      return filings.waiting().some((filing) => {
        const report = currentReport(filing);
        return isMoveIn(report) && isSameAddress(report.to, address);
      });
    },
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
        filings: filingLines.naming(numbersOf(resident), pageSize),
        certificates: ledgerLines.about(id, home.id, pageSize),
      };
    },
    residentCount: () => statements.count.get() ?? 0,
  };
};
