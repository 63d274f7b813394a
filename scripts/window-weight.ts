import type { Plugin } from 'vite';

/** React Aria brings its few sentences in 34 languages, and the window speaks two. */
const otherLanguages = /\/react-aria\/dist\/private\/intl\/[^/]+\/(?!ko-KR|en-US)[a-z]{2}-[A-Z]{2}\.mjs$/;
/** zod's way to write a schema as JSON Schema, which every schema carries along and no window asks for. */
const jsonSchema = /\/zod\/v4\/core\/(?:json-schema-processors|to-json-schema)\.js$/;

/** What libraries bring along and the window never uses. */
export const withoutUnused = (): Plugin => ({
  name: 'without-unused',
  transform: {
    filter: { id: [otherLanguages, jsonSchema] },
    handler: (code, id) => {
      if (otherLanguages.test(id)) return { code: 'export default {};', map: null };
      const names = [...code.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      return { code: names.map((name) => `export const ${String(name)} = () => undefined;`).join('\n'), map: null };
    },
  },
});
