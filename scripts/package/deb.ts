import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Control {
  readonly package: string;
  readonly version: string;
  readonly architecture: 'amd64' | 'arm64';
  readonly maintainer: string;
  readonly depends: readonly string[];
  readonly recommends: readonly string[];
  readonly conflicts: readonly string[];
  readonly summary: string;
  readonly description: readonly string[];
}

/**
 * Makes a Debian package of a folder that is laid out as it will be installed, with Debian's own tool. What lies below
 * /etc is the administrator's: dpkg keeps what was changed there.
 */
export const makeDeb = (
  control: Control,
  folder: string,
  /** preinst, postinst, prerm, postrm: name → script. */
  scripts: Readonly<Record<string, string>>,
  file: string,
): void => {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  const size = paths.reduce((sum, path) => sum + statSync(path).size, 0);
  const name = (path: string): string => path.slice(folder.length + 1);
  const about = join(folder, 'DEBIAN');
  mkdirSync(about);
  const write = (path: string, text: string): void => writeFileSync(join(about, path), text);
  write(
    'control',
    `${[
      `Package: ${control.package}`,
      `Version: ${control.version}`,
      `Architecture: ${control.architecture}`,
      `Maintainer: ${control.maintainer}`,
      `Installed-Size: ${Math.ceil(size / 1024)}`,
      `Depends: ${control.depends.join(', ')}`,
      `Recommends: ${control.recommends.join(', ')}`,
      `Conflicts: ${control.conflicts.join(', ')}`,
      'Section: misc',
      'Priority: optional',
      `Description: ${control.summary}`,
      ...control.description.map((line) => ` ${line}`),
    ].join('\n')}\n`,
  );
  write(
    'conffiles',
    paths
      .map((path) => `/${name(path)}\n`)
      .filter((path) => path.startsWith('/etc/'))
      .join(''),
  );
  const md5 = (path: string): string => createHash('md5').update(readFileSync(path)).digest('hex');
  write('md5sums', paths.map((path) => `${md5(path)}  ${name(path)}\n`).join(''));
  for (const [script, text] of Object.entries(scripts)) {
    write(script, text);
    chmodSync(join(about, script), 0o755);
  }
  execFileSync('dpkg-deb', ['--build', '--root-owner-group', '-Zzstd', folder, file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
};
