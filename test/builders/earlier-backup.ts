import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createBackupKey, sealBackupKey } from '../../src/main/replica/backup/backup-key.ts';
import { readFacts, sha256OfFile } from '../../src/main/replica/backup/copy-facts.ts';
import { type Manifest, writeManifest } from '../../src/main/replica/backup/manifest.ts';
import { copyName, nameGeneration, nextGeneration } from '../../src/main/replica/backup/medium.ts';
import { slotsName } from '../../src/main/replica/keys/key-slot-file.ts';
import { rekeyPart } from '../../src/main/replica/open-file.ts';
import type { DeviceFolder } from './device-folder.ts';

/** Puts on the medium what the program of an earlier version would have made of a device's file of that version. */
export const backUpEarlier = async (device: DeviceFolder, medium: string): Promise<void> => {
  const next = nextGeneration(medium, device.identity.device);
  if (!next.ok) throw new Error(next.error.type);
  const { part } = next.value;
  const copy = join(part, copyName);
  const db = device.open();
  db.prepare('VACUUM INTO ?').run(copy);
  const { identity, office, ...facts } = readFacts(db);
  const schemaVersion = Number(db.pragma('user_version', { simple: true }));
  db.close();
  const own = createBackupKey();
  rekeyPart(copy, device.key, own);
  copyFileSync(device.slots, join(part, slotsName));
  const manifest: Manifest = {
    v: 1,
    type: 'backup',
    profile: device.profile,
    office,
    device: identity.device,
    incarnation: identity.incarnation,
    takenAt: new Date(device.system.now()).toISOString(),
    ...facts,
    schemaVersion,
    ...(await sha256OfFile(copy)),
    slotsSha256: createHash('sha256').update(readFileSync(device.slots)).digest('hex'),
  };
  const text = JSON.stringify(manifest);
  nameGeneration(part, writeManifest(text, sealBackupKey(own, device.key, text)));
};
