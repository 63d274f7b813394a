import type { QueryOutput } from '../../shared/contract/queries.ts';
import type { DeviceId, OfficialId } from '../../shared/registry/ids.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import type { PrinterId } from '../../shared/registry/printer.ts';
import type { ResidentNumber } from '../../shared/registry/resident-number.ts';
import type { Fixtures } from './fixture-bridge.ts';
import { aFiling, aPage, clerk, found, solnae, supervisor } from './people.ts';

type Status = QueryOutput<'getStatus'>;

export const aStatus = ({
  link,
  ...change
}: Omit<Partial<Status>, 'link'> & { link?: Partial<Status['link']> } = {}): Status => ({
  profile: 'training',
  today: '2026-11-02' as PlainDate,
  office: solnae,
  device: '00000000-0000-4000-8000-d00000000001' as DeviceId,
  centralUrl: 'https://central.invalid',
  official: clerk,
  link: { state: 'online', since: null, error: null, practice: true, clockOffsetSeconds: 0, ...link },
  unsent: 0,
  position: { epoch: 1, seq: 120, hash: 'a'.repeat(64) },
  registerAsOf: '2026-11-02T00:42:00Z',
  residents: 530,
  snapshot: null,
  rekey: null,
  papers: { serialsLeft: 480, attention: 0, engine: null, mayIssueOffline: true },
  ...change,
});

/** The cable is out, and three entries wait. */
export const offline: Status = aStatus({
  link: {
    state: 'offline',
    since: '2026-11-02T01:12:00Z',
    error: { type: 'CentralUnreachable', detail: 'ENETUNREACH' },
    practice: false,
  },
  unsent: 3,
});

export const signInFacts: QueryOutput<'getSignIn'> = {
  profile: 'training',
  state: 'signed-out',
  office: { nameKo: solnae.nameKo, nameEn: solnae.nameEn },
  officials: [
    { id: clerk.id, name: clerk.name, role: clerk.role },
    { id: 'solnae-clerk-2' as OfficialId, name: '표하람', role: 'clerk' },
    { id: supervisor.id, name: supervisor.name, role: supervisor.role },
    { id: 'solnae-mentor' as OfficialId, name: '설다인', role: 'mentor' },
  ],
  migration: null,
  samples: [
    { official: clerk.id, password: 'paran-haneul-1' },
    { official: 'solnae-clerk-2' as OfficialId, password: 'noran-nabi-2' },
    { official: supervisor.id, password: 'keun-sonamu-3' },
    { official: 'solnae-mentor' as OfficialId, password: 'maleun-saem-4' },
  ],
};

type Printer = QueryOutput<'listPrinters'>['printers'][number];

export const aPrinter = (change: Partial<NonNullable<Printer['state']>> = {}): Printer => ({
  setup: {
    id: 'desk' as PrinterId,
    name: '민원대 프린터',
    uri: 'ipp://printer.invalid/ipp/print',
    roles: ['desk'],
    how: 'direct',
    media: 'iso_a4_210x297mm',
    tls: { fingerprint: null },
  },
  state: {
    id: 'desk' as PrinterId,
    reachable: true,
    since: '2026-11-02T00:00:00Z',
    state: 'idle',
    blockers: [],
    warnings: [],
    unknownReasons: [],
    supplies: [],
    trays: [],
    capabilities: null,
    identity: null,
    problem: null,
    ...change,
  },
});

/** Made this morning, and found whole. */
export const aBackup = {
  folder: '/media/rrs-backup',
  isRunning: false,
  last: { takenAt: '2026-11-02T01:00:00Z', folder: '/media/rrs-backup/2026-11-02T010000Z', ageHours: 5.2 },
  error: null,
  restoredFrom: null,
} as const satisfies QueryOutput<'getBackup'>;

/** An office at which all is well, for screens that stand in the whole window. `change` says what isn't. */
export const officeOf = ({ queries = {}, commands = {} }: Fixtures = {}): Fixtures => ({
  queries: {
    getSignIn: () => ({ ...signInFacts, state: 'signed-in' }),
    getStatus: () => aStatus(),
    searchResidents: ({ text, after }) => ({
      rows: found.filter(({ name }) => text !== '' && name.includes(text.trim().replace('gkseh', '한도'))),
      takenFor: ['name'],
      next: text === '한도' && after === null ? 'more' : null,
    }),
    listPrinters: () => ({ printers: [aPrinter()] }),
    getBackup: () => aBackup,
    listTray: () => ({ items: [{ type: 'filing', filing: aFiling(7) }] }),
    listDrafts: () => ({ rows: [], lost: null }),
    listFilings: () => ({ rows: [], next: null }),
    ...queries,
  },
  commands: {
    viewResident: ({ resident }) => aPage({ resident: found.find(({ id }) => id === resident) ?? aPage().resident }),
    revealNumber: () => ({ number: '842417-1000000' as ResidentNumber }),
    lock: () => ({}),
    setPracticeLink: () => ({}),
    addPasswordSlot: () => ({}),
    signIn: () => ({ office: solnae, official: clerk }),
    ...commands,
  },
});
