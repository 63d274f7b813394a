import type { Database } from 'better-sqlite3';
import type { Office, Official } from '../../../shared/registry/office.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import type { System } from '../../system.ts';
import { type JournalDocument, openCollections } from '../collections.ts';
import { createFolds } from '../connection.ts';
import { openPart } from '../open-file.ts';
import { buildEmptyFile } from '../snapshot-file.ts';
import { createMeta, type Identity } from '../views/meta.ts';
import type { Found, FoundEntry } from './collect.ts';
import type { JournalState } from './journal-state.ts';

/** Of what `meta` said of itself, what holds for a new file too. What the feed says comes with the register. */
const keptFacts = ['clockOffsetMs', 'covered', 'erasedTo', 'backupFolder', 'lastBackup'];

/** Makes a new file of what was found: the journals up to their first gaps, and the views that follow from them. */
export const fillRescued = async (
  {
    file,
    key,
    profile,
    system,
  }: { readonly file: string; readonly key: Buffer; readonly profile: Profile; readonly system: System },
  found: Found,
  about: {
    readonly identity: Identity;
    readonly office: Office;
    readonly officials: readonly Official[];
    readonly journals: readonly JournalState[];
  },
): Promise<void> => {
  buildEmptyFile(file, key, profile, about.identity);
  const db = openPart(file, key);
  try {
    const meta = createMeta(db);
    meta.set('office', about.office);
    meta.setOfficials(about.officials);
    const putFact = db.prepare('INSERT OR IGNORE INTO meta VALUES (?, ?)');
    for (const name of keptFacts) {
      const value = found.facts.get(name);
      if (value !== undefined) putFact.run(name, value);
    }
    const putDraft = db.prepare('INSERT OR IGNORE INTO draft VALUES (?, ?, ?, ?, ?, ?)');
    for (const draft of found.drafts.values()) putDraft.run(...draft);
    await writeJournals(db, system, about.journals);
    const putPdf = db.prepare(
      `INSERT OR IGNORE INTO certificate_pdf SELECT id, ? FROM certificate WHERE id = ? AND state NOT IN ('issued', 'void')`,
    );
    for (const [id, pdf] of found.pdfs) putPdf.run(pdf, id);
  } finally {
    db.close();
  }
};

const documentOf = ({ header, headerText, body }: FoundEntry): JournalDocument => ({
  id: header.id,
  device: header.device,
  incarnation: header.incarnation,
  seq: header.seq,
  header: headerText,
  body,
});

/** First the log and the list of entries, then the views: an entry that can't be folded any more stays in the chain. */
const writeJournals = async (db: Database, system: System, journals: readonly JournalState[]): Promise<void> => {
  const putEntry = db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)');
  const collections = await openCollections(db, `rescued-${system.newId()}`, {
    journal: () => undefined,
    feed: () => undefined,
  });
  const meta = createMeta(db);
  const folds = createFolds(db, meta);
  for (const journal of journals) {
    const documents = journal.chain.map(documentOf);
    if (documents.length > 0) await collections.journal.bulkInsert(documents);
    for (const [index, entry] of journal.chain.entries()) {
      const { device, incarnation, seq, id, kind } = entry.header;
      const receipt = journal.receiptOf(entry);
      putEntry.run(device, incarnation, seq, id, kind, entry.hash, receipt);
      const document = documents[index];
      if (document) foldIfPossible(db, () => folds.foldEntry(document));
      if (receipt === 'quarantined') folds.filings.markQuarantined(id, 'central could not read it');
    }
  }
  await collections.database.close();
};

/** What an entry is folded into may hang on others that are lost, or whose bodies were erased long ago. */
const foldIfPossible = (db: Database, fold: () => void): void => {
  db.exec('SAVEPOINT fold');
  try {
    fold();
    db.exec('RELEASE fold');
  } catch {
    db.exec('ROLLBACK TO fold; RELEASE fold');
  }
};
