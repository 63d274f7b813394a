import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCheckpoint } from '../../src/main/replica/checkpoint/checkpoint-file.ts';
import { createPageCipher, pageSize, saltOf } from '../../src/main/replica/page-cipher.ts';
import type { DeviceFolder } from './device-folder.ts';

/** Of a write-ahead log, and of each of its frames. */
const walHeader = 32;
const frameHeader = 24;

/**
 * All bytes of a device's folder by file, with what is encrypted decrypted page by page as it lies there: free pages, free
 * space within pages, and frames of the log that count no more are all in it. Of the checkpoint also what it has packed.
 */
export const decryptedPages = (device: Pick<DeviceFolder, 'folder' | 'key' | 'identity'>): Record<string, Buffer> => {
  const { folder, key, identity } = device;
  const found: Record<string, Buffer> = {};
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    found[name] = bytes;
    if (/^replica-\d+\.(db|part|checkpoint)$/.test(name)) found[name] = openAll(bytes, key, saltOf(bytes), 0, 0);
    if (name.endsWith('.db-wal') && bytes.length > walHeader) {
      const salt = saltOf(readFileSync(join(folder, name.replace(/-wal$/, ''))));
      found[name] = openAll(bytes, key, salt, walHeader, frameHeader);
    }
    if (name.endsWith('.checkpoint')) {
      const checkpoint = readCheckpoint(join(folder, name.replace(/checkpoint$/, 'db')), key, identity);
      found[`${name} unpacked`] = Buffer.from([...(checkpoint?.lines() ?? [])].join('\n'));
      checkpoint?.close();
    }
  }
  return found;
};

const openAll = (bytes: Buffer, key: Buffer, salt: Buffer, header: number, before: number): Buffer => {
  const cipher = createPageCipher(key, salt);
  const pages: Buffer[] = [];
  let opened = 0;
  for (let at = header; at + before + pageSize <= bytes.length; at += before + pageSize) {
    const frame = bytes.subarray(at, at + before);
    const number = before > 0 ? frame.readUInt32BE(0) : at / pageSize + 1;
    const page = Buffer.from(bytes.subarray(at + before, at + before + pageSize));
    if (cipher.open(page, number)) opened += 1;
    pages.push(page);
  }
  if (pages.length > 0 && opened === 0) throw new Error('no page of it could be decrypted');
  return Buffer.concat(pages);
};

/** In which files any of the texts stands, in each of the forms in which Unicode and SQLite might hold it. */
export const filesWith = (files: Readonly<Record<string, Buffer>>, texts: readonly string[]): string[] =>
  Object.entries(files).flatMap(([name, bytes]) =>
    texts
      .flatMap((text) => [text, text.normalize('NFD'), text.normalize('NFC'), JSON.stringify(text).slice(1, -1)])
      .filter((text, nth, all) => text !== '' && all.indexOf(text) === nth && bytes.includes(text))
      .map((text) => `${name}: ${text}`),
  );
