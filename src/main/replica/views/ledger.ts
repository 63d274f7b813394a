import type { Database } from 'better-sqlite3';
import type { EntryBody, EntryHeader } from '../../../shared/contract/entry.ts';
import { addressToText } from '../../../shared/registry/address.ts';
import type { SerialBlock } from '../../../shared/registry/certificate.ts';
import type { FilingId, ResidentId } from '../../../shared/registry/ids.ts';
import type { LedgerState, LedgerStep } from '../../../shared/registry/ledger.ts';
import type { Resident } from '../../../shared/registry/resident.ts';
import type { Identity } from './meta.ts';

/** Writes to the ledger of papers. Runs inside a transaction of the caller's. */
export interface LedgerFold {
  readonly reserve: (header: EntryHeader, body: EntryBody<'certificateReserved'>) => void;
  readonly step: (header: EntryHeader, body: EntryBody<'certificateStepped'>) => void;
  readonly overtake: (body: EntryBody<'certificateOvertaken'>) => void;
  readonly requestSerials: (entry: FilingId, body: EntryBody<'serialsRequested'>) => void;
  /** Blocks of other devices and of earlier incarnations are passed over. */
  readonly grant: (to: Pick<Identity, 'device' | 'incarnation'>, block: SerialBlock) => void;
  readonly closeRequest: (entry: FilingId) => void;
  readonly spendSheets: (entry: FilingId, body: EntryBody<'sheetsSpent'>) => void;
  readonly signDay: (header: EntryHeader, body: EntryBody<'daySigned'>) => void;
  /** The resident has changed, or gone: issued papers that show them, or where they are now, are to be compared. */
  readonly noteChange: (resident: ResidentId, now: Pick<Resident, 'household' | 'addresses'> | null) => void;
}

export const createLedgerFold = (db: Database): LedgerFold => {
  const statements = {
    reserve: db.prepare(
      `INSERT INTO certificate VALUES (:id, :serial, :documentNumber, :kind, 'reserved', NULL, :holder, :applicant, NULL, 0,
         0, :printer, NULL, NULL, 0, :official, :role, :issuedOn, :at, NULL, NULL, NULL, :household, :address,
         :reservation)`,
    ),
    useSerial: db.prepare(
      'UPDATE serial_block SET next = max(next, :n + 1) WHERE epoch = :epoch AND :n BETWEEN first AND last',
    ),
    addSubject: db.prepare('INSERT OR IGNORE INTO certificate_subject VALUES (?, ?)'),
    replace: db.prepare(
      `UPDATE certificate SET state = 'void', why = 'replaced', replaced_by = ?, settled_at = ?, sheets = ? WHERE id = ?`,
    ),
    addStep: db.prepare('INSERT INTO certificate_step VALUES (?, ?, ?, ?, ?)'),
    step: db.prepare(
      `UPDATE certificate SET state = :state, why = :why, pages = coalesce(:pages, pages), sheets = :sheets,
         attempt = coalesce(:attempt, attempt), printer = coalesce(:printer, printer), job = :job,
         sha256 = coalesce(:sha256, sha256), won = coalesce(:won, won), settled_at = :settledAt WHERE id = :id`,
    ),
    current: db.prepare<[string], { pages: number | null; sheets: number | null; job: string | null }>(
      'SELECT pages, sheets, job FROM certificate WHERE id = ?',
    ),
    dropPdf: db.prepare('DELETE FROM certificate_pdf WHERE certificate = ?'),
    compareIt: db.prepare('INSERT OR IGNORE INTO certificate_to_compare VALUES (?)'),
    overtake: db.prepare('UPDATE certificate SET overtaken = ? WHERE id = ?'),
    compared: db.prepare('DELETE FROM certificate_to_compare WHERE certificate = ?'),
    toCompare: db.prepare(
      `INSERT OR IGNORE INTO certificate_to_compare SELECT id FROM certificate
       WHERE (id IN (SELECT certificate FROM certificate_subject WHERE resident = :resident)
           OR household IN (SELECT value FROM json_each(:households)) OR address = :address)
         AND state = 'issued' AND overtaken IS NULL`,
    ),
    forgetRequests: db.prepare('DELETE FROM serial_request WHERE is_answered = 1'),
    request: db.prepare('INSERT OR IGNORE INTO serial_request VALUES (?, ?, 0)'),
    closeRequest: db.prepare('UPDATE serial_request SET is_answered = 1 WHERE entry = ?'),
    // A snapshot lists what the feed told before: what was used up here stays used up.
    grant: db.prepare('INSERT OR IGNORE INTO serial_block VALUES (?, ?, ?, ?, ?, ?)'),
    spend: db.prepare('INSERT OR IGNORE INTO sheets_spent VALUES (?, ?, ?, ?, ?, ?)'),
    signDay: db.prepare('INSERT OR IGNORE INTO signed_day VALUES (?, ?, ?, ?)'),
  };

  return {
    reserve: ({ id, actor, role, at }, body) => {
      const { serial, documentNumber, kind, holder, applicant, printer, issuedOn, subjects, replaces } = body;
      const reservation = JSON.stringify(body);
      const address = body.input.content.kind === 'moved-in-households' ? body.input.content.address : null;
      statements.reserve.run({
        id,
        serial,
        documentNumber,
        kind,
        holder,
        applicant: applicant.name,
        printer,
        official: actor,
        role,
        issuedOn,
        at,
        household: body.household,
        address,
        reservation,
      });
      const [, epoch, n] = /-(\d+)-(\d+)$/.exec(serial) ?? [];
      statements.useSerial.run({ epoch: Number(epoch), n: Number(n) });
      for (const resident of subjects) statements.addSubject.run(resident, id);
      if (replaces) {
        statements.replace.run(serial, at, replaces.sheets, replaces.certificate);
        statements.dropPdf.run(replaces.certificate);
      }
    },
    step: ({ id: entry, at, actor }, { certificate, step }) => {
      const before = statements.current.get(certificate);
      if (!before) return;
      statements.addStep.run(certificate, entry, at, actor, JSON.stringify(step));
      statements.step.run({ id: certificate, ...columnsOf(step, before), settledAt: isEnd(step.to) ? at : null });
      // Nothing prints it any more.
      if (isEnd(step.to)) statements.dropPdf.run(certificate);
      // What the register learned while it was under way was no news of an issued paper yet.
      if (step.to === 'issued') statements.compareIt.run(certificate);
    },
    overtake: ({ certificate, overtaken }) => {
      statements.overtake.run(JSON.stringify(overtaken), certificate);
      statements.compared.run(certificate);
    },
    requestSerials: (entry, { left }) => {
      statements.forgetRequests.run();
      statements.request.run(entry, left);
    },
    grant: ({ device, incarnation }, block) => {
      // Of an earlier incarnation, somebody may have used them since the backup was made.
      if (block.device !== device || (block.incarnation ?? 1) !== incarnation) return;
      const { office, epoch, first, last, terminal } = block;
      statements.grant.run(office, epoch, first, last, terminal, first);
    },
    closeRequest: (entry) => {
      statements.closeRequest.run(entry);
    },
    spendSheets: (entry, { on, what, printer, sheets, note }) => {
      statements.spend.run(entry, on, what, printer, sheets, note);
    },
    signDay: ({ actor, at }, body) => {
      statements.signDay.run(body.day, actor, at, JSON.stringify(body));
    },
    noteChange: (resident, now) => {
      const row = now?.addresses.at(-1);
      const address = row ? addressToText(row.address) : null;
      // A record that they were on may have ended since: the next householder's is another.
      const households = JSON.stringify(now ? [now.household, ...now.addresses.map((each) => each.household)] : []);
      statements.toCompare.run({ resident, households, address });
    },
  };
};

const isEnd = (state: LedgerState): boolean => state === 'issued' || state === 'void';

interface StepColumns {
  readonly state: LedgerState;
  readonly why: string | null;
  readonly pages: number | null;
  readonly sheets: number | null;
  readonly attempt: number | null;
  readonly printer: string | null;
  readonly job: string | null;
  readonly sha256: string | null;
  readonly won: number | null;
}

/** What a step says, and what of the columns it leaves as they were. */
const columnsOf = (
  step: LedgerStep,
  before: { readonly pages: number | null; readonly sheets: number | null; readonly job: string | null },
): StepColumns => {
  const same = {
    state: step.to,
    why: null,
    pages: null,
    sheets: before.sheets,
    attempt: null,
    printer: null,
    job: before.job,
    sha256: null,
    won: null,
  };
  switch (step.to) {
    case 'rendered':
      return { ...same, pages: step.pages, sha256: step.sha256, printer: step.printer, sheets: 0 };
    case 'submitting': {
      const { printerUuid, upTime, jobName } = step;
      const job = JSON.stringify({ printerUuid, upTime, jobName });
      return { ...same, attempt: step.attempt, printer: step.printer, job, sheets: 0 };
    }
    case 'created': {
      const { jobId, jobUuid } = step;
      return { ...same, job: JSON.stringify({ ...(JSON.parse(before.job ?? '{}') as object), jobId, jobUuid }) };
    }
    case 'sending':
      return { ...same, sheets: null };
    case 'printing':
      return { ...same, sheets: step.impressions };
    case 'printed':
      return { ...same, sheets: step.impressions };
    case 'issued':
      return { ...same, sheets: before.pages, won: step.won };
    case 'failed-clean':
      return { ...same, why: step.why, sheets: 0 };
    case 'suspect':
      return { ...same, why: step.why, sheets: step.impressions };
    case 'void':
      return { ...same, why: step.why, sheets: step.sheets };
  }
};
