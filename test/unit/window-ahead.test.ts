import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Topic } from '../../src/shared/contract/topics.ts';
import type { WindowBridge } from '../../src/shared/contract/window.ts';

/** A piece of the font, as `document.fonts` lists it. */
const aPiece = (unicodeRange: string, load = vi.fn<() => Promise<void>>(() => Promise.resolve())) => ({
  family: '"Pretendard GOV Variable"',
  unicodeRange,
  load,
});

/** A page with an office behind it that answers each question with its number. */
const setupPage = (pieces: readonly ReturnType<typeof aPiece>[] = []) => {
  const asked: string[] = [];
  let change: (topics: readonly Topic[]) => void = () => undefined;
  const office = {
    command: vi.fn<() => void>(),
    query: (name: string) => {
      asked.push(name);
      return Promise.resolve({ ok: true, value: asked.length });
    },
    onChanged: (listener: typeof change) => {
      change = listener;
      return () => undefined;
    },
  } as unknown as WindowBridge;
  vi.stubGlobal('window', { rrs: office });
  vi.stubGlobal('document', { fonts: [...pieces, { ...aPiece('U+0-10FFFF'), family: 'Some Other' }] });
  return { asked, change: (topics: readonly Topic[]) => change(topics) };
};

const beginPage = async () => {
  vi.resetModules();
  return import('../../src/renderer/app/ahead.ts');
};

afterEach(() => vi.unstubAllGlobals());

describe('what the first screen waits for', () => {
  test('is asked before anybody wants it, and each answer is given once', async () => {
    const { asked } = setupPage();
    const { officeAhead } = await beginPage();
    expect(asked).toEqual(['getSignIn', 'getStatus']);
    const office = officeAhead();
    expect(await office?.query('getStatus', {})).toEqual({ ok: true, value: 2 });
    expect(asked).toHaveLength(2);
    expect(await office?.query('getStatus', {})).toEqual({ ok: true, value: 3 });
    expect(asked).toEqual(['getSignIn', 'getStatus', 'getStatus']);
  });

  test('is asked again if anything changed meanwhile', async () => {
    const { asked, change } = setupPage();
    const { officeAhead } = await beginPage();
    change(['session']);
    expect(await officeAhead()?.query('getSignIn', {})).toEqual({ ok: true, value: 3 });
    expect(asked).toEqual(['getSignIn', 'getStatus', 'getSignIn']);
  });

  test('is nothing in a browser that somebody opened the page with', async () => {
    setupPage();
    vi.stubGlobal('window', {});
    const { officeAhead } = await beginPage();
    expect(officeAhead()).toBeNull();
  });

  test('are the eight pieces of the most usual letters, and no others', async () => {
    const pieces = Array.from({ length: 10 }, () => aPiece('U+AC00-D7A3'));
    setupPage(pieces);
    const { usualLetters } = await beginPage();
    await usualLetters;
    expect(pieces.map(({ load }) => load.mock.calls.length)).toEqual([0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  test('does not wait for letters that can not be had', async () => {
    setupPage([
      aPiece(
        'U+41',
        vi.fn<() => Promise<void>>(() => Promise.reject(new Error('gone'))),
      ),
    ]);
    const { usualLetters } = await beginPage();
    await expect(usualLetters).resolves.toBeUndefined();
  });
});

test('of two pieces that have a letter the later is read, and none that has no letter of the words', async () => {
  const [early, none, late, exact] = [
    aPiece('U+AC00-AC10'),
    aPiece('U+41'),
    aPiece('U+AC01, U+AC05-AC06'),
    aPiece('U+D7A3'),
  ];
  setupPage([early, none, late, exact]);
  const { readLetters } = await import('../../src/renderer/app/letters.ts');
  await readLetters('가각갅힣');
  expect([early, none, late, exact].map(({ load }) => load.mock.calls.length)).toEqual([1, 0, 1, 1]);
  early.load.mockClear();
  await readLetters('각');
  expect(early.load).not.toHaveBeenCalled();
});
