import type { FileKind, ProblemKind } from '../../shared/registry/code-import.ts';
import { invisible } from './decode.ts';
import { type FixedKind, fixedLayouts, isFixedKind, optionalColumns, separatedLayouts } from './layouts.ts';

/** What is wrong with a line, before it has a file and a number. */
export interface Problem {
  readonly column: string | null;
  readonly problem: ProblemKind;
  readonly read: string;
}

export type Split =
  | { readonly ok: true; readonly fields: readonly string[] }
  | { readonly ok: false; readonly problem: Problem };

const wrong = (problem: ProblemKind, read: string, column: string | null = null): Split => ({
  ok: false,
  problem: { column, problem, read },
});

/** The fields of one line, without the blanks around them. */
export const splitLine = (kind: FileKind, text: string): Split => {
  const unseen = invisible.exec(text);
  if (unseen) {
    const near = text.slice(Math.max(0, unseen.index - 8), unseen.index + 8);
    return wrong('invisible-character', near, isFixedKind(kind) ? null : columnAt(kind, text.slice(0, unseen.index)));
  }
  return isFixedKind(kind) ? splitFixed(kind, text) : splitSeparated(kind, text);
};

/** The column in which a text ends, as far as the separators tell. */
export const columnAt = (kind: Exclude<FileKind, FixedKind>, before: string): string | null =>
  separatedLayouts[kind][before.split('|').length - 1] ?? null;

const splitSeparated = (kind: Exclude<FileKind, FixedKind>, text: string): Split => {
  const most = separatedLayouts[kind].length;
  const least = most - optionalColumns(kind);
  const fields = text.split('|').map((field) => field.trim());
  if (fields.length === most + 1 && fields.at(-1) === '') fields.pop();
  return fields.length >= least && fields.length <= most
    ? { ok: true, fields }
    : wrong('column-count', `${String(fields.length)}/${String(most)}: ${text}`);
};

const splitFixed = (kind: FixedKind, text: string): Split => {
  const { columns } = fixedLayouts[kind];
  const fields: string[] = [];
  let at = 0;
  /** Letters up to a width; null where a letter lies across the edge. */
  const take = (width: number): string | null => {
    const start = at;
    let left = width;
    while (left > 0 && at < text.length) {
      left -= text.charCodeAt(at) < 0x80 ? 1 : 2;
      at += 1;
    }
    return left < 0 ? null : text.slice(start, at);
  };
  for (const [index, { name, width }] of columns.entries()) {
    const isLast = index === columns.length - 1;
    // Editors drop the blanks at a line's end, and with them the last column of a code that lives.
    if (at >= text.length && !isLast) return wrong('line-too-short', text, name);
    const field = take(width);
    if (field === null) return wrong('letter-across-columns', text.slice(Math.max(0, at - 12), at + 4), name);
    fields.push(field.trim());
    const gap = isLast ? '' : take(1);
    if (gap === null || gap.trim() !== '')
      return wrong('columns-not-apart', text.slice(Math.max(0, at - 12), at + 4), name);
  }
  return text.slice(at).trim() === '' ? { ok: true, fields } : wrong('text-after-end', text.slice(at).trim());
};
