import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Arch as BuilderArch, Platform as BuilderPlatform, build as buildPackage } from 'electron-builder';
import { buildWindow } from './build.ts';
import type { Arch, Platform, Target } from './package/carried.ts';
import { findElectron } from './package/find-electron.ts';
import { stageApp } from './package/stage.ts';
import { makeStandIn } from './package/stand-in.ts';

/**
 * Packages the desk with Electron: builds all of it, lays it out for one platform and lets electron-builder pack it,
 * as electron-builder.yml says. Without targets it makes the unpacked folder alone. docs/packaging.md.
 */
const { values } = parseArgs({
  options: {
    platform: { type: 'string', default: process.platform },
    arch: { type: 'string', default: process.arch },
    /** nsis, deb, AppImage: whatever electron-builder calls it. */
    target: { type: 'string', multiple: true, default: ['dir'] },
    out: { type: 'string', default: 'out/package' },
    /** An unpacked Electron for that platform. */
    electron: { type: 'string' },
    /** Doesn't even look for a real Electron. For tests. */
    'stand-in': { type: 'boolean', default: false },
    /** Takes the window that was built into this folder. For tests. */
    window: { type: 'string' },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const target = targetOf(values.platform, values.arch);
const name = `${target.platform}-${target.arch}`;
const out = resolve(values.out, name);
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  devDependencies: Readonly<Record<string, string>>;
};
const electronVersion = devDependencies['electron'] ?? '';

rmSync(out, { recursive: true, force: true });
const [app, window] = [join(out, 'app'), values.window ?? join(out, 'window')];
if (values.window === undefined) await buildWindow(window);
const { missing } = await stageApp(target, { main: 'electron-main', others: [] }, window, app);

const found = values['stand-in'] ? null : await findElectron(target, electronVersion, values.electron);
const isStandIn = found === null;
const electronDist = isStandIn ? join(out, 'stand-in') : found;
if (isStandIn) {
  if (values.target.some((each) => each !== 'dir'))
    throw new Error(`a stand-in for Electron can only be made into a folder, not into ${values.target.join(', ')}`);
  await makeStandIn(target.platform, electronVersion, join(out, 'stand-in'));
}

const platform = target.platform === 'win32' ? BuilderPlatform.WINDOWS : BuilderPlatform.LINUX;
await buildPackage({
  projectDir: root,
  publish: 'never',
  targets: platform.createTarget(values.target, BuilderArch[target.arch]),
  config: {
    extends: join(root, 'electron-builder.yml'),
    directories: { app, output: join(out, 'dist') },
    ...(electronDist === undefined ? {} : { electronDist }),
    // Electron's own start page is no part of an office's program; from an unpacked Electron nobody else takes it away.
    afterExtract: ({ appOutDir }) => rmSync(join(appOutDir, 'resources/default_app.asar'), { force: true }),
  },
});

const folder = join(out, 'dist', target.platform === 'win32' ? 'win-unpacked' : 'linux-unpacked');
for (const each of missing)
  console.log(
    `! ${each} is not installed here: papers are drawn by pdfmake, not Typst. Package on ${target.platform}.`,
  );
if (isStandIn) {
  console.log('!');
  console.log(`! THIS PACKAGE CAN NOT RUN. Electron ${electronVersion} could not be fetched within seconds, so a`);
  console.log('! stand-in was packed in its place: everything else is as it will be. See docs/packaging.md.');
  console.log('!');
}
console.log(`package: ${existsSync(folder) ? folder : join(out, 'dist')}`);

function targetOf(platform: string, arch: string): Target {
  const platforms: readonly string[] = ['linux', 'win32'] satisfies Platform[];
  const archs: readonly string[] = ['x64', 'arm64'] satisfies Arch[];
  if (platforms.includes(platform) && archs.includes(arch)) return { platform, arch } as Target;
  throw new Error(`there is no package for ${platform} ${arch}: --platform linux|win32 --arch x64|arm64`);
}
