import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { buildWindow } from './build.ts';
import { makeDeb } from './package/deb.ts';
import { stageApp } from './package/stage.ts';

/**
 * A Debian package of the kiosk: the office on a Node of its own, its window in the system's Chromium, and what makes a
 * machine a kiosk (a unit, a window manager without keys, the browser's policies). docs/packaging.md.
 */
const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'out/package' },
    /** Takes the window that was built into this folder. For tests. */
    window: { type: 'string' },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const architecture = process.arch === 'x64' ? 'amd64' : process.arch === 'arm64' ? 'arm64' : null;
if (process.platform !== 'linux' || !architecture || !existsSync('/usr/bin/dpkg-deb')) {
  console.error('the kiosk is packaged on Debian (x64 or arm64), with dpkg-deb');
  process.exit(1);
}
const arch = architecture === 'amd64' ? 'x64' : 'arm64';

const out = resolve(values.out, `kiosk-${architecture}`);
const folder = join(out, 'root');
rmSync(out, { recursive: true, force: true });
const window = values.window ?? join(out, 'window');
if (values.window === undefined) await buildWindow(window);

const office = join(folder, 'usr/lib/rrs-office');
const { missing } = await stageApp(
  { platform: 'linux', arch },
  { main: 'index', others: ['replica-command'] },
  window,
  office,
);
rmSync(join(office, 'preload/electron.cjs'), { force: true });

const kiosk = join(root, 'resources/kiosk');
const put = (from: string, to: string, mode = 0o644): void => {
  const path = join(folder, to);
  mkdirSync(dirname(path), { recursive: true });
  cpSync(from, path);
  chmodSync(path, mode);
};
put(join(root, 'node_modules/node/bin/node'), 'usr/lib/rrs-office/bin/node', 0o755);
put(join(kiosk, 'session'), 'usr/lib/rrs-office/kiosk/session', 0o755);
put(join(kiosk, 'replica'), 'usr/sbin/rrs-office-replica', 0o755);
put(join(kiosk, 'openbox.xml'), 'usr/lib/rrs-office/kiosk/openbox.xml');
put(join(kiosk, 'policies.json'), 'usr/lib/rrs-office/kiosk/policies.json');
put(join(kiosk, 'rrs-office-kiosk.service'), 'usr/lib/systemd/system/rrs-office-kiosk.service');
put(join(kiosk, 'sysusers.conf'), 'usr/lib/sysusers.d/rrs-office.conf');
put(join(kiosk, 'xorg.conf'), 'usr/share/X11/xorg.conf.d/90-rrs-office.conf');
put(join(kiosk, 'kiosk.conf'), 'etc/rrs-office/kiosk.conf');
put(join(root, 'docs/packaging.md'), 'usr/share/doc/rrs-office-kiosk/README.md');
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
  if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
chmodSync(folder, 0o755);

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const scripts = Object.fromEntries(
  ['postinst', 'prerm', 'postrm'].map((name) => [name, readFileSync(join(kiosk, 'maintainer', name), 'utf8')]),
);
const file = join(out, `rrs-office-kiosk_${version}_${architecture}.deb`);
makeDeb(
  {
    package: 'rrs-office-kiosk',
    version,
    architecture,
    maintainer: 'RRS Office <office@rrs.invalid>',
    depends: [
      'chromium',
      'openbox',
      'xinit',
      'xserver-xorg-core',
      'xserver-xorg-input-libinput',
      'x11-xserver-utils',
      'systemd',
      'libpam-systemd',
      'libc6 (>= 2.28)',
      'libstdc++6 (>= 8)',
    ],
    recommends: ['ibus-hangul', 'ibus-gtk3'],
    conflicts: ['gdm3', 'lightdm', 'sddm'],
    summary: 'resident register kiosk that goes on working without the network',
    description: [
      'The office on a machine that does nothing else: one window over the whole',
      'screen, from which nothing leads out. It starts with the machine.',
      '.',
      'The policies that come with it hold for every Chromium of the machine.',
    ],
  },
  folder,
  scripts,
  file,
);
for (const each of missing) console.log(`! ${each} is not installed here: papers are drawn by pdfmake, not Typst.`);
console.log(`package: ${file}`);
