import { createCipheriv, randomBytes, scryptSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { OfficialId } from '../../src/shared/registry/ids.ts';
import type { Profile } from '../../src/shared/registry/profile.ts';

/** Slots as they were when a password sealed the file's key itself, written apart from the program's own code. */
export const writeOldSlots = (
  path: string,
  { key, profile = 'training' }: { readonly key: Buffer; readonly profile?: Profile },
  people: readonly { readonly official: OfficialId; readonly password: string }[],
  version: 1 | 2 = 2,
): void => {
  const slots = people.map(({ official, password }) => {
    const salt = randomBytes(16);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', scryptSync(password.normalize('NFC'), salt, 32, { N: 1024 }), nonce);
    cipher.setAAD(Buffer.from(`rrs-slot-1 ${profile} ${official}`));
    const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
    return {
      official,
      salt: salt.toString('base64'),
      cost: 1024,
      nonce: nonce.toString('base64'),
      sealed: sealed.toString('base64'),
      ...(version === 2 ? { label: { name: official, role: 'clerk' } } : {}),
    };
  });
  const office = { nameKo: '솔내면', nameEn: 'Solnae-myeon' };
  const file = version === 2 ? { v: 2, profile, office, slots } : { v: 1, profile, slots };
  writeFileSync(path, JSON.stringify(file));
};
