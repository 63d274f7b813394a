import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { childElsewhere, type StartedProcess, startElsewhere } from '../../src/main/engine-elsewhere.ts';
import { aSheet } from '../builders/sheet.ts';
import { openRenderer } from '../certificate/setup.ts';
import { forkLikeElectron } from '../doubles/utility-process.ts';

const open = async () => {
  const { port1: drawing, port2: requests } = new MessageChannel();
  const started: StartedProcess[] = [];
  startElsewhere(requests, () => {
    const child = forkLikeElectron(new URL('../../src/main/certificate/render/render.worker.ts', import.meta.url));
    started.push(child);
    return child;
  });
  const papers = await openRenderer({ startChild: childElsewhere(drawing) });
  return {
    papers,
    started,
    [Symbol.asyncDispose]: async () => {
      await papers.renderer.close();
      drawing.close();
    },
  };
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('papers drawn by a process that another thread started', () => {
  it('come out as they do from a process of our own', async () => {
    await using own = await openRenderer();
    await using elsewhere = await open();
    const sheet = aSheet();
    const [one, other] = [await own.paper(sheet), await elsewhere.papers.paper(sheet)];
    expect([other.sha256, other.pages]).toEqual([one.sha256, one.pages]);
    expect(Buffer.compare(other.pdf, one.pdf)).toBe(0);
    expect(elsewhere.started).toHaveLength(1);
  });

  it('come out of the next process when one is killed', async () => {
    await using elsewhere = await open();
    const [first] = elsewhere.started;
    if (first?.pid === undefined) throw new Error('no process was started');
    process.kill(first.pid, 'SIGKILL');
    const { pages } = await elsewhere.papers.paper(aSheet());
    expect(pages).toBeGreaterThan(0);
    expect(elsewhere.started).toHaveLength(2);
  });

  it('leave no process behind when the office is closed', async () => {
    const elsewhere = await open();
    const { pid } = elsewhere.started[0] ?? {};
    expect(pid !== undefined && isAlive(pid)).toBe(true);
    await elsewhere[Symbol.asyncDispose]();
    expect(pid !== undefined && isAlive(pid)).toBe(false);
  });

  it('leave no process behind when whoever asked for it is gone', async () => {
    const { port1: drawing, port2: requests } = new MessageChannel();
    const pids: number[] = [];
    const ended = Promise.withResolvers<void>();
    startElsewhere(requests, () => {
      const child = forkLikeElectron(new URL('../../src/main/certificate/render/render.worker.ts', import.meta.url));
      if (child.pid !== undefined) pids.push(child.pid);
      child.once('exit', () => ended.resolve());
      return child;
    });
    // A thread that dies takes its ends of all lines with it.
    const { port1, port2 } = new MessageChannel();
    drawing.postMessage(port2, [port2]);
    port1.close();
    await ended.promise;
    expect(pids.map(isAlive)).toEqual([false]);
    drawing.close();
  });
});
