import type { Plugin, Rolldown } from 'vite';

/** zod's way to write a schema as JSON Schema, which every schema carries along and no window asks for. */
const jsonSchema = /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/;
/** zod's own sentences; ours are in src/shared/text/input.ts. */
const sentences = /\/zod\/v4\/locales\/en\.js$/;
/** Keeps a page that is longer than its window from scrolling under a dialog, on telephones too. The desk is no longer. */
const scrollLock = /\/react-aria\/dist\/private\/overlays\/usePreventScroll\.mjs$/;
/** A schema's methods hold on to every kind of schema that they can make. */
const schemas = /\/zod\/v4\/classic\/schemas\.js$/;
/** The methods that src/shared and the window call, and those that these call. */
const usedMethods = new Set(
  [
    'check clone parse safeParse brand refine superRefine',
    'optional nullable array transform pipe catch readonly',
    'min max length regex trim normalize positive nonnegative extend pick omit',
  ].flatMap((names) => names.split(' ')),
);

/**
 * What libraries bring along and the window never uses. Where it used more of zod, a schema couldn't be made, and no
 * screen would open.
 */
export const withoutUnused = (): Plugin => ({
  name: 'without-unused',
  transform: {
    filter: { id: [jsonSchema, sentences, schemas, scrollLock] },
    handler(code, id) {
      if (sentences.test(id)) return { code: "export default () => ({ localeError: () => 'invalid' });", map: null };
      if (scrollLock.test(id)) return { code: 'export const usePreventScroll = () => undefined;', map: null };
      if (schemas.test(id)) return { code: withoutMethods(code, this.parse(code)), map: null };
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      return { code: names.map((name) => `export const ${String(name)} = () => undefined;`).join('\n'), map: null };
    },
  },
});

const withoutMethods = (code: string, program: Program): string => {
  const unused = declarations(program)
    .flatMap(({ init }) => (init?.type === 'CallExpression' ? [init.arguments[2]] : []))
    .map((methods) => (methods?.type === 'CallExpression' ? methods.arguments.at(-1) : methods))
    .flatMap((methods) => (methods?.type === 'ObjectExpression' ? methods.properties : []))
    .filter(
      (method) => method.type === 'Property' && !(method.key.type === 'Identifier' && usedMethods.has(method.key.name)),
    );
  if (unused.length < 50) throw new Error('the methods of zod are no longer where the window leaves them out');
  const left = unused.reduceRight(
    (text, { start, end }) => text.slice(0, start) + text.slice(end).replace(/^\s*,/, ''),
    code,
  );
  return (
    left
      .replaceAll(/^\s*inst\._zod\.processJSONSchema = .*;$/gm, '')
      // For values that contain themselves, which nothing that was read from JSON or typed does.
      .replaceAll(/^\s*_ensureDefaultMemoizer\(\);$/gm, '')
  );
};

/**
 * What src/shared works out when it is loaded, schemas above all, has no effect but its value: whatever the window names
 * nowhere can go, with all that it is made of.
 */
export const pureShared = (): Plugin => ({
  name: 'pure-shared',
  transform: {
    filter: { id: /\/src\/shared\/.*\.ts$/ },
    handler(code) {
      const calls = declarations(this.parse(code)).flatMap(({ init }) =>
        init && init.type !== 'ArrowFunctionExpression' && code.slice(init.start, init.end).includes('(') ? [init] : [],
      );
      const marked = calls.reduceRight(
        (text, { start, end }) =>
          `${text.slice(0, start)}/* @__PURE__ */ (() => (${text.slice(start, end)}))()${text.slice(end)}`,
        code,
      );
      return { code: marked, map: null };
    },
  },
});

type Program = ReturnType<Rolldown.PluginContext['parse']>;

const declarations = ({ body }: Program) =>
  body
    .map((statement) => (statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement))
    .flatMap((statement) => (statement?.type === 'VariableDeclaration' ? statement.declarations : []));
