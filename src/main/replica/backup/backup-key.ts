import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { SealedKey } from './manifest.ts';

/** Each copy has a key of its own, so that a medium with many generations is not one puzzle. */
export const createBackupKey = (): Buffer => randomBytes(32);

/** Whoever can open the file that was copied can open the copy, and nobody else: no new secret comes into being. */
export const sealBackupKey = (key: Buffer, fileKey: Buffer, manifest: string): SealedKey => {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', fileKey, nonce);
  cipher.setAAD(contextOf(manifest));
  const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  return { nonce: nonce.toString('base64'), sealed: sealed.toString('base64') };
};

/** Null if the manifest or the seal was altered. */
export const openBackupKey = ({ nonce, sealed }: SealedKey, fileKey: Buffer, manifest: string): Buffer | null => {
  const bytes = Buffer.from(sealed, 'base64');
  try {
    const cipher = createDecipheriv('aes-256-gcm', fileKey, Buffer.from(nonce, 'base64'));
    cipher.setAAD(contextOf(manifest));
    cipher.setAuthTag(bytes.subarray(-16));
    return Buffer.concat([cipher.update(bytes.subarray(0, -16)), cipher.final()]);
  } catch {
    return null;
  }
};

const contextOf = (manifest: string): Buffer => Buffer.from(`rrs-backup-1 ${manifest}`);
