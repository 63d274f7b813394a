import type { Database } from 'better-sqlite3';

/** Brings all that stands in the log into the file itself; false while somebody reads what was before. Doesn't wait. */
export const takeInLog = (db: Database): boolean => {
  const patience = Number(db.pragma('busy_timeout', { simple: true }));
  db.pragma('busy_timeout = 0');
  try {
    return db.pragma('wal_checkpoint(TRUNCATE)', { simple: true }) === 0;
  } finally {
    db.pragma(`busy_timeout = ${patience}`);
  }
};
