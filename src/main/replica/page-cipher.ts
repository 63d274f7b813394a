import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

/**
 * The pages of a replica's file as its cipher writes them (docs/adr/0001, 0015), so that a file can go over to another
 * key page by page while it is in use. SQLite opens what comes out of here before it counts for anything.
 *
 * A page is 4,096 bytes: what SQLite sees, encrypted with AES-256-CBC; 16 bytes of initialisation vector; an HMAC-SHA512
 * over both and the page's number. The first page begins with the file's salt and eight bytes of its header in clear.
 */
export const pageSize = 4_096;
const vectorAt = pageSize - 80;
const macAt = pageSize - 64;
const saltSize = 16;
const clearOfFirstPage = saltSize + 8;

/** Holds SQLite's locks at 1 GiB; never written, so nothing is in it. */
const lockPage = 2 ** 30 / pageSize + 1;

/** Each file has its own, in clear at its beginning. */
export const newSalt = (): Buffer => randomBytes(saltSize);

export interface PageCipher {
  /** Decrypts a page where it lies; false, and the page as it was, if it isn't whole or the key is another. */
  readonly open: (page: Buffer, number: number) => boolean;
  readonly seal: (page: Buffer, number: number) => void;
}

/** What is random about each writing of a page: as long as it is the same, the page is. */
export const vectorOf = (page: Buffer): Buffer => page.subarray(vectorAt, macAt);

export const saltOf = (firstPage: Buffer): Buffer => Buffer.from(firstPage.subarray(0, saltSize));

/** The salt of an open file, which stands in clear at its beginning. */
export const readSalt = (file: number): Buffer => {
  const salt = Buffer.alloc(saltSize);
  readSync(file, salt, 0, saltSize, 0);
  return salt;
};

export const readSaltOf = (path: string): Buffer => {
  const file = openSync(path, 'r');
  try {
    return readSalt(file);
  } finally {
    closeSync(file);
  }
};

/** A page that SQLite has not written yet: there is nothing to encrypt. */
export const isBlank = (page: Buffer, number: number): boolean =>
  number === lockPage || (number > 1 && page.every((byte) => byte === 0));

export const createPageCipher = (key: Buffer, salt: Buffer): PageCipher => {
  const macSalt = Buffer.from(salt.map((byte) => byte ^ 0x3a));
  const macKey = pbkdf2Sync(key, macSalt, 2, 32, 'sha512');
  const macOf = (page: Buffer, number: number): Buffer => {
    const place = Buffer.alloc(4);
    place.writeUInt32LE(number);
    return createHmac('sha512', macKey)
      .update(page.subarray(startOf(number), macAt))
      .update(place)
      .digest();
  };
  return {
    open: (page, number) => {
      if (!macOf(page, number).equals(page.subarray(macAt))) return false;
      decrypt(key, vectorOf(page), page.subarray(startOf(number), vectorAt));
      return true;
    },
    seal: (page, number) => {
      const vector = randomBytes(16);
      if (number === 1) salt.copy(page);
      encrypt(key, vector, page.subarray(startOf(number), vectorAt));
      vector.copy(page, vectorAt);
      macOf(page, number).copy(page, macAt);
    },
  };
};

const startOf = (number: number): number => (number === 1 ? clearOfFirstPage : 0);

/*
 * What is encrypted of the first page is no whole number of blocks, so its end is done by ciphertext stealing: the last
 * whole block of the text is encrypted as ever, its first bytes become the end of the page, and the rest of it fills up
 * the text's last bytes to the block that stands before them.
 */
const encrypt = (key: Buffer, vector: Buffer, text: Buffer): void => {
  const rest = text.length % 16;
  const whole = text.length - rest;
  const cipher = createCipheriv('aes-256-cbc', key, vector).setAutoPadding(false);
  const blocks = cipher.update(text.subarray(0, whole));
  if (rest > 0) {
    const last = cipher.update(Buffer.concat([text.subarray(whole), Buffer.alloc(16 - rest)]));
    blocks.copy(text, whole, whole - 16, whole - 16 + rest);
    last.copy(blocks, whole - 16);
  }
  blocks.copy(text);
};

const decrypt = (key: Buffer, vector: Buffer, text: Buffer): void => {
  const rest = text.length % 16;
  const whole = text.length - rest;
  const cipher = createDecipheriv('aes-256-cbc', key, vector).setAutoPadding(false);
  if (rest === 0) {
    cipher.update(text).copy(text);
    return;
  }
  const blocks = cipher.update(text.subarray(0, whole - 16));
  const single = createDecipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  const mixed = single.update(text.subarray(whole - 16, whole));
  const stolen = Buffer.concat([text.subarray(whole), mixed.subarray(rest)]);
  const before = cipher.update(stolen);
  const end = Buffer.from(mixed.subarray(0, rest).map((byte, at) => byte ^ (text[whole + at] ?? 0)));
  end.copy(text, whole);
  before.copy(text, whole - 16);
  blocks.copy(text);
};
