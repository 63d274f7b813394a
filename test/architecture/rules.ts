/**
 * The arrows of the design as tables. In a path, a slash at the end means everything below that folder, and `*`
 * stands for a part of a file's name.
 */

/** What the files of one place may import, besides each other. */
export interface Zone {
  readonly files: string;
  /** Their code may run here. */
  readonly imports: readonly string[];
  /** Only their types (`import type`), because the composition root passes their code in. */
  readonly types: readonly string[];
  /** Packages, where only a few are allowed. Node's own modules count as packages. */
  readonly packages?: readonly string[];
  readonly instead: string;
}

const SHARED = 'src/shared/';
const PURE = ['zod', 'es-hangul'];
/** The interfaces that everything in a process is given (clock, randomness, ids, fault points): types only. */
const MAIN_PORTS = ['src/main/system.ts', 'src/main/steps.ts'];
const CENTRAL_PORTS = ['src/central/system.ts', 'src/central/steps.ts'];
export const PORTS = {
  files: [...MAIN_PORTS, ...CENTRAL_PORTS],
  instead:
    'use `import type` and take the real thing from deps; a pure function (a hash, say) stands in a file of the folder that uses it',
};
const ADAPTERS = ['src/main/replica/', 'src/main/sync/', 'src/main/certificate/', 'src/main/print/', 'src/main/codes/'];

const RENDERER = 'src/renderer/';
const BELOW_FEATURES = ['src/renderer/ui/', 'src/renderer/bridge/', 'src/renderer/state/', 'src/renderer/*.ts'];
const COMMON_FEATURES = ['src/renderer/features/fields/', 'src/renderer/features/notices/'];
const FEATURES = [
  'certificate',
  'device',
  'help',
  'ledger',
  'move-in',
  'outbox',
  'palette',
  'printer',
  'resident',
  'search',
  'sign-in',
  'status',
  'tray',
].map((feature) => `src/renderer/features/${feature}/`);
/** Where keys are made and sealed, with the random bytes that this takes. */
const KEY_MAKERS = ['keys/key-slots', 'keys/key-slot-seal', 'keys/file-key', 'page-cipher', 'backup/backup-key'].map(
  (name) => `src/main/replica/${name}.ts`,
);
const WINDOW_ASKS = 'the window asks through window.rrs: add a command or a query to src/shared/contract';

export const ZONES: readonly Zone[] = [
  {
    files: 'src/shared/registry/',
    imports: [],
    types: [],
    packages: PURE,
    instead: 'the registry stands at the bottom and is pure: move the type into it, or take the value as a parameter',
  },
  {
    files: 'src/shared/rules/',
    imports: ['src/shared/registry/'],
    types: [],
    packages: PURE,
    instead:
      'a rule is a pure function of state and command: take the value as a parameter, put its type in the registry',
  },
  {
    files: 'src/shared/contract/',
    imports: ['src/shared/registry/'],
    types: ['src/shared/rules/'],
    packages: PURE,
    instead:
      'the contract only describes messages: use `import type` for rules, and run them in a use case or at central',
  },
  {
    files: 'src/shared/text/',
    imports: [],
    types: ['src/shared/registry/', 'src/shared/contract/', 'src/shared/code/'],
    packages: PURE,
    instead: 'texts are tables keyed by types: use `import type`, and let the caller pass values in',
  },

  {
    files: 'src/shared/code/',
    imports: ['src/shared/registry/', 'src/shared/contract/'],
    types: [],
    packages: [...PURE, 'cborg', 'uqr'],
    instead: 'codes are made and checked anywhere: take hash, signature and UTF-8 from the caller (VerifierCrypto)',
  },

  {
    files: 'src/verify/',
    imports: [SHARED],
    types: [],
    instead: 'a verifier is a third party: it knows only what src/shared tells everybody',
  },

  {
    files: 'src/preload/',
    imports: [SHARED],
    types: [],
    instead: 'the preload only forwards the contract: name what it needs in src/shared/contract',
  },
  // The states in a feature's folder belong to the gallery, which alone imports them.
  {
    files: 'src/renderer/features/*/*.gallery.tsx',
    imports: [SHARED, RENDERER],
    types: [],
    instead: WINDOW_ASKS,
  },
  {
    files: 'src/renderer/ui/',
    imports: [],
    types: [],
    packages: ['react', 'react-dom', 'react-aria'],
    instead: 'the kit knows no domain and no office: take texts and values as props',
  },
  ...['src/renderer/bridge/', 'src/renderer/state/'].map((part) => ({
    files: part,
    imports: [SHARED],
    types: [],
    instead: 'bridge and state stand below everything in the window that is shown: let a feature put both together',
  })),
  ...COMMON_FEATURES.map((feature) => ({
    files: feature,
    imports: [SHARED, ...BELOW_FEATURES],
    types: [],
    instead: 'what features share knows none of them: take what differs as props',
  })),
  ...FEATURES.map((feature) => ({
    files: feature,
    imports: [SHARED, ...BELOW_FEATURES, ...COMMON_FEATURES],
    types: [],
    instead:
      'features know only fields/ and notices/ beside them: go there by navigation, or let the app put them together',
  })),
  {
    files: 'src/renderer/app/',
    imports: [SHARED, ...BELOW_FEATURES, 'src/renderer/features/'],
    types: [],
    instead: WINDOW_ASKS,
  },
  ...['src/renderer/gallery/', 'src/renderer/*.ts', 'src/renderer/*.tsx', 'src/renderer/*.html'].map((part) => ({
    files: part,
    imports: [SHARED, RENDERER],
    types: [],
    instead: WINDOW_ASKS,
  })),

  {
    files: 'src/main/*.ts',
    imports: [SHARED, 'src/main/'],
    types: [],
    instead:
      'the office and central meet only in the messages of src/shared/contract: send one, or share the rule there',
  },
  {
    files: 'src/main/replica-command/',
    imports: [SHARED, 'src/main/replica/', 'src/main/sync/'],
    types: MAIN_PORTS,
    instead: 'subcommands put together what the replica and the sync offer: the composition root passes the rest in',
  },
  {
    files: 'src/main/usecases/',
    imports: [SHARED],
    types: [...ADAPTERS, ...MAIN_PORTS],
    instead: 'use `import type` and take the adapter from deps: the composition root passes it in',
  },
  {
    files: 'src/main/shell/',
    imports: [SHARED],
    types: ['src/main/usecases/', ...MAIN_PORTS],
    instead: 'the shell only routes messages: let the composition root pass the handlers in',
  },
  ...ADAPTERS.map((adapter) => ({
    files: adapter,
    imports: [SHARED],
    types: [...ADAPTERS, ...MAIN_PORTS],
    instead:
      'adapters know no use case and no other adapter: use `import type`, and let the composition root pass it in',
  })),

  {
    files: 'src/central/*.ts',
    imports: [SHARED, 'src/central/'],
    types: [],
    instead:
      'the office and central meet only in the messages of src/shared/contract: send one, or share the rule there',
  },
  {
    files: 'src/central/store/',
    imports: [SHARED],
    types: CENTRAL_PORTS,
    instead: 'the store knows nobody else at central: move the step into inbox, decide or feed',
  },
  ...['src/central/inbox/', 'src/central/decide/', 'src/central/feed/'].map((part) => ({
    files: part,
    imports: [SHARED, 'src/central/store/'],
    types: CENTRAL_PORTS,
    instead: 'inbox, decide and feed meet in the store: let the composition root or a route call one after the other',
  })),
  {
    files: 'src/central/routes/',
    imports: [SHARED, 'src/central/inbox/', 'src/central/decide/', 'src/central/feed/', 'src/central/store/'],
    types: CENTRAL_PORTS,
    instead: 'routes call inbox, decide, feed and store: let the composition root pass anything else in',
  },
];

/** Packages that one place owns. The rest of the product reaches what they do through that place. */
export const OWNED_PACKAGES: readonly {
  readonly name: string;
  readonly only: readonly string[];
  readonly instead: string;
}[] = [
  {
    name: 'electron',
    only: ['src/main/shell/electron/', 'src/preload/electron.ts'],
    instead: 'add what you need to the interface that both shells share',
  },
  {
    name: 'puppeteer-core',
    only: ['src/main/shell/chromium/'],
    instead: 'add what you need to the interface that both shells share',
  },
  {
    name: 'better-sqlite3',
    // The public codes and addresses are a file of their own: replaced as a whole, no secret, and no part of the register.
    only: ['src/main/replica/', 'src/main/codes/'],
    instead: 'only the replica opens the file: add a named query to src/main/replica',
  },
  {
    name: 'rxdb',
    only: ['src/main/replica/'],
    instead: 'offer the journal or the feed through an interface of src/main/replica',
  },
  {
    name: 'pg',
    only: ['src/central/store/'],
    instead: 'only the store connects to PostgreSQL: take the Kysely database that it makes',
  },
  {
    name: 'fastify',
    only: ['src/central/routes/', 'src/central/*.ts'],
    instead: 'only routes and the server root speak HTTP: take parsed values and return a result',
  },
];

/** Where desk, kiosk or training, and the shell, are chosen. */
const COMPOSITION_ROOTS = [
  'src/main/index.ts',
  'src/main/electron-main.ts',
  'src/main/*.worker.ts',
  'src/central/index.ts',
  'src/verify/cli.ts',
  'src/verify/page/main.ts',
];
/** Where the real clock, randomness and ids come from. */
const SYSTEM = [...COMPOSITION_ROOTS, 'src/main/system.ts', 'src/central/system.ts'];

/** Code that may stand in a few files only. */
export interface OnlyIn {
  readonly what: string;
  /** Matched against code whose comments and strings are blanked. */
  readonly patterns?: readonly RegExp[];
  /** Functions of `crypto`, the global one or Node's; a function of an injected object may have the same name. */
  readonly crypto?: readonly string[];
  /** Words that must not be compared with. */
  readonly compared?: readonly string[];
  readonly only: readonly string[];
  readonly instead: string;
}

export const ONLY_IN: readonly OnlyIn[] = [
  {
    what: 'reads the clock',
    patterns: [
      /(?<![.\w$])Date\s*\.\s*now\b/g,
      /(?<![.\w$])new\s+Date\b\s*(?:\(\s*\)|(?!\s*\())/g,
      /(?<![.\w$]|\bnew\s+)Date\s*\(/g,
      /(?<![.\w$])Temporal\s*\.\s*Now\b/g,
    ],
    only: SYSTEM,
    instead: 'take the clock from deps, so that a seed can replay the run; system.ts wires the real one',
  },
  {
    what: 'makes randomness or an id',
    patterns: [/(?<![.\w$])Math\s*\.\s*random\b/g],
    crypto: ['randomUUID', 'randomInt', 'randomFill', 'randomFillSync', 'getRandomValues'],
    only: SYSTEM,
    instead: 'take randomness and ids from deps, so that a seed can replay the run; system.ts wires the real ones',
  },
  {
    what: 'makes key material',
    crypto: ['randomBytes', 'generateKeyPair', 'generateKeyPairSync', 'generateKey', 'generateKeySync'],
    only: [...SYSTEM, ...KEY_MAKERS],
    instead: 'take the bytes or the key from deps; they are made in system.ts and where keys are sealed (KEY_MAKERS)',
  },
  {
    what: 'branches on the profile or the shell',
    patterns: [
      /\bif\s*\(\s*!?\s*(?:[\w$]+\s*\??\.\s*)*(?:training|electron|is(?:Training|Production|Electron|Chromium|Desk|Kiosk))\s*(?=[)&|])/g,
      /(?<![\w$'"])(?:[\w$]+\s*\??\.\s*)*(?:training|electron|is(?:Training|Production|Electron|Chromium|Desk|Kiosk))\s*\?(?![.?:])/g,
      /\bprocess\s*\.\s*versions\s*\.\s*electron\b/g,
    ],
    compared: ['training', 'production', 'electron', 'chromium'],
    only: [...COMPOSITION_ROOTS, 'src/shared/registry/', 'src/shared/text/'],
    instead: 'choose at the composition root and pass in what differs: another printer, another rule, another text',
  },
];

export const MAX_LINES = 400;
