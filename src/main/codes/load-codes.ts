import type { Database } from 'better-sqlite3';
import type { FileKind, ImportNote, LineProblem } from '../../shared/registry/code-import.ts';
import { parseArea, parseJurisdiction } from './code-lines.ts';
import type { Problems } from './problems.ts';
import type { Problem } from './split.ts';

/** Takes the lines of code files into the new file. */
export const createCodeLoader = (db: Database) => {
  const insertArea = db.prepare(
    `INSERT INTO area(system, code, from_day, to_day, province, city, township, ri, file, line)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const insertJurisdiction = db.prepare(
    'INSERT INTO jurisdiction(administrative, legal, from_day, to_day, file, line) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return (kind: FileKind, fields: readonly string[], file: number, number: number): Problem | null => {
    if (kind === 'jurisdictions') {
      const parsed = parseJurisdiction(fields);
      if (!parsed.ok) return parsed.problem;
      const { line } = parsed;
      if (line) insertJurisdiction.run(line.administrative, line.legal, line.from, line.to, file, number);
      return null;
    }
    const isLegal = kind === 'legal-codes';
    const parsed = parseArea(isLegal ? 'legal-codes' : 'administrative-codes', fields);
    if (!parsed.ok) return parsed.problem;
    const { code, from, to, province, city, township, ri } = parsed.line;
    const system = isLegal ? 'legal' : 'administrative';
    insertArea.run(system, code, from, to, province, city, township, ri, file, number);
    return null;
  };
};

interface Clash {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly read: string;
  readonly same_day: 0 | 1;
}

/** Rows of one key whose life begins before the one before has ended, in the order of their beginnings. */
const clashes = (table: 'area' | 'jurisdiction', key: string): string => `
  SELECT clash.id, source.name AS file, clash.line, clash.read, clash.same_day FROM (
    SELECT rowid AS id, file, line, ${key.replaceAll(',', " || ' ' ||")} || ' ' || from_day AS read,
      from_day = lag(from_day) OVER life AS same_day,
      from_day < max(coalesce(to_day, '9999-12-31')) OVER (life ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS is_clash
    FROM ${table} WINDOW life AS (PARTITION BY ${key} ORDER BY from_day, rowid)
  ) AS clash JOIN source ON source.id = clash.file WHERE is_clash OR same_day ORDER BY clash.id`;

/** Codes of KIKmix that the other two files don't know. */
const unknowns = (system: 'administrative' | 'legal'): string => `
  SELECT source.name AS file, jurisdiction.line, jurisdiction.${system} AS read FROM jurisdiction
  JOIN source ON source.id = jurisdiction.file
  WHERE jurisdiction.${system} NOT IN (SELECT code FROM area WHERE system = '${system}')
  ORDER BY jurisdiction.rowid`;

/** What shows only between lines. Rows that clash with one before are taken out again, so each day has one answer. */
export const checkCodes = (db: Database, problems: Problems): readonly ImportNote[] => {
  for (const [table, key] of [
    ['area', 'system, code'],
    ['jurisdiction', 'administrative, legal'],
  ] as const) {
    const remove = db.prepare(`DELETE FROM ${table} WHERE rowid = ?`);
    const found = db.prepare(clashes(table, key)).all() as Clash[];
    for (const { id, file, line, read, same_day } of found) {
      problems.add({ file, line }, { column: '생성일자', problem: same_day ? 'duplicate' : 'overlap', read });
      remove.run(id);
    }
  }
  for (const [system, column] of [
    ['administrative', '행정동코드'],
    ['legal', '법정동코드'],
  ] as const)
    for (const { file, line, read } of db.prepare(unknowns(system)).iterate() as Iterable<
      Pick<LineProblem, 'file' | 'line' | 'read'>
    >)
      problems.add({ file, line }, { column, problem: 'unknown-code', read }, true);

  const withoutHistory = db
    .prepare(
      `SELECT name FROM source WHERE kind = 'administrative-codes'
       AND NOT EXISTS (SELECT 1 FROM area WHERE system = 'administrative' AND to_day IS NOT NULL)`,
    )
    .pluck()
    .all() as string[];
  return withoutHistory.map((file) => ({ type: 'NoHistory', file }));
};
