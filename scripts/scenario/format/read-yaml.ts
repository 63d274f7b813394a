import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';

/** Keys and places in lists, from the top. */
export type Path = readonly (string | number)[];

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a scenario file, where it stands, and what to do about it. */
export interface Problem {
  readonly place: Place;
  /** `steps[2].move-in.to`; empty for the file as a whole. */
  readonly field: string;
  readonly message: string;
}

export interface YamlFile {
  readonly value: unknown;
  /** Where a field stands; where it is missing, what it would be part of. */
  readonly placeOf: (path: Path, of?: 'key' | 'value') => Place;
  /** Only what makes the file no YAML at all. */
  readonly problems: readonly Problem[];
}

/** No field of the format lies deeper. */
const mostDeep = 30;

const top: Place = { line: 1, column: 1 };

/** Reads one YAML document and remembers where each of its fields stands. */
export const readYaml = (text: string): YamlFile => {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\ufeff/, ''), { lineCounter: lines, prettyErrors: false });
  const placeAt = (offset: number | undefined): Place => {
    if (offset === undefined) return top;
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const problems = document.errors.map(
    ({ message, pos }): Problem => ({ place: placeAt(pos[0]), field: '', message: explain(message) }),
  );
  const keys = new Map<string, Place>();
  const values = new Map<string, Place>();

  const walk = (node: Node | null, path: Path): unknown => {
    const name = pathKey(path);
    if (path.length > mostDeep) {
      if (problems.length === 0)
        problems.push({
          place: placeAt(node?.range?.[0]),
          field: '',
          message: 'is nested too deeply, or an alias in itself',
        });
      return null;
    }
    if (node?.range) values.set(name, placeAt(node.range[0]));
    if (isAlias(node)) return walk(node.resolve(document) ?? null, path);
    if (isSeq(node)) return node.items.map((item, index) => walk(item as Node | null, [...path, index]));
    if (isMap(node)) {
      const map: Record<string, unknown> = {};
      for (const pair of node.items) {
        if (!isPair(pair)) continue;
        const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
        const inner = [...path, key];
        if (pair.key && (pair.key as Node).range) keys.set(pathKey(inner), placeAt((pair.key as Node).range?.[0]));
        // By definition, so that a key like __proto__ is a field as any other, and is refused as one.
        Object.defineProperty(map, key, {
          value: walk(pair.value as Node | null, inner),
          enumerable: true,
          writable: true,
          configurable: true,
        });
      }
      return map;
    }
    return isScalar(node) ? node.value : null;
  };

  const value = problems.length === 0 ? walk(document.contents, []) : null;
  return {
    value,
    problems,
    placeOf: (path, of = 'key') => {
      for (let length = path.length; length > 0; length -= 1) {
        const name = pathKey(path.slice(0, length));
        const found = (of === 'key' ? keys.get(name) : undefined) ?? values.get(name) ?? keys.get(name);
        if (found) return found;
      }
      return values.get(pathKey([])) ?? top;
    },
  };
};

const pathKey = (path: Path): string => JSON.stringify(path.map(String));

/** The parser speaks of tokens; people indent, quote and repeat keys. */
const explain = (message: string): string => {
  const first = message.split('\n')[0] ?? message;
  if (/Map keys must be unique/.test(first)) return 'this key stands here a second time';
  if (/tab/i.test(first)) return `${first} (YAML is indented with spaces)`;
  if (/Nested mappings are not allowed|implicit key|colon|unexpected/i.test(first))
    return `${first} (a text that holds ": " or begins with a sign such as @ needs quotation marks)`;
  return first;
};

/** `steps[2].move-in.to`. */
export const fieldText = (path: Path): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`)).join('');
