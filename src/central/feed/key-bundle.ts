import { createHash } from 'node:crypto';
import { keyIdOf } from '../../shared/code/key-bundle.ts';
import { type Sign, sign } from '../../shared/contract/signed.ts';
import type { KeyBundle } from '../../shared/contract/verify.ts';
import { type PlainDate, plainDateAt } from '../../shared/registry/plain-date.ts';
import { type BundledDevice, bundledDevices, bundleHead, type ListedPaper, listedPapers } from '../store/bundle.ts';
import type { Database } from '../store/database.ts';

export interface BundleDeps {
  readonly database: Database;
  readonly sign: Sign;
}

/** A signed key bundle as it is sent and kept. */
export interface SignedBundle {
  readonly text: string;
  /** With its quotation marks. */
  readonly etag: string;
}

export interface BundleShelf {
  /** The bundle as it stands: the same bytes until something in it changes or a day in Korea is over. */
  readonly take: () => Promise<SignedBundle>;
}

/** Whoever hasn't fetched for a week should not trust the list any more. */
const lifeMs = 7 * 86_400_000;

/** Writes the bundle anew only when it has to; many who ask at the same moment cause one look. */
export const createBundleShelf = (
  deps: BundleDeps & {
    /** Milliseconds since 1970. */
    readonly now: () => number;
  },
): BundleShelf => {
  let kept: (SignedBundle & { readonly key: string }) | null = null;
  let looking: Promise<SignedBundle> | null = null;
  const look = async (): Promise<SignedBundle> => {
    const day = plainDateAt(deps.now());
    const { version } = await bundleHead(deps.database);
    if (kept?.key === `${version} ${day}`) return kept;
    const made = await buildKeyBundle(deps, day);
    kept = { ...made, key: `${made.version} ${day}` };
    return kept;
  };
  return {
    take: () =>
      (looking ??= look().finally(() => {
        looking = null;
      })),
  };
};

/**
 * The bundle of this moment, with the count of changes that it shows. It says that it is from the last change, or from
 * the beginning of the day: whoever makes it makes the same bytes, so none looks older than another.
 */
export const buildKeyBundle = async (
  deps: BundleDeps,
  today: PlainDate,
): Promise<SignedBundle & { readonly version: string }> => {
  const { head, devices, papers } = await deps.database.readAtOneMoment(async (sql) => ({
    head: await bundleHead(sql),
    devices: await bundledDevices(sql),
    papers: await listedPapers(sql, today),
  }));
  const at = Math.max(Date.parse(head.changedAt), Date.parse(`${today}T00:00:00+09:00`));
  const bundle: KeyBundle = {
    type: 'key-bundle',
    v: 1,
    profile: head.profile,
    issuer: head.issuer,
    at: new Date(at).toISOString(),
    validUntil: new Date(at + lifeMs).toISOString(),
    keys: devices.map(toKey),
    revoked: papers.flatMap(toRevoked),
    overtaken: papers.flatMap(({ serial, overtaken }) => (overtaken ? { serial, ...overtaken } : [])),
  };
  const text = JSON.stringify(sign(bundle, deps.sign));
  return { text, etag: `"${createHash('sha256').update(text).digest('hex')}"`, version: head.version };
};

const toKey = ({ publicKey, ...device }: BundledDevice): KeyBundle['keys'][number] => ({
  kid: Buffer.from(keyIdOf(createHash('sha256').update(publicKey).digest())).toString('hex'),
  publicKey: publicKey.toString('base64url'),
  office: device.office,
  officeName: device.officeName,
  from: device.from,
  until: device.until,
  revokedAt: device.revokedAt,
});

const toRevoked = ({ serial, endedAt, isReplaced, isIssued }: ListedPaper): KeyBundle['revoked'] =>
  endedAt === null ? [] : [{ serial, at: endedAt, why: isReplaced ? 'replaced' : isIssued ? 'withdrawn' : 'void' }];
