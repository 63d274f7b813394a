import { type ChildProcess, execFile, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { extractAll, extractFile, getRawHeader, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildWindow } from '../../scripts/build.ts';
import type { FromProcess, ToProcess } from '../../src/main/certificate/render/process-messages.ts';
import { aSheet } from '../builders/sheet.ts';

/** What `npm run package` makes, opened again. With a stand-in for Electron, so that it is the same everywhere. */

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
let out = '';
const said = new Map<string, string>();

const platforms = [
  { name: 'linux-x64', platform: 'linux', folder: 'linux-unpacked', program: 'rrs-office', magic: '\x7fELF' },
  { name: 'win32-x64', platform: 'win32', folder: 'win-unpacked', program: 'RRS Office.exe', magic: 'MZ' },
] as const;

beforeAll(async () => {
  out = mkdtempSync(join(tmpdir(), 'rrs-package-'));
  const window = join(out, 'window');
  await buildWindow(window);
  for (const { name, platform } of platforms) {
    const made = await run(
      process.execPath,
      ['scripts/package.ts', '--stand-in', '--platform', platform, '--arch', 'x64', '--out', out, '--window', window],
      { cwd: root },
    );
    said.set(name, made.stdout);
  }
}, 180_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    );

describe.each(platforms)('the package for $name', ({ name, folder, program, magic }) => {
  const at = (...path: string[]): string => join(out, name, 'dist', folder, ...path);
  const archive = (): string => at('resources/app.asar');
  const packed = (): string[] =>
    listPackage(archive(), { isPack: false }).map((path) => path.replaceAll('\\', '/').slice(1));

  it('says loudly that its Electron is a stand-in', () => {
    expect(said.get(name)).toContain('THIS PACKAGE CAN NOT RUN');
    expect(existsSync(at('THIS-IS-NO-ELECTRON.txt'))).toBe(true);
  });

  it('holds the program, and nothing that it was made from', () => {
    const files = packed();
    for (const wanted of [
      'main/electron-main.js',
      'main/office.worker.js',
      'main/reader.worker.js',
      'main/render.worker.js',
      'main/raster.worker.js',
      'main/replica/views/residents.sql',
      'preload/electron.cjs',
      'renderer/index.html',
      'resources/certificates/main.typ',
      'resources/printer/paper.svg',
      'resources/training/township.json',
      'node_modules/@hyzyla/pdfium/dist/pdfium.wasm',
      'node_modules/@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf',
    ])
      expect(files, wanted).toContain(wanted);
    const foreign = [...files, ...filesBelow(at())].filter((path) =>
      /\.(?:[cm]?tsx?|map|pdb|gyp|[ch]pp?|md5)$|(?:^|\/)(?:tests?|scripts|docs|src|deps|\.git\w*)(?:\/|$)|gallery/i.test(
        path,
      ),
    );
    expect(foreign).toEqual([]);
  });

  it('holds the whole page, as it was built', () => {
    const built = filesBelow(join(out, 'window/renderer'));
    const below = 'renderer/';
    const kept = packed().filter((path) => path.startsWith(below) && /\.\w+$/.test(path));
    expect(kept.map((path) => path.slice(below.length)).toSorted()).toEqual(built.toSorted());
    const page = extractFile(archive(), 'renderer/index.html');
    expect(page.equals(readFileSync(join(out, 'window/renderer/index.html')))).toBe(true);
  });

  it('holds machine code for one platform, outside of the archive', () => {
    const unpacked = at('resources/app.asar.unpacked');
    const native = filesBelow(unpacked).filter((path) => path.endsWith('.node'));
    expect(native.filter((path) => path.includes('better-sqlite3'))).toEqual([
      `node_modules/better-sqlite3/prebuilds/${name}.node`,
    ]);
    for (const path of native)
      expect(readFileSync(join(unpacked, path)).subarray(0, magic.length).toString('latin1'), path).toBe(magic);
    expect(
      packed()
        .filter((path) => path.endsWith('.node'))
        .toSorted(),
    ).toEqual(native.toSorted());
  });

  it('has its fuses as electron-builder.yml says', async () => {
    const wire = await getCurrentFuseWire(at(program));
    const state = (fuse: FuseV1Options): FuseState | undefined => wire[fuse];
    for (const off of [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ])
      expect(state(off), FuseV1Options[off]).toBe(FuseState.DISABLE);
    for (const on of [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ])
      expect(state(on), FuseV1Options[on]).toBe(FuseState.ENABLE);
  });

  it('has an archive whose files are what it says they are, and whose head the program knows', () => {
    const { header, headerString } = getRawHeader(archive());
    const { integrity } = header.files['package.json'] as { integrity: { algorithm: string; hash: string } };
    const bytes = extractFile(archive(), 'package.json');
    expect(integrity).toMatchObject({ algorithm: 'SHA256', hash: createHash('sha256').update(bytes).digest('hex') });
    // Electron checks it on Windows and macOS only, so a package for Linux has nothing that could be looked at.
    if (name === 'linux-x64') return;
    const told = `"value":"${createHash('sha256').update(headerString).digest('hex')}"`;
    expect(readFileSync(at(program)).includes(told)).toBe(true);
  });

  it('speaks Korean and English, and has no start page of Electron', () => {
    expect(readdirSync(at('locales')).toSorted()).toEqual(['en-US.pak', 'ko.pak']);
    expect(readdirSync(at('resources')).toSorted()).toEqual(['app.asar', 'app.asar.unpacked']);
  });

  it('has a preload script that a sandboxed process can load: one file that asks for Electron alone', () => {
    const script = extractFile(archive(), 'preload/electron.cjs').toString();
    expect([...script.matchAll(/\brequire\(([^)]*)\)/g)].map(([, what]) => what?.slice(1, -1))).toEqual(['electron']);
    expect(script).not.toMatch(/^import\s/m);
  });
});

const own = platforms.find(({ name }) => name === `${process.platform}-${process.arch}`);

const notRun = own ? null : `no package for ${process.platform}-${process.arch} is made here, so none is run`;

describe.skipIf(notRun !== null)(notRun ?? 'what is in the package', () => {
  let app = '';
  const started: ChildProcess[] = [];
  beforeAll(() => {
    app = join(out, 'extracted');
    extractAll(join(out, own?.name ?? '', 'dist', own?.folder ?? '', 'resources/app.asar'), app);
  });
  afterAll(() => {
    for (const child of started) if (child.exitCode === null) child.kill('SIGKILL');
  });

  const ask = '{"id":1,"type":"query","name":"getStatus","input":{}}';

  it("runs in Electron's place: opens its window, answers it, and ends with it", async () => {
    const double = new URL('../doubles/electron-process.ts', import.meta.url).href;
    const { stdout } = await run(
      process.execPath,
      [
        '--import',
        double,
        join(app, 'main/electron-main.js'),
        '--data',
        join(out, 'office-2'),
        '--profile',
        'training',
      ],
      { cwd: out, env: { ...process.env, RRS_ASK: ask } },
    );
    const { reply, page, preload } = JSON.parse(stdout) as Readonly<Record<string, string>>;
    expect(JSON.parse(reply ?? '{}')).toMatchObject({ type: 'reply', id: 1, ok: true });
    expect(page).toBe(readFileSync(join(app, 'renderer/index.html'), 'utf8'));
    expect(preload).toBe(join(app, 'preload/electron.cjs'));
  });

  it("looks after an office's files instead, and opens no window, where it is told to", async () => {
    const double = new URL('../doubles/electron-process.ts', import.meta.url).href;
    const folder = join(out, 'office-3');
    mkdirSync(folder);
    const args = [
      '--import',
      double,
      join(app, 'main/electron-main.js'),
      'replica',
      'doctor',
      '--data',
      folder,
      '--json',
    ];
    const ran = await run(process.execPath, args).catch((error: unknown) => error as { stdout: string; code: number });
    expect(ran).toMatchObject({ code: 4 });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      severity: 'damaged',
      findings: expect.arrayContaining([{ type: 'slotsMissing' }]),
    });
  });

  it.each(['typst', 'pdfmake'] as const)('draws a paper with %s', async (engine) => {
    const child = fork(join(app, 'main/render.worker.js'), [], { serialization: 'advanced', execArgv: [] });
    started.push(child);
    const say = async (message: ToProcess): Promise<FromProcess> => {
      child.send(message);
      const [answer] = await once(child, 'message');
      return answer as FromProcess;
    };
    const font = (path: string): string => join(app, 'node_modules/@expo-google-fonts', path);
    const fonts = {
      regular: font('noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf'),
      bold: font('noto-sans-kr/700Bold/NotoSansKR_700Bold.ttf'),
      more: [font('noto-sans-jp/400Regular/NotoSansJP_400Regular.ttf')],
      extraFolder: null,
    };
    const templates = join(app, 'resources/certificates');
    expect(await say({ type: 'start', engine, templates, fonts })).toEqual({ type: 'ready' });
    const drawn = await say({ type: 'draw', sheet: aSheet() });
    expect(drawn.type).toBe('drawn');
    if (drawn.type === 'drawn') expect(Buffer.from(drawn.pdf).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
