import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { OfficialId } from '../shared/registry/ids.ts';

/** The training township is the one place where they stand, and the set-up gives each of them this password. */
const file = new URL('../../resources/training/township.json', import.meta.url);

const Township = z.object({ officials: z.array(z.object({ id: OfficialId, password: z.string() })) });

let read: { readonly official: OfficialId; readonly password: string }[] | null = null;

/** Everybody of the training township with their password; null where it doesn't come with the app. */
export const readSampleOfficials = (): typeof read => {
  if (read || !existsSync(file)) return read;
  const { officials } = Township.parse(JSON.parse(readFileSync(file, 'utf8')));
  read = officials.map(({ id, password }) => ({ official: id, password }));
  return read;
};
