import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { Position } from '../../../shared/contract/position.ts';
import { Signed } from '../../../shared/contract/signed.ts';
import { IssuingPolicy } from '../../../shared/registry/certificate.ts';
import { DeadlinePolicy } from '../../../shared/registry/deadline-policy.ts';
import { DeviceId } from '../../../shared/registry/ids.ts';
import { Office, Official } from '../../../shared/registry/office.ts';
import { PrinterSetup } from '../../../shared/registry/printer.ts';

/** What this device is: made at enrolment, inside the encrypted file, and the same ever after. */
const Identity = z.strictObject({
  device: DeviceId,
  incarnation: z.int().min(1),
  /** PKCS #8, DER in base64url. */
  deviceKey: z.string(),
  centralUrl: z.url(),
  /** SPKI, DER in base64url. */
  centralKey: z.string(),
});
export type Identity = z.infer<typeof Identity>;

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
} as const;
type Facts = typeof facts;

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
