import { err, ok, type Result } from '../../../shared/contract/result.ts';

/** None of the browsers that can show the window is installed, or not where RRS_BROWSER says. */
export interface NoBrowser {
  readonly type: 'NoBrowser';
  /** What RRS_BROWSER names, where it is set. */
  readonly named: string | null;
  /** What to do, for whoever reads the terminal. */
  readonly message: { readonly ko: string; readonly en: string };
}

export interface FoundBrowser {
  /** As people know it. */
  readonly name: 'Chromium' | 'Google Chrome' | 'Microsoft Edge';
  readonly path: string;
}

interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (path: string) => boolean;
}

// The program itself stands before the script that Debian starts it by: that one adds switches of its own, among them
// one that loads extensions. A snap sees only a part of the disk, so it comes last.
const linux: readonly FoundBrowser[] = [
  { name: 'Chromium', path: '/usr/lib/chromium/chromium' },
  { name: 'Chromium', path: '/usr/lib/chromium-browser/chromium-browser' },
  { name: 'Chromium', path: '/usr/bin/chromium' },
  { name: 'Google Chrome', path: '/opt/google/chrome/chrome' },
  { name: 'Google Chrome', path: '/usr/bin/google-chrome-stable' },
  { name: 'Google Chrome', path: '/usr/bin/google-chrome' },
  { name: 'Microsoft Edge', path: '/opt/microsoft/msedge/msedge' },
  { name: 'Microsoft Edge', path: '/usr/bin/microsoft-edge' },
  { name: 'Chromium', path: '/usr/bin/chromium-browser' },
  { name: 'Chromium', path: '/snap/bin/chromium' },
];

/** Edge first: every Windows has it. */
const windows = (env: Machine['env']): FoundBrowser[] =>
  [
    { name: 'Microsoft Edge', below: String.raw`Microsoft\Edge\Application\msedge.exe` } as const,
    { name: 'Google Chrome', below: String.raw`Google\Chrome\Application\chrome.exe` } as const,
    { name: 'Chromium', below: String.raw`Chromium\Application\chrome.exe` } as const,
  ].flatMap(({ name, below }) =>
    ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
      .flatMap((key) => env[key] ?? [])
      .map((root) => ({ name, path: `${root}\\${below}` })),
  );

const mac: readonly FoundBrowser[] = [
  { name: 'Google Chrome', path: '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome' },
  { name: 'Chromium', path: '/Applications/Chromium.app/Contents/MacOS/Chromium' },
  { name: 'Microsoft Edge', path: '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge' },
];

const install = {
  ko: 'Chromium(데비안: sudo apt install chromium), Google Chrome 또는 Microsoft Edge를 설치하거나, RRS_BROWSER에 실행 파일의 경로를 적으십시오.',
  en: 'Install Chromium (Debian: sudo apt install chromium), Google Chrome or Microsoft Edge, or name the program in RRS_BROWSER.',
};

/** The browser of this machine in which the window can be shown. RRS_BROWSER, where it is set, decides alone. */
export const findBrowser = ({ platform, env, exists }: Machine): Result<FoundBrowser, NoBrowser> => {
  const named = env['RRS_BROWSER'];
  if (named) {
    if (exists(named)) return ok({ name: nameOf(named), path: named });
    return err({
      type: 'NoBrowser',
      named,
      message: {
        ko: `RRS_BROWSER에 적힌 ${named} 파일이 없습니다. ${install.ko}`,
        en: `RRS_BROWSER names ${named}, which is not there. ${install.en}`,
      },
    });
  }
  const places: readonly FoundBrowser[] = platform === 'win32' ? windows(env) : platform === 'darwin' ? mac : linux;
  const found = places.find(({ path }) => exists(path));
  if (found) return ok(found);
  return err({
    type: 'NoBrowser',
    named: null,
    message: {
      ko: `창을 띄울 브라우저가 없습니다. ${install.ko}`,
      en: `There is no browser here to show the window in. ${install.en}`,
    },
  });
};

const nameOf = (path: string): FoundBrowser['name'] =>
  /edge/i.test(path) ? 'Microsoft Edge' : /chrome(?!dev)/i.test(path) ? 'Google Chrome' : 'Chromium';
