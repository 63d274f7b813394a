import { z } from 'zod';
import { Hash, Head, parseJson } from '../../../shared/contract/chain.ts';
import { Position } from '../../../shared/contract/position.ts';
import { DeviceId } from '../../../shared/registry/ids.ts';
import { Office } from '../../../shared/registry/office.ts';
import { Profile } from '../../../shared/registry/profile.ts';

/** What stands beside the copy of a file, written when the copy was found whole. Nothing of a resident is in it. */
export const Manifest = z.strictObject({
  v: z.literal(1),
  type: z.literal('backup'),
  profile: Profile,
  office: Office,
  device: DeviceId,
  incarnation: z.int().min(1),
  /** By the device's own clock: for people. Generations are ordered by their numbers. */
  takenAt: z.iso.datetime(),
  /** Central's time when the register in it was last up to date; null before the first sync. */
  registerAsOf: z.iso.datetime().nullable(),
  position: Position.nullable(),
  journal: Head,
  /** Entries that central had given no receipt for. */
  unsent: z.int().min(0),
  /** Rows by table. */
  rows: z.record(z.string(), z.int().min(0)),
  schemaVersion: z.int().min(1),
  /** Of the encrypted copy, every byte. */
  bytes: z.int().min(1),
  sha256: Hash,
  /** Of the key slots as they were then. */
  slotsSha256: Hash,
});
export type Manifest = z.infer<typeof Manifest>;

/** The copy's key, sealed under the file's key. The seal holds the manifest's exact text too: altered, it stays shut. */
export const SealedKey = z.strictObject({ nonce: z.base64(), sealed: z.base64() });
export type SealedKey = z.infer<typeof SealedKey>;

const ManifestFile = z.strictObject({ manifest: z.string().max(100_000), key: SealedKey });

/** A manifest as it was read: believed only once the sealed key has opened. */
export interface ReadManifest {
  readonly manifest: Manifest;
  /** The exact text that the seal holds. */
  readonly text: string;
  readonly key: SealedKey;
}

export const writeManifest = (text: string, key: SealedKey): string => JSON.stringify({ manifest: text, key });

/** `newer`: by a later version of this program. */
export const readManifest = (content: string): ReadManifest | 'newer' | 'unreadable' => {
  const file = ManifestFile.safeParse(parseJson(content));
  if (!file.success) return 'unreadable';
  const json = parseJson(file.data.manifest);
  const manifest = Manifest.safeParse(json);
  if (manifest.success) return { manifest: manifest.data, text: file.data.manifest, key: file.data.key };
  const version = z.object({ type: z.literal('backup'), v: z.int() }).safeParse(json);
  return version.success && version.data.v > 1 ? 'newer' : 'unreadable';
};
