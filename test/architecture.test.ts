import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFiles, checkFolder, violationToText } from './architecture/check.ts';
import { importsOf, readCode } from './architecture/imports.ts';

const checkout = join(import.meta.dirname, '..');

/** The messages about one file that imports or does what it says. */
function messagesFor(file: string, source: string, others: Record<string, string> = {}): string[] {
  return checkFiles(new Map([[file, source], ...Object.entries(others)])).violations.map(violationToText);
}

describe('the product', () => {
  const report = checkFolder(checkout);

  test('follows the arrows of the design', () => {
    expect(report.violations.map(violationToText)).toEqual([]);
  });

  test('was really read', () => {
    expect(report.filesRead).toBeGreaterThan(0);
    // A reader of imports that broke would find nothing to complain about.
    expect(report.importsRead).toBeGreaterThan(report.filesRead / 2);
  });
});

describe('a planted violation is reported and says what to do instead', () => {
  const plants: [what: string, file: string, source: string, message: string][] = [
    // Shared
    [
      'Node in shared',
      'src/shared/rules/a.ts',
      "import { readFileSync } from 'node:fs';",
      'imports node:fs. Instead: a rule is a pure function',
    ],
    [
      'Node without its prefix',
      'src/shared/registry/a.ts',
      "import fs from 'fs';",
      'imports fs. Instead: the registry stands at the bottom',
    ],
    [
      'a package in shared',
      'src/shared/contract/a.ts',
      "import { v7 } from 'uuid';",
      'imports uuid. Instead: the contract only describes',
    ],
    [
      'main in shared',
      'src/shared/text/a.ts',
      "import { open } from '../../main/replica/open.ts';",
      'imports code of src/main/replica/open.ts. Instead: texts are tables',
    ],
    [
      'rules in the registry',
      'src/shared/registry/a.ts',
      "import type { A } from '../rules/a.ts';",
      'imports types of src/shared/rules/a.ts. Instead: the registry stands at the bottom',
    ],
    [
      'contract in rules',
      'src/shared/rules/a.ts',
      "import { a } from '../contract/a.ts';",
      'imports code of src/shared/contract/a.ts. Instead: a rule is a pure function',
    ],
    [
      "rules' code in the contract",
      'src/shared/contract/a.ts',
      "export { decide } from '../rules/a.ts';",
      'imports code of src/shared/rules/a.ts. Instead: the contract only describes',
    ],
    [
      "the registry's code in texts",
      'src/shared/text/ko.ts',
      "import { z } from '../registry/a.ts';",
      'imports code of src/shared/registry/a.ts. Instead: texts are tables',
    ],
    [
      'Node in the code',
      'src/shared/code/a.ts',
      "import { createHash } from 'node:crypto';",
      'imports node:crypto. Instead: codes are made and checked anywhere',
    ],
    [
      'main in the verifier',
      'src/verify/page/a.ts',
      "import type { A } from '../../main/certificate/a.ts';",
      'Instead: a verifier is a third party',
    ],
    [
      'a file at the root of shared',
      'src/shared/result.ts',
      'export type A = 1;',
      'is in no folder of the design. Instead: move it',
    ],
    // Windows
    [
      'main in the window',
      'src/renderer/app/a.ts',
      "import { a } from '../../main/index.ts';",
      'Instead: the window asks through window.rrs',
    ],
    [
      'the domain in the kit',
      'src/renderer/ui/a.tsx',
      "import type { A } from '../../shared/registry/address.ts';",
      'imports types of src/shared/registry/address.ts. Instead: the kit knows no domain',
    ],
    [
      'a package of the office in the kit',
      'src/renderer/ui/a.tsx',
      "import { create } from 'zustand';",
      'imports zustand. Instead: the kit knows no domain',
    ],
    [
      'the kit below the bridge',
      'src/renderer/bridge/a.ts',
      "import { a } from '../ui/a.tsx';",
      'imports code of src/renderer/ui/a.tsx. Instead: bridge and state stand below',
    ],
    [
      'another feature in a feature',
      'src/renderer/features/search/a.tsx',
      "import { a } from '../tray/a.tsx';",
      'imports code of src/renderer/features/tray/a.tsx. Instead: features know only fields/ and notices/',
    ],
    [
      'a feature in what features share',
      'src/renderer/features/notices/a.tsx',
      "import type { A } from '../search/a.ts';",
      'imports types of src/renderer/features/search/a.ts. Instead: what features share knows none of them',
    ],
    [
      'the app in a feature',
      'src/renderer/features/tray/a.tsx',
      "import { a } from '../../app/a.tsx';",
      'imports code of src/renderer/app/a.tsx. Instead: features know only fields/ and notices/',
    ],
    [
      'the gallery in a feature',
      'src/renderer/features/tray/a.tsx',
      "import { a } from '../../gallery/fixture-bridge.ts';",
      'imports code of src/renderer/gallery/fixture-bridge.ts. Instead: features know only fields/ and notices/',
    ],
    [
      'main in the preload',
      'src/preload/index.ts',
      "import type { A } from '../main/usecases/a.ts';",
      'Instead: the preload only forwards the contract',
    ],
    // Main
    [
      'central in main',
      'src/main/index.ts',
      "import type { A } from '../central/store/a.ts';",
      'Instead: the office and central meet only in the messages',
    ],
    [
      "an adapter's code in a use case",
      'src/main/usecases/a.ts',
      "import { open } from '../replica/open.ts';",
      'imports code of src/main/replica/open.ts. Instead: use `import type`',
    ],
    [
      "an adapter's types, the erased way missed",
      'src/main/usecases/a.ts',
      "import { type Replica } from '../replica/open.ts';",
      'imports code of src/main/replica/open.ts. Instead: use `import type`',
    ],
    [
      'a worker that an adapter starts',
      'src/main/sync/a.ts',
      "new Worker(new URL('../office.worker.ts', import.meta.url));",
      'imports code of src/main/office.worker.ts. Instead: adapters know',
    ],
    [
      'a use case in an adapter',
      'src/main/print/a.ts',
      "import type { A } from '../usecases/a.ts';",
      'imports types of src/main/usecases/a.ts. Instead: adapters know no use case',
    ],
    [
      "another adapter's code",
      'src/main/sync/a.ts',
      "const a = await import('../replica/open.ts');",
      'imports code of src/main/replica/open.ts. Instead: adapters know',
    ],
    [
      "a use case's code in the shell",
      'src/main/shell/a.ts',
      "import { a } from '../usecases/a.ts';",
      'imports code of src/main/usecases/a.ts. Instead: the shell only routes',
    ],
    [
      'a folder that the design lacks',
      'src/main/helpers/a.ts',
      'export const a = 1;',
      'is in no folder of the design. Instead: move it',
    ],
    [
      'tests in the product',
      'src/main/index.ts',
      "import { a } from '../../test/a.ts';",
      'imports test/a.ts. Instead: the product imports nothing outside src',
    ],
    [
      'a computed import',
      'src/main/index.ts',
      'await import(name);',
      'imports a path that is computed. Instead: write the path as a literal',
    ],
    [
      'a template as path',
      'src/main/index.ts',
      'await import(`./${name}.ts`);',
      'imports a path that is computed. Instead: write the path as a literal',
    ],
    [
      'a worker by a computed name',
      'src/main/index.ts',
      'new Worker(new URL(`./${name}.worker.ts`, import.meta.url));',
      'imports a path that is computed. Instead: write the path as a literal',
    ],
    // Owned packages
    [
      'electron outside its shell',
      'src/main/shell/a.ts',
      "import { app } from 'electron';",
      'imports electron. Instead: add what you need to the interface',
    ],
    [
      'SQLite outside the replica',
      'src/main/sync/a.ts',
      "import Database from 'better-sqlite3';",
      'imports better-sqlite3. Instead: only the replica opens the file',
    ],
    [
      'RxDB outside the replica',
      'src/main/sync/a.ts',
      "import type { RxDatabase } from 'rxdb/plugins/core';",
      'imports rxdb/plugins/core. Instead: offer the journal',
    ],
    [
      'pg outside the store',
      'src/central/index.ts',
      "import pg from 'pg';",
      'imports pg. Instead: only the store connects',
    ],
    [
      'fastify below the routes',
      'src/central/inbox/a.ts',
      "import type { FastifyRequest } from 'fastify';",
      'imports fastify. Instead: only routes and the server root',
    ],
    // Central
    [
      'main at central',
      'src/central/feed/a.ts',
      "import type { A } from '../../main/replica/a.ts';",
      'Instead: inbox, decide and feed meet in the store',
    ],
    [
      'inbox in the store',
      'src/central/store/a.ts',
      "import type { A } from '../inbox/a.ts';",
      'Instead: the store knows nobody else',
    ],
    [
      'decide in the inbox',
      'src/central/inbox/a.ts',
      "import { a } from '../decide/a.ts';",
      'Instead: inbox, decide and feed meet in the store',
    ],
    [
      'routes in decide',
      'src/central/decide/a.ts',
      "import { a } from '../routes/a.ts';",
      'Instead: inbox, decide and feed meet in the store',
    ],
    // Clock, randomness, ids, keys
    [
      'the clock',
      'src/main/usecases/a.ts',
      'const at = Date.now();',
      'reads the clock (Date.now). Instead: take the clock from deps',
    ],
    [
      'the clock as a function',
      'src/main/replica/a.ts',
      'create({ now: Date.now });',
      'reads the clock (Date.now). Instead: take the clock from deps',
    ],
    [
      'a date of now',
      'src/central/decide/a.ts',
      'const at = new Date();',
      'reads the clock (new Date()). Instead: take the clock from deps',
    ],
    [
      'a date of now in a template',
      'src/central/decide/a.ts',
      'const at = `at ${new Date()}`;',
      'reads the clock (new Date()). Instead: take the clock from deps',
    ],
    [
      'a date without brackets',
      'src/shared/rules/a.ts',
      'const at = new Date;',
      'reads the clock (new Date). Instead: take the clock from deps',
    ],
    [
      'a random number',
      'src/main/sync/a.ts',
      'const jitter = Math.random() * 2;',
      'makes randomness or an id (Math.random). Instead: take randomness',
    ],
    [
      'a global random id',
      'src/main/usecases/a.ts',
      'const id = crypto.randomUUID();',
      'makes randomness or an id (crypto.randomUUID). Instead: take randomness',
    ],
    [
      'an imported random id',
      'src/main/usecases/a.ts',
      "import { createHash, randomUUID } from 'node:crypto';",
      'makes randomness or an id (import { randomUUID }). Instead: take randomness',
    ],
    [
      'crypto by another name',
      'src/main/sync/a.ts',
      "import * as c from 'node:crypto';\nc.randomInt(3);",
      'src/main/sync/a.ts:2 makes randomness or an id (c.randomInt). Instead: take randomness',
    ],
    [
      'key material',
      'src/main/replica/open.ts',
      "import { randomBytes } from 'node:crypto';",
      'makes key material (import { randomBytes }). Instead: take the bytes',
    ],
    [
      'a key pair',
      'src/central/store/a.ts',
      "import crypto from 'node:crypto';\ncrypto.generateKeyPairSync('ed25519');",
      'makes key material (crypto.generateKeyPairSync). Instead: take the bytes',
    ],
    // Profile
    [
      'a compared profile',
      'src/main/print/a.ts',
      "if (profile === 'training') draw();",
      "branches on the profile or the shell ('training'). Instead: choose at the composition root",
    ],
    [
      'a profile compared from the left',
      'src/main/print/a.ts',
      'if ("training" !== profile) draw();',
      "branches on the profile or the shell ('training'). Instead: choose at the composition root",
    ],
    [
      'a case of the profile',
      'src/main/certificate/a.ts',
      "switch (p) { case 'production': }",
      "branches on the profile or the shell ('production'). Instead: choose at the composition root",
    ],
    [
      'a flag',
      'src/main/usecases/a.ts',
      'if (deps.training) return;',
      'branches on the profile or the shell (if (deps.training). Instead: choose at the composition root',
    ],
    [
      'a flag in an expression',
      'src/main/shell/a.ts',
      'const a = isElectron ? 1 : 2;',
      'branches on the profile or the shell (isElectron ?). Instead: choose at the composition root',
    ],
    // Size
    [
      'a long file',
      'src/main/replica/a.ts',
      'export {};\n'.repeat(401),
      'has 401 lines, more than 400. Instead: split it',
    ],
  ];

  test.each(plants)('%s', (_what, file, source, message) => {
    const messages = messagesFor(file, source);
    expect(messages).toEqual(expect.arrayContaining([expect.stringContaining(message)]));
    expect(messages[0]).toMatch(new RegExp(`^${file}:\\d+ .+\\. Instead: .+\\.$`));
  });

  test('a ring of folders, though each arrow alone is allowed', () => {
    const messages = messagesFor('src/main/sync/a.ts', "import type { B } from '../replica/b.ts';", {
      'src/main/replica/b.ts': "import type { C } from '../print/c.ts';",
      'src/main/print/c.ts': "import type { A } from '../sync/a.ts';",
    });
    expect(messages).toEqual([
      'src/main/sync/a.ts:1 closes a ring of folders: src/main/sync (src/main/sync/a.ts:1) → src/main/replica' +
        ' (src/main/replica/b.ts:1) → src/main/print (src/main/print/c.ts:1) → src/main/sync.' +
        ' Instead: move what both sides need below them, or let the composition root pass it in.',
    ]);
  });

  test('in a copy of the real tree', () => {
    const copy = mkdtempSync(join(tmpdir(), 'rrs-architecture-'));
    try {
      cpSync(join(checkout, 'src'), join(copy, 'src'), { recursive: true });
      const plant = join(copy, 'src/main/usecases/planted/deep.ts');
      mkdirSync(dirname(plant), { recursive: true });
      writeFileSync(plant, "import { type A } from '../../replica/a.ts';\nexport const at = Date.now();\n");
      const before = new Set(checkFolder(checkout).violations.map(violationToText));
      const added = checkFolder(copy)
        .violations.map(violationToText)
        .filter((text) => !before.has(text));
      expect(added).toEqual([
        expect.stringContaining('src/main/usecases/planted/deep.ts:1 imports code of src/main/replica/a.ts.'),
        expect.stringContaining('src/main/usecases/planted/deep.ts:2 reads the clock (Date.now).'),
      ]);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });

  test('no files at all', () => {
    expect(() => checkFiles(new Map())).toThrow('looked at 0 files');
    const empty = mkdtempSync(join(tmpdir(), 'rrs-architecture-'));
    mkdirSync(join(empty, 'src'));
    try {
      expect(() => checkFolder(empty)).toThrow('looked at 0 files');
    } finally {
      rmSync(empty, { recursive: true, force: true });
    }
  });
});

describe('what the design allows is not reported', () => {
  const allowed: [what: string, file: string, source: string][] = [
    ['the registry with zod', 'src/shared/registry/a.ts', "import { z } from 'zod';\nimport { A } from './b.ts';"],
    ['rules on the registry', 'src/shared/rules/a.ts', "import { compareDates } from '../registry/plain-date.ts';"],
    ["rules' types in the contract", 'src/shared/contract/a.ts', "export type { Verdict } from '../rules/a.ts';"],
    ['adapter types in a use case', 'src/main/usecases/a.ts', "import type { Replica } from '../replica/open.ts';"],
    ['use case types in the shell', 'src/main/shell/chromium/a.ts', "import type { A } from '../../usecases/a.ts';"],
    ["the clock's type in an adapter", 'src/main/sync/a.ts', "import type { System } from '../system.ts';"],
    ['a root that wires', 'src/main/office.worker.ts', "import { open } from './replica/open.ts';\nDate.now();"],
    ['a root that starts a worker', 'src/main/index.ts', "new Worker(new URL('./office.worker.ts', import.meta.url));"],
    ['the store under decide', 'src/central/decide/a.ts', "import { a } from '../store/a.ts';"],
    ['a root that chooses', 'src/main/index.ts', "if (profile === 'training') start();"],
    ['keys in their file', 'src/main/replica/keys/key-slots.ts', "import { randomBytes } from 'node:crypto';"],
    ['hashes anywhere', 'src/central/inbox/a.ts', "import { createHash, verify } from 'node:crypto';"],
    ['a data file by a computed name', 'src/main/replica/a.ts', 'read(new URL(`./${name}.sql`, import.meta.url));'],
    ['a date of something', 'src/main/usecases/a.ts', 'const at = new Date(deps.now());'],
    ['an injected clock', 'src/main/usecases/a.ts', 'const at = deps.Date.now() + deps.crypto.randomUUID();'],
    ['words in comments', 'src/main/usecases/a.ts', "// Date.now() and import x from 'electron'\n/* if (training) */"],
    ['words in strings', 'src/main/usecases/a.ts', 'const text = "new Date() import a from \'pg\'" + `Math.random()`;'],
    [
      'words in a regular expression',
      'src/main/usecases/a.ts',
      "const quote = /'`\"/.test(x) ? `Date.now()` : 'new Date()';",
    ],
    ['what features share', 'src/renderer/features/search/a.tsx', "import { a } from '../notices/a.tsx';"],
    ['a state of a feature', 'src/renderer/features/tray/a.gallery.tsx', "import { a } from '../../gallery/a.ts';"],
    ['an optional field', 'src/main/usecases/a.ts', 'interface A { training?: boolean }'],
  ];

  test.each(allowed)('%s', (_what, file, source) => {
    expect(messagesFor(file, source)).toEqual([]);
  });
});

test('every form of import is read', () => {
  const source = `
    import a, { type B } from './value.ts';
    import type {
      C,
    } from "./type.ts"; // import d from './comment.ts'
    import * as e from './namespace.ts'; import './side-effect.ts';
    export * from './star.ts';
    export type { F } from './type-again.ts';
    const lazy = () => import('./dynamic.ts');
    type G = typeof import('./typeof.ts');
    const quotient = a / b; const url = new URL('./a.worker.ts', import.meta.url);
    const nested = \`\${await import('./in-template.ts')} import x from './text.ts'\`;
    const pattern = /import x from '.\\/regexp.ts'/;
    const old = require('old');
    export const from = 'nowhere';
  `;
  const read = importsOf(readCode(source)).map(({ specifier, kind, line }) => `${line} ${kind} ${specifier}`);
  expect(read).toEqual([
    '2 value ./value.ts',
    '3 type ./type.ts',
    '6 value ./namespace.ts',
    '6 value ./side-effect.ts',
    '7 value ./star.ts',
    '8 type ./type-again.ts',
    '9 value ./dynamic.ts',
    '10 type ./typeof.ts',
    '11 value ./a.worker.ts',
    '12 value ./in-template.ts',
    '14 value old',
  ]);
});
