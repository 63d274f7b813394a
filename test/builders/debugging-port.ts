import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where Chromium listens for debuggers, as it writes it into its profile, or null while it hasn't written all of it. */
export const debuggingPort = (profile: string): { readonly port: string; readonly path: string } | null => {
  const file = join(profile, portFile);
  // The file is there before what it says is: an address that is cut off looks like one.
  const [, port, path] =
    /^(\d+)\n(\/devtools\/browser\/[\da-f-]{36})/.exec(existsSync(file) ? readFileSync(file, 'utf8') : '') ?? [];
  return port !== undefined && path !== undefined ? { port, path } : null;
};

export const portFile = 'DevToolsActivePort';
