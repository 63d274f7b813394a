import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { AppError } from '../../../shared/contract/errors.ts';
import { Position } from '../../../shared/contract/position.ts';
import { Signed } from '../../../shared/contract/signed.ts';
import { RestoredFrom } from '../../../shared/contract/sync.ts';
import { IssuingPolicy } from '../../../shared/registry/certificate.ts';
import { DeadlinePolicy } from '../../../shared/registry/deadline-policy.ts';
import { DeviceId } from '../../../shared/registry/ids.ts';
import { Office, Official } from '../../../shared/registry/office.ts';
import { PrinterSetup } from '../../../shared/registry/printer.ts';

/** What this device is: made at enrolment, inside the encrypted file, and the same ever after. */
export const Identity = z.strictObject({
  device: DeviceId,
  incarnation: z.int().min(1),
  /** PKCS #8, DER in base64url. */
  deviceKey: z.string(),
  centralUrl: z.url(),
  /** SPKI, DER in base64url. */
  centralKey: z.string(),
  /** What it was restored from, if it was: then this incarnation counts once central has admitted it. */
  restoredFrom: RestoredFrom.optional(),
});
export type Identity = z.infer<typeof Identity>;

/** How backups of this device have gone; all times by its own clock. */
const LastBackup = z.strictObject({
  /** The last that was made and found whole. */
  made: z.strictObject({ takenAt: z.iso.datetime(), folder: z.string() }).nullable(),
  triedAt: z.iso.datetime(),
  /** Why the last try came to nothing; null if it didn't. */
  error: AppError.nullable(),
});
export type LastBackup = z.infer<typeof LastBackup>;

/** The facts in `meta`, with their schemas: parsed on every read, so that damage is met here and not later. */
const facts = {
  identity: Identity,
  /** Present once central has said yes. */
  office: Office,
  /** How far the feed is folded. */
  position: Position,
  /** The last statement of central on the feed: proof of its position, should central ever have forgotten it. */
  tail: Signed,
  /** Central's time when everything here was last up to date. */
  registerAsOf: z.iso.datetime(),
  /** This computer's clock minus central's when that was, for days without the network. */
  clockOffsetMs: z.number(),
  /** What central allows the office to issue by itself. */
  policy: IssuingPolicy,
  /** Days and fines of move-ins, as central last said; the default before it has. */
  deadlines: DeadlinePolicy,
  printers: z.array(PrinterSetup),
  /** The incarnation to which central said yes after the device was restored. */
  admitted: z.int(),
  /** The medium on which the file is backed up; null where none is. */
  backupFolder: z.string().nullable(),
  /** How the last backups went. */
  lastBackup: LastBackup,
  /** Up to which entry of this incarnation central's own backup has what it took from here. */
  covered: z.strictObject({ incarnation: z.int().min(1), seq: z.int().min(0) }),
  /** The same of the incarnations before it, as central last said of each. */
  coveredEarlier: z.array(z.strictObject({ incarnation: z.int().min(1), seq: z.int().min(0) })),
  /** The last entry of this incarnation whose body was erased; what central has must never end before it. */
  erasedTo: z.strictObject({ incarnation: z.int().min(1), seq: z.int().min(0) }),
} as const;
type Facts = typeof facts;

/** Which facts follow from the two logs; the others are this device's own, or come with a message that is not kept. */
const isFolded: Readonly<Record<keyof Facts, boolean>> = {
  identity: false,
  office: false,
  position: true,
  tail: false,
  registerAsOf: false,
  clockOffsetMs: false,
  policy: true,
  deadlines: true,
  printers: true,
  admitted: false,
  backupFolder: true,
  lastBackup: false,
  covered: false,
  coveredEarlier: false,
  erasedTo: false,
};
export const deviceFacts = Object.entries(isFolded).flatMap(([name, folded]) => (folded ? [] : name));

export interface Meta {
  readonly get: <N extends keyof Facts>(name: N) => z.infer<Facts[N]> | null;
  readonly set: <N extends keyof Facts>(name: N, value: z.infer<Facts[N]>) => void;
  readonly officials: () => Official[];
  readonly setOfficials: (officials: readonly Official[]) => void;
}

export const createMeta = (db: Database): Meta => {
  const statements = {
    get: db.prepare<[string], string>('SELECT value FROM meta WHERE name = ?').pluck(),
    set: db.prepare('INSERT INTO meta VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value'),
    officials: db.prepare<[], string>('SELECT document FROM official ORDER BY id').pluck(),
    clearOfficials: db.prepare('DELETE FROM official'),
    addOfficial: db.prepare('INSERT INTO official VALUES (?, ?)'),
  };
  return {
    get: (name) => {
      const value = statements.get.get(name);
      return value === undefined ? null : (facts[name].parse(JSON.parse(value)) as never);
    },
    set: (name, value) => {
      statements.set.run(name, JSON.stringify(value));
    },
    officials: () => statements.officials.all().map((document) => Official.parse(JSON.parse(document))),
    setOfficials: (officials) => {
      statements.clearOfficials.run();
      for (const official of officials) statements.addOfficial.run(official.id, JSON.stringify(official));
    },
  };
};
