import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWindow } from '../../scripts/build.ts';
import { findBrowser } from '../../src/main/shell/chromium/find-browser.ts';
import { windowOrigin } from '../../src/shared/contract/window.ts';

/** The kiosk's Debian package: built, installed into a root of its own by dpkg, run from there, removed and purged. */

const has = (program: string): boolean =>
  ['/usr/bin', '/usr/sbin', '/bin', '/sbin'].some((folder) => existsSync(join(folder, program)));
const needed = ['dpkg-deb', 'dpkg', 'systemctl', 'systemd-sysusers'];
const lacking = needed.filter((program) => !has(program));
const isRoot = process.getuid?.() === 0;
const fakeroot = isRoot || !has('fakeroot') ? [] : ['fakeroot'];
const notHere =
  lacking.length > 0
    ? `the kiosk's package is not installed here: ${lacking.join(', ')} is missing`
    : isRoot || fakeroot.length > 0
      ? null
      : "the kiosk's package is not installed here: that takes root or fakeroot";
const noVerifier = has('systemd-analyze') ? null : 'its unit is not checked by systemd: there is no systemd-analyze';
const browser = findBrowser({ platform: process.platform, env: process.env, exists: existsSync });
const noWindow = browser.ok ? null : `no window is opened: ${browser.error.message.en}`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

describe.skipIf(notHere !== null)(notHere ?? 'the package of the kiosk', () => {
  let out = '';
  let deb = '';
  let machine = '';
  const at = (...path: string[]): string => join(machine, ...path);
  const office = (...path: string[]): string => at('usr/lib/rrs-office', ...path);

  const dpkg = (...args: string[]): Promise<{ stdout: string; stderr: string }> => {
    const words = [
      ...(fakeroot.length > 0 ? ['dpkg'] : []),
      `--root=${machine}`,
      `--log=${join(out, 'dpkg.log')}`,
      // The scripts run outside of that root and are told where it is, as on a machine that makes images.
      '--force-script-chrootless',
      '--force-not-root',
      // That root is empty: nothing it depends on is there, which the control file's test looks at instead.
      '--force-depends',
      ...args,
    ];
    // dpkg looks for programs of root's, which not every account has in its path.
    const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
    return run(fakeroot[0] ?? 'dpkg', words, { env });
  };
  const filesBelow = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length))
      .toSorted();

  beforeAll(async () => {
    out = mkdtempSync(join(tmpdir(), 'rrs-kiosk-'));
    const window = join(out, 'window');
    await buildWindow(window);
    const { stdout } = await run(process.execPath, ['scripts/package-kiosk.ts', '--out', out, '--window', window], {
      cwd: root,
    });
    deb = /^package: (.+)$/m.exec(stdout)?.[1] ?? '';
    machine = join(out, 'machine');
    for (const folder of ['info', 'updates']) mkdirSync(at('var/lib/dpkg', folder), { recursive: true });
    writeFileSync(at('var/lib/dpkg/status'), '');
    mkdirSync(at('etc'));
    await dpkg('--install', deb);
  }, 180_000);
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it('says what it needs: the browser, a screen, a window manager, a session', () => {
    const field = (name: string): string =>
      execFileSync('dpkg-deb', ['--field', deb, name], { encoding: 'utf8' }).trim();
    const depends = field('Depends').split(', ');
    for (const name of ['chromium', 'openbox', 'xinit', 'xserver-xorg-core', 'x11-xserver-utils', 'libpam-systemd'])
      expect(depends).toContain(name);
    expect(field('Architecture')).toBe(process.arch === 'x64' ? 'amd64' : 'arm64');
  });

  it('belongs to root, and nothing in it runs as somebody else or can be written by others', () => {
    const lines = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' }).trim().split('\n');
    for (const line of lines) expect(line).toMatch(/^[dl-](?:rwx|rw-)r-[x-]r-[x-] root\/root /);
  });

  it('holds the program for this machine, and nothing that it was made from', () => {
    const files = filesBelow(office());
    for (const wanted of [
      '/bin/node',
      '/main/index.js',
      '/main/replica-command.js',
      '/preload/chromium.js',
      '/renderer/index.html',
      '/kiosk/session',
    ])
      expect(files).toContain(wanted);
    expect(
      files.filter((path) =>
        /\.(?:[cm]?tsx?|map|cjs)$|\/(?:test|tests|scripts|src|deps)\/|gallery|electron/.test(path),
      ),
    ).toEqual([]);
    const native = files.filter((path) => path.includes('better-sqlite3') && path.endsWith('.node'));
    expect(native).toEqual([`/node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`]);
  });

  it('starts with the machine, as a user who may do nothing', () => {
    expect(readlinkSync(at('etc/systemd/system/graphical.target.wants/rrs-office-kiosk.service'))).toBe(
      '/usr/lib/systemd/system/rrs-office-kiosk.service',
    );
    const [, , , , , home, shell] =
      /^rrs-office:.*$/m.exec(readFileSync(at('etc/passwd'), 'utf8'))?.[0].split(':') ?? [];
    expect([home, shell]).toEqual(['/var/lib/rrs-office', '/usr/sbin/nologin']);
    const unit = readFileSync(at('usr/lib/systemd/system/rrs-office-kiosk.service'), 'utf8');
    for (const line of [
      'User=rrs-office',
      'NoNewPrivileges=yes',
      'CapabilityBoundingSet=',
      'ProtectSystem=strict',
      'LimitCORE=0',
    ])
      expect(unit.split('\n')).toContain(line);
    const started = [...unit.matchAll(/\/usr\/lib\/rrs-office\/\S+/g)].map(([path]) => path);
    expect(started.length).toBeGreaterThan(0);
    for (const path of started) expect(statSync(at(path)).mode & 0o111, path).toBe(0o111);
  });

  it.skipIf(noVerifier !== null)(
    noVerifier ?? 'has a unit that systemd understands and finds well guarded',
    async () => {
      // What the package depends on, as far as the unit names it.
      const host = ['/usr/lib/systemd/system', '/lib/systemd/system'].find((folder) =>
        existsSync(join(folder, 'graphical.target')),
      );
      const theirs = mkdtempSync(join(out, 'verify-'));
      cpSync(at('usr/lib/systemd/system'), join(theirs, 'usr/lib/systemd/system'), { recursive: true });
      cpSync(office('kiosk'), join(theirs, 'usr/lib/rrs-office/kiosk'), { recursive: true });
      for (const unit of globSync('*.{target,slice}', { cwd: host ?? '/' }))
        if (host && lstatSync(join(host, unit)).isFile())
          cpSync(join(host, unit), join(theirs, 'usr/lib/systemd/system', unit));
      for (const program of ['usr/bin/xinit', 'usr/lib/xorg/Xorg']) {
        mkdirSync(dirname(join(theirs, program)), { recursive: true });
        writeFileSync(join(theirs, program), '#!/bin/sh\n');
        chmodSync(join(theirs, program), 0o755);
      }
      const options = [`--root=${theirs}`, '--no-pager', '--man=no'];
      const verified = await run('systemd-analyze', [...options, 'verify', 'rrs-office-kiosk.service']);
      expect(verified.stderr).toBe('');
      const looked = await run('systemd-analyze', [
        ...options,
        '--offline=true',
        '--threshold=40',
        'security',
        'rrs-office-kiosk.service',
      ]);
      expect(looked.stdout).toContain('Overall exposure level');
    },
  );

  it('gives keys and buttons no meaning to the window manager, and none of them leads to another terminal', () => {
    const openbox = readFileSync(office('kiosk/openbox.xml'), 'utf8');
    expect(openbox).not.toMatch(/<keybind|<mousebind|<action/);
    expect(openbox).toMatch(/<keyboard>\s*<\/keyboard>/);
    expect(openbox).toMatch(/<mouse>\s*<\/mouse>/);
    expect(readFileSync(at('usr/share/X11/xorg.conf.d/90-rrs-office.conf'), 'utf8')).toMatch(/"DontVTSwitch" "true"/);
    expect(readFileSync(office('kiosk/session'), 'utf8')).toContain(
      '--config-file /usr/lib/rrs-office/kiosk/openbox.xml',
    );
  });

  it('binds the browser to our page, and leaves the line open by which it is driven', () => {
    const link = at('etc/chromium/policies/managed/rrs-office.json');
    expect(readlinkSync(link)).toBe('/usr/lib/rrs-office/kiosk/policies.json');
    const policies = JSON.parse(readFileSync(office('kiosk/policies.json'), 'utf8')) as Record<string, unknown>;
    expect(policies['URLBlocklist']).toEqual(expect.arrayContaining(['*', 'chrome://*', 'file://*', 'devtools://*']));
    // A host without a path: with `/*` behind it, the browser takes it for a path that is called so.
    expect(policies['URLAllowlist']).toEqual([windowOrigin, 'data:*']);
    // 2 would take the debugging protocol from us too.
    expect(policies['DeveloperToolsAvailability']).not.toBe(2);
    expect(policies).toMatchObject({ IncognitoModeAvailability: 1, PrintingEnabled: false, DownloadRestrictions: 3 });
  });

  it('says what is whole in its folder, as the user who owns it', async () => {
    const command = at('usr/sbin/rrs-office-replica');
    const script = readFileSync(command, 'utf8');
    expect(script).toContain('exec runuser -u rrs-office -- "$0" "$@"');
    const [, program] = /exec \S+node (\S+) "\$@"/.exec(script) ?? [];
    const folder = join(out, 'office-replica');
    mkdirSync(folder);
    const args = [at(program ?? ''), 'doctor', '--data', folder, '--json', '--profile', 'production'];
    const ran = await run(office('bin/node'), args).catch(
      (error: unknown) => error as { stdout: string; code: number },
    );
    expect(ran).toMatchObject({ code: 4 });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      severity: 'damaged',
      findings: expect.arrayContaining([{ type: 'slotsMissing' }]),
    });
  });

  it('runs: the office answers on the Node that came with it', async () => {
    const child = spawn(office('bin/node'), [office('main/index.js'), '--data', join(out, 'office-1')]);
    let [answers, errors] = ['', ''];
    child.stderr.on('data', (text) => {
      errors += String(text);
    });
    child.stdout.on('data', (text) => {
      answers += String(text);
      if (answers.includes('"reply"')) child.stdin.end();
    });
    child.stdin.write('{"id":1,"type":"query","name":"getStatus","input":{}}\n');
    const [code] = await once(child, 'exit');
    expect([code, errors]).toEqual([0, '']);
    const reply = answers.split('\n').find((line) => line.includes('"reply"')) ?? '{}';
    expect(JSON.parse(reply)).toMatchObject({ id: 1, ok: true });
  });

  it.skipIf(noWindow !== null)(
    noWindow ?? 'shows its window in the browser of the machine, and takes it along when it is told to stop',
    async () => {
      const data = join(out, 'office-2');
      const child = spawn(
        office('bin/node'),
        [
          office('main/index.js'),
          '--data',
          data,
          '--profile',
          'training',
          '--shell',
          'chromium',
          '--mode',
          'kiosk',
          '--headless',
        ],
        { stdio: 'ignore' },
      );
      const ended = once(child, 'exit');
      const processes = (): string[] =>
        globSync('/proc/[0-9]*/cmdline').flatMap((path) => {
          try {
            const line = readFileSync(path, 'utf8');
            return line.includes(`--user-data-dir=${data}`) ? [line] : [];
          } catch {
            // It ended between the two looks.
            return [];
          }
        });
      const inTime = AbortSignal.timeout(60_000);
      while (!processes().some((line) => line.includes('--type=renderer'))) {
        if (inTime.aborted || child.exitCode !== null) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(processes().some((line) => line.includes('--type=renderer'))).toBe(true);
      child.kill('SIGTERM');
      expect(await ended).toEqual([0, null]);
      while (processes().length > 0 && !inTime.aborted) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(processes()).toEqual([]);
    },
  );

  it('keeps what an administrator set when it is removed, and takes the policies back for everybody', async () => {
    mkdirSync(at('var/lib/rrs-office/office'), { recursive: true });
    writeFileSync(at('var/lib/rrs-office/office/replica'), 'what central has not receipted yet');
    writeFileSync(at('etc/rrs-office/kiosk.conf'), 'RRS_PROFILE=training\n');
    await dpkg('--install', deb);
    expect(readFileSync(at('etc/rrs-office/kiosk.conf'), 'utf8')).toBe('RRS_PROFILE=training\n');
    await dpkg('--remove', 'rrs-office-kiosk');
    const left = filesBelow(machine);
    expect(left.filter((path) => /^\/usr\/|policies|systemd/.test(path))).toEqual([]);
    expect(left).toContain('/etc/rrs-office/kiosk.conf');
  });

  it('leaves nothing when it is purged but the data and the user who owns them', async () => {
    const { stderr } = await dpkg('--purge', 'rrs-office-kiosk');
    expect(stderr).toContain('/var/lib/rrs-office is kept');
    const users = ['/etc/.pwd.lock', '/etc/group', '/etc/gshadow', '/etc/passwd', '/etc/shadow'];
    expect(filesBelow(machine).filter((path) => !path.startsWith('/var/lib/dpkg/') && !users.includes(path))).toEqual([
      '/var/lib/rrs-office/office/replica',
    ]);
  });
});
