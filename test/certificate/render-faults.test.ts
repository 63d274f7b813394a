import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { aCopy, addressLines, aSheet } from '../builders/sheet.ts';
import { childProcesses, openRenderer } from './setup.ts';

/** A paper that takes a second or more, so that a signal surely meets it. */
const long = aSheet(
  aCopy({
    pastAddresses: Array.from({ length: 30 }, () => addressLines(60))
      .flat()
      .map((line, no) => ({ ...line, no: no + 1 })),
  }),
);

/** Ends as soon as a process runs that is none of `known`, and has had time to get to work. */
const aNewChild = async (known: readonly number[]): Promise<number> => {
  for (;;) {
    const fresh = childProcesses().find((pid) => !known.includes(pid));
    if (fresh !== undefined) return fresh;
    await sleep(5);
  }
};

afterEach(() => vi.unstubAllEnvs());

describe.runIf(process.platform === 'linux')("the renderer's process", () => {
  test('may be killed in the middle of a paper, and the paper still comes', async () => {
    const before = childProcesses();
    await using opened = await openRenderer({ engines: ['typst'] });
    const pid = await aNewChild(before);
    const expected = (await opened.paper(long)).sha256;
    const again = opened.paper(long);
    await sleep(150);
    process.kill(pid, 'SIGKILL');
    expect((await again).sha256).toBe(expected);
    expect(childProcesses()).not.toContain(pid);
    expect(opened.log.join('\n')).toContain('attempt 1 failed');
  });

  test('may be killed between two papers', async () => {
    const before = childProcesses();
    await using opened = await openRenderer({ engines: ['typst'] });
    const first = await opened.paper(aSheet());
    process.kill(await aNewChild(before), 'SIGKILL');
    expect((await opened.paper(aSheet())).sha256).toBe(first.sha256);
  });

  test('that dies twice over one paper is given up, and the next paper comes', async () => {
    const before = childProcesses();
    await using opened = await openRenderer({ engines: ['typst'] });
    const first = await aNewChild(before);
    const failing = opened.renderer.render(long);
    await sleep(150);
    process.kill(first, 'SIGKILL');
    process.kill(await aNewChild([...before, first]), 'SIGKILL');
    expect(await failing).toMatchObject({ ok: false, error: { type: 'RendererFailed' } });
    expect((await opened.renderer.render(aSheet())).ok).toBe(true);
  });

  test('that hangs is killed, and another draws the paper', async () => {
    const before = childProcesses();
    await using opened = await openRenderer({ engines: ['typst'], limits: { drawWithin: 1500 } });
    const pid = await aNewChild(before);
    process.kill(pid, 'SIGSTOP');
    expect((await opened.renderer.render(aSheet())).ok).toBe(true);
    expect(childProcesses()).not.toContain(pid);
  });

  test('that hangs again is given up with what happened', async () => {
    const before = childProcesses();
    await using opened = await openRenderer({ engines: ['typst'], limits: { drawWithin: 20 } });
    const failed = await opened.renderer.render(long);
    expect(failed).toEqual({ ok: false, error: { type: 'RendererFailed', detail: 'no answer within 20 ms' } });
    await opened.renderer.close();
    expect(childProcesses()).toEqual(before);
  });

  test('is gone after closing, whatever was asked for', async () => {
    const before = childProcesses();
    const opened = await openRenderer({ engines: ['typst'] });
    const asked = [long, aSheet(), aSheet()].map((sheet) => opened.renderer.render(sheet));
    await sleep(50);
    await opened.renderer.close();
    expect(await Promise.all(asked)).toEqual(
      asked.map(() => ({ ok: false, error: { type: 'RendererFailed', detail: expect.any(String) as string } })),
    );
    expect(childProcesses()).toEqual(before);
  });

  test('draws papers that are asked for at once, each with its own content', async () => {
    await using opened = await openRenderer({ engines: ['typst'], limits: { papers: 3 } });
    const sheets = Array.from({ length: 8 }, (_, nth) => aSheet(aCopy(), { serial: `제 T-${nth} 호` }));
    const together = await Promise.all(sheets.map((sheet) => opened.paper(sheet)));
    for (const [nth, sheet] of sheets.entries()) expect((await opened.paper(sheet)).sha256).toBe(together[nth]?.sha256);
  });
});

describe('the engine', () => {
  test('is pdfmake where native code can not be loaded, and the log says why', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-addons');
    await using opened = await openRenderer();
    expect(opened.renderer.engine).toEqual({ name: 'pdfmake', conforms: 'none' });
    expect(opened.log.join('\n')).toMatch(/renderer: pdfmake, .* because typst can't be had: .+/);
    expect((await opened.renderer.render(aSheet())).ok).toBe(true);
  });

  test('is said to be missing where none can be had', async () => {
    vi.stubEnv('NODE_OPTIONS', '--no-addons');
    await expect(openRenderer({ engines: ['typst'] })).rejects.toThrow(
      "no engine draws papers here: typst can't be had",
    );
  });
});
