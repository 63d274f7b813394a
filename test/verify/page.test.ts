import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { documentNumberToText } from '../../src/shared/code/document-number.ts';
import { type QrSquares, textToQr } from '../../src/shared/code/qr.ts';
import { addDays, plainDateAt } from '../../src/shared/registry/plain-date.ts';
import { type ACentral, aCentral } from './a-central.ts';
import { aCode, aKey, bundleKey, device, root, signedBundle, someClaims } from './a-certificate.ts';
import { aPdf } from './a-pdf.ts';
import { type Browser, chromium, startBrowser, type Tab } from './browser.ts';
import { drawQr, toPng } from './picture.ts';

// The page takes the real day, so these certificates are issued on it.
const issuedOn = plainDateAt(Date.now());
const dates = { issuedOn, validUntil: addDays(issuedOn, 90) };
const published = { at: new Date().toISOString(), validUntil: new Date(Date.now() + 7 * 86_400_000).toISOString() };
const claims = someClaims(dates);
const code = aCode(dates);
const printed = documentNumberToText(claims.documentNumber);
const rootText = Buffer.from(root.publicKey).toString('base64url');

const folder = mkdtempSync(join(tmpdir(), 'rrs-verify-page-'));
const file = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const build = (out: string, ...args: string[]): string => {
  const script = join(import.meta.dirname, '../../scripts/build-verify.ts');
  execFileSync(process.execPath, [script, '--out', file(out), ...args], { stdio: 'pipe' });
  return join(file(out), 'index.html');
};

test('the page is built into one file that names no other', () => {
  const html = readFileSync(build('bare'), 'utf8');
  expect(html).not.toMatch(/<!-- build:/);
  expect(html).not.toMatch(/<(script|link|img)[^>]+(src|href)=/);
  expect(html).toMatch(
    /content-security-policy" content="default-src 'none'; script-src 'sha256-[^']+' 'wasm-unsafe-eval';/,
  );
  expect(html).toContain("connect-src 'self';");
});

describe('the page in Chromium', () => {
  let browser: Browser;
  let central: ACentral;
  let page = '';

  beforeAll(async () => {
    if (chromium === null) return;
    central = await aCentral();
    central.says.bundle = published;
    central.says.answer = dates;
    writeFileSync(file('root.txt'), rootText);
    writeFileSync(file('bundle.json'), signedBundle(published));
    page = build('with-keys', '--root', file('root.txt'), '--bundle', file('bundle.json'));
    const video = file('camera.y4m');
    writeFileSync(video, toY4m(textToQr(code)));
    browser = await startBrowser([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`,
      '--accept-lang=ko-KR',
    ]);
  });
  beforeEach(({ skip }) => {
    if (chromium === null) skip('no Chromium is installed (Debian: chromium)');
  });
  afterAll(async () => {
    if (chromium === null) return;
    await browser[Symbol.asyncDispose]();
    await central[Symbol.asyncDispose]();
  });

  const open = async (url: string = pathToFileURL(page).href): Promise<Tab> => {
    const tab = await browser.open(url);
    await tab.until("document.documentElement.dataset.ready === 'yes'");
    return tab;
  };
  const type = async (tab: Tab, text: string): Promise<void> => {
    await tab.evaluate("document.getElementById('typed').select(), document.getElementById('typed').focus()");
    await tab.insert(text);
    await tab.press('Enter');
  };
  const shown = async (tab: Tab, verdict: string, outcome: string): Promise<string> => {
    await tab.until(`document.querySelector('.verdict.${outcome}')?.dataset.verdict === '${verdict}'`);
    return tab.evaluate("document.getElementById('result').innerText");
  };
  const choose = async (tab: Tab, id: string, files: readonly string[]): Promise<void> => {
    const { root: document } = (await tab.send('DOM.getDocument')) as { root: { nodeId: number } };
    const { nodeId } = await tab.send('DOM.querySelector', { nodeId: document.nodeId, selector: `#${id}` });
    await tab.send('DOM.setFileInputFiles', { nodeId, files: files.map(file) });
  };

  test('opened as a file, checks what a scanner types, and asks nobody', async () => {
    const tab = await open();
    // A scanner types at once: the cursor is there when the page is.
    await tab.insert(code);
    await tab.press('Enter');
    const text = await shown(tab, 'genuine', 'good');
    for (const fact of [
      '진본입니다',
      '김*수 (1985년생)',
      printed,
      claims.serial,
      '솔내면',
      '중앙 서버에 묻지 않았습니다',
    ])
      expect(text).toContain(fact);
    await type(
      tab,
      code.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    );
    expect(await shown(tab, 'altered', 'bad')).toContain('부호가 맞지 않습니다');
    await type(tab, 'https://example.org');
    await shown(tab, 'not-a-code', 'bad');
    await type(tab, aCode(dates, aKey('of nobody')));
    await shown(tab, 'unknown-key', 'bad');
    await type(tab, printed.replace(/.$/, '0'));
    await shown(tab, 'could-not-check', 'unknown');
    await type(tab, printed);
    await tab.until("document.getElementById('result').innerText.includes('중앙 서버 주소가 없어')");

    await tab.evaluate("document.getElementById('language').click()");
    await type(tab, code);
    expect(await shown(tab, 'genuine', 'good')).toContain('Genuine');
    expect(await tab.evaluate('document.documentElement.lang')).toBe('en');

    expect(tab.requests).toEqual([pathToFileURL(page).href]);
    expect(tab.complaints).toEqual([]);
  });

  test('reads PDFs and pictures', async () => {
    const tab = await open();
    const qr = textToQr(code);
    const lines = [printed, claims.serial];
    writeFileSync(
      file('copy.pdf'),
      aPdf([
        { lines, qr },
        { lines, qr: null },
      ]),
    );
    writeFileSync(
      file('other.pdf'),
      aPdf([
        { lines: ['0000-0000-0000-5724'], qr },
        { lines, qr: null },
      ]),
    );
    writeFileSync(file('scan.png'), toPng(drawQr(qr, { x: 60, y: 60, side: qr.size * 5, width: 600, height: 600 })));
    writeFileSync(file('nothing.png'), Buffer.from('nothing'));
    await choose(tab, 'file', ['copy.pdf']);
    expect(await shown(tab, 'genuine', 'good')).not.toContain('부호만 확인했습니다');
    await choose(tab, 'file', ['other.pdf']);
    expect(await shown(tab, 'altered', 'bad')).toContain('서로 다릅니다');
    await choose(tab, 'file', ['scan.png']);
    expect(await shown(tab, 'genuine', 'good')).toContain('부호만 확인했습니다');
    await choose(tab, 'file', ['nothing.png']);
    await shown(tab, 'could-not-check', 'unknown');
    expect(tab.requests).toEqual([pathToFileURL(page).href]);
    expect(tab.complaints).toEqual([]);
  });

  test('reads what the camera sees, and turns it off', async () => {
    const tab = await open();
    await tab.evaluate("document.getElementById('camera').click()");
    await shown(tab, 'genuine', 'good');
    expect(
      await tab.evaluate(
        "document.getElementById('video').srcObject === null && document.getElementById('video').hidden",
      ),
    ).toBe(true);
    expect(tab.complaints).toEqual([]);
  });

  test('takes keys from files, whatever their order, and says whose they are', async () => {
    const tab = await open(pathToFileURL(build('bare')).href);
    await type(tab, code);
    expect(await shown(tab, 'could-not-check', 'unknown')).toContain('열쇠 목록이 없습니다');
    writeFileSync(file('stranger.json'), signedBundle(published, aKey('a stranger')));
    await choose(tab, 'trust-file', ['stranger.json', 'root.txt']);
    await tab.until("!document.getElementById('trust-problem').hidden");
    expect(await tab.evaluate("document.getElementById('trust-problem').innerText")).toContain(
      '서명된 목록이 아닙니다',
    );
    await choose(tab, 'trust-file', ['bundle.json', 'root.txt']);
    await tab.until("document.getElementById('trust-problem').hidden");
    expect(await tab.evaluate("document.getElementById('trust').innerText")).toMatch(
      /[0-9A-Z]{4}-[0-9A-Z]{4}[\s\S]*다온도/,
    );
    await type(tab, code);
    await shown(tab, 'genuine', 'good');
  });

  test('on a web server takes the keys that lie beside it', async () => {
    mkdirSync(file('site'), { recursive: true });
    writeFileSync(file('site/index.html'), readFileSync(build('bare')));
    writeFileSync(file('site/root.txt'), rootText);
    writeFileSync(file('site/bundle.json'), signedBundle(published));
    const server = createServer((request, response) => {
      try {
        response.end(readFileSync(join(file('site'), request.url === '/' ? 'index.html' : (request.url ?? ''))));
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const tab = await open(`${url}/`);
      await type(tab, code);
      await shown(tab, 'genuine', 'good');
      expect(tab.requests.filter((each) => !each.startsWith(url))).toEqual([]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('built for a central, asks it, and only it', async () => {
    const online = build('online', '--root', file('root.txt'), '--central', central.url);
    const tab = await open(pathToFileURL(online).href);
    await type(tab, code);
    expect(await shown(tab, 'genuine', 'good')).not.toContain('묻지 않았습니다');
    await type(tab, printed);
    expect(await shown(tab, 'on-record', 'good')).toContain('종이 자체는 확인하지 않았습니다');
    central.says.answer = { ...dates, state: 'void' };
    await type(tab, code);
    await shown(tab, 'revoked', 'bad');
    await type(tab, printed);
    await shown(tab, 'revoked', 'bad');
    central.says.answer = dates;
    await tab.evaluate("document.getElementById('online').click()");
    const before = central.asked.length;
    await type(tab, code);
    expect(await shown(tab, 'genuine', 'good')).toContain('묻지 않았습니다');
    expect(central.asked.length).toBe(before);
    const own = pathToFileURL(online).href;
    expect(tab.requests.filter((each) => each !== own && !each.startsWith(central.url))).toEqual([]);
    expect(tab.complaints).toEqual([]);
  });

  test('marks a training paper, also where everything fits', async () => {
    writeFileSync(
      file('training.json'),
      signedBundle({ ...published, profile: 'training', keys: [bundleKey(device)] }),
    );
    const tab = await open(
      pathToFileURL(build('training', '--root', file('root.txt'), '--bundle', file('training.json'))).href,
    );
    await type(tab, aCode({ ...dates, profile: 'training' }));
    const text = await shown(tab, 'genuine', 'good');
    expect(text).toMatch(/^\[교육용\]/);
    expect(text).toContain('효력이 없습니다');
    const production = await open();
    await type(production, aCode({ ...dates, profile: 'training' }));
    expect(await shown(production, 'wrong-profile', 'bad')).toContain('교육용');
  });

  test('is used by keyboard alone, and fits a narrow or zoomed window', async () => {
    const tab = await open();
    const focused = (): Promise<string> =>
      tab.evaluate('document.activeElement.id || document.activeElement.innerText');
    const order = [await focused()];
    for (let presses = 0; presses < 5; presses += 1) {
      await tab.press('Tab');
      order.push(await focused());
    }
    expect(order).toEqual(['typed', '확인', 'camera', 'file', '확인에 쓰는 열쇠', expect.anything()]);
    await type(tab, code);
    await shown(tab, 'genuine', 'good');
    // 1280 pixels at 200 %, and the narrowest that WCAG asks for.
    for (const width of [640, 320]) {
      await tab.send('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: false });
      await tab.until(`innerWidth === ${width}`);
      expect(await tab.evaluate('document.documentElement.scrollWidth <= innerWidth'), `${width} wide`).toBe(true);
    }
  });
});

/** A film of one frame for Chromium's false camera: the QR, grey on white. */
const toY4m = (qr: QrSquares): Uint8Array => {
  const [width, height] = [640, 480];
  const { pixels } = drawQr(qr, { x: 120, y: 40, side: 400, width, height });
  const colours = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), pixels, colours]);
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F5:1 Ip A1:1 C420jpeg\n`), frame, frame]);
};
