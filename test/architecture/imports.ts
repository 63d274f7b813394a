/** One import as the file states it. `value` imports run the other module, `type` imports are erased. */
export interface Import {
  readonly specifier: string;
  readonly kind: 'value' | 'type';
  readonly line: number;
}

/**
 * A source file with everything blanked that is not code: same length, same lines, but comments, regular
 * expressions and the insides of strings are spaces. `strings` gives a string's text by the offset of its quote;
 * in a template, `${}` stands for what is computed.
 */
export interface Code {
  readonly text: string;
  readonly strings: ReadonlyMap<number, string>;
}

/** A slash after one of these begins a regular expression, after anything else it divides. */
const BEFORE_REGEXP = /(?:^|[(,=:[!&|?{};+\-*%<>~^]|\b(?:return|typeof|case|do|else|in|of|void|yield|await))$/;

export function readCode(source: string): Code {
  const strings = new Map<number, string>();
  const text = source.split('');
  const blank = (from: number, to: number) => {
    for (let i = from; i < to; i++) if (text[i] !== '\n') text[i] = ' ';
  };
  let significant = '';

  /** Reads code from `at` to the end, or to the brace that closes a template's `${`. */
  const readUntil = (start: number, inTemplate: boolean): number => {
    let depth = 0;
    let at = start;
    while (at < source.length) {
      const char = source.charAt(at);
      const pair = source.slice(at, at + 2);
      if (pair === '//' || pair === '/*') {
        const end = pair === '//' ? source.indexOf('\n', at) : source.indexOf('*/', at + 2) + 2;
        const to = end < at + 2 ? source.length : end;
        blank(at, to);
        at = to;
        continue;
      }
      if (char === "'" || char === '"') at = readString(at, char);
      else if (char === '`') at = readTemplate(at);
      else if (char === '/' && BEFORE_REGEXP.test(significant.trimEnd())) at = readRegExp(at);
      else {
        if (char === '{') depth++;
        if (char === '}' && depth-- === 0 && inTemplate) return at;
        if (!/\s/.test(char)) significant = (significant + char).slice(-12);
        else if (/[\w$]$/.test(significant)) significant = `${significant} `.slice(-12);
        at++;
        continue;
      }
      significant = 'x';
    }
    return at;
  };

  const readString = (at: number, quote: string): number => {
    let end = at + 1;
    while (end < source.length && source.charAt(end) !== quote && source.charAt(end) !== '\n')
      end += source.charAt(end) === '\\' ? 2 : 1;
    strings.set(at, source.slice(at + 1, end));
    blank(at + 1, end);
    return end + 1;
  };

  const readTemplate = (at: number): number => {
    let from = at + 1;
    let end = from;
    let value = '';
    while (end < source.length && source.charAt(end) !== '`') {
      if (source.charAt(end) === '\\') end += 2;
      else if (source.slice(end, end + 2) === '${') {
        value += `${source.slice(from, end)}\${}`;
        blank(from, end);
        significant = '{';
        from = readUntil(end + 2, true) + 1;
        end = from;
      } else end++;
    }
    strings.set(at, value + source.slice(from, end));
    blank(from, end);
    return end + 1;
  };

  const readRegExp = (at: number): number => {
    let end = at + 1;
    let inClass = false;
    while (end < source.length && source.charAt(end) !== '\n') {
      const char = source.charAt(end);
      if (char === '\\') end++;
      else if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
      else if (char === '/' && !inClass) break;
      end++;
    }
    blank(at + 1, end);
    return end + 1;
  };

  readUntil(0, false);
  return { text: text.join(''), strings };
}

/** An import whose path is computed: nothing can be said about where it leads. */
export const COMPUTED = '(computed)';

/** A data file beside the code (SQL, a template) may have a computed name, since it imports nothing. */
const isComputed = (path: string) => path.includes('${}') && !/\.(?![cm]?[jt]sx?$)\w+$/.test(path);

const FORMS: readonly { readonly pattern: RegExp; readonly typeOnly?: RegExp }[] = [
  // import … from '…', export … from '…'; only `import type` and `export type` are erased
  {
    pattern: /(?<![.\w$])(?:import|export)\b[\w$\s{},*]*?\bfrom\s*(?=['"])/g,
    typeOnly: /^\w+\s+type\b/,
  },
  // import '…'
  { pattern: /(?<![.\w$])import\s*(?=['"])/g },
  // import(…), typeof import(…), require(…)
  { pattern: /(?:\btypeof\s+)?(?<![.\w$])(?:import|require)\s*\(\s*/g, typeOnly: /^typeof/ },
  // new URL('./x.worker.ts', import.meta.url)
  { pattern: /(?<![.\w$])new\s+URL\s*\(\s*(?=['"`][^)]*\bimport\.meta\.url)/g },
];

export function importsOf({ text, strings }: Code): Import[] {
  const imports: Import[] = [];
  for (const { pattern, typeOnly } of FORMS) {
    for (const match of text.matchAll(pattern)) {
      const path = strings.get(match.index + match[0].length) ?? COMPUTED;
      imports.push({
        specifier: isComputed(path) ? COMPUTED : path,
        kind: typeOnly?.test(match[0]) === true ? 'type' : 'value',
        line: lineAt(text, match.index),
      });
    }
  }
  return imports.toSorted((a, b) => a.line - b.line);
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
