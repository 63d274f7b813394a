/**
 * What a disk holds after a power cut, from the system calls of a process (`strace -f -xx`): a file keeps what was synced;
 * of what was written since, any part may be there, in any order and torn at a sector. Names change in their order, and
 * are sure once their folder was synced.
 */

export interface Call {
  readonly name: string;
  /** Of the arguments as strace prints them. */
  readonly args: string;
  readonly result: number;
}

/** One call a line; what another thread breaks off is put together again. */
export const readCalls = function* (lines: Iterable<string>): Generator<Call> {
  const begun = new Map<string, string>();
  for (const line of lines) {
    const [, pid = '', rest = ''] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const unfinished = / <unfinished \.\.\.>$/.exec(rest);
    if (unfinished) {
      begun.set(pid, rest.slice(0, unfinished.index));
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>/.exec(rest);
    const whole = resumed ? `${begun.get(pid) ?? ''}${rest.slice(resumed[0].length)}` : rest;
    if (resumed) begun.delete(pid);
    const [, name, args, result] = /^(\w+)\((.*)\) += (-?\d+)/.exec(whole) ?? [];
    if (name !== undefined && args !== undefined && result !== undefined) yield { name, args, result: Number(result) };
  }
};

interface Write {
  readonly type: 'write';
  readonly at: number;
  readonly bytes: Buffer;
}
type Change = Write | { readonly type: 'truncate'; readonly size: number };

interface File {
  synced: Buffer;
  pending: Change[];
}

type Rename =
  | { readonly type: 'link'; readonly path: string; readonly file: File }
  | { readonly type: 'unlink'; readonly path: string }
  | { readonly type: 'rename'; readonly from: string; readonly to: string };

export interface TracedDisk {
  /** Takes a call in; the text that was written to standard output, if that is what it did. */
  readonly take: (call: Call) => string | null;
  /** How much a power cut could take now: changes of files and of names that no sync has made sure. */
  readonly unsure: () => number;
  /** What may be on the disk if the power goes now, by path. Which of it is there, `chance` says. */
  readonly cut: (chance: (probability: number) => boolean) => ReadonlyMap<string, Buffer>;
}

const sector = 512;

/** @param folder what lies in it is followed; `start` is what lay there before the first call */
export const createTracedDisk = (folder: string, start: ReadonlyMap<string, Buffer>): TracedDisk => {
  /** As they are once everything is synced, and as they surely are. */
  const now = new Map<string, File>();
  const sure = new Map<string, File>();
  let names: Rename[] = [];
  const open = new Map<number, { readonly path: string; readonly file: File | null }>();
  for (const [path, bytes] of start) {
    const file: File = { synced: bytes, pending: [] };
    now.set(path, file);
    sure.set(path, file);
  }

  const rename = (change: Rename): void => {
    applyName(now, change);
    names.push(change);
  };
  const openAt = (path: string, isMade: boolean, isEmptied: boolean): File => {
    const there = now.get(path);
    if (there) {
      if (isEmptied) there.pending.push({ type: 'truncate', size: 0 });
      return there;
    }
    if (!isMade) throw new Error(`${path} was there before and nobody said so`);
    const file: File = { synced: Buffer.alloc(0), pending: [] };
    rename({ type: 'link', path, file });
    return file;
  };
  const isHere = (path: string): boolean => path === folder || path.startsWith(`${folder}/`);

  const takeOpen = ({ args, result }: Call): void => {
    const [, text = '', flags = ''] = /^\w+, "([^"]*)", ([A-Z_|]+)/.exec(args) ?? [];
    const path = bytesOf(text).toString('utf8');
    open.delete(result);
    if (result < 0 || !isHere(path)) return;
    const isFolder = path === folder;
    // What SQLite shares between processes is gone with them.
    const file =
      isFolder || path.endsWith('-shm') ? null : openAt(path, flags.includes('O_CREAT'), flags.includes('O_TRUNC'));
    open.set(result, { path, file });
  };
  const fileAt = (args: string): File | null => open.get(Number(/^\d+/.exec(args)?.[0]))?.file ?? null;
  const takeWrite = ({ args, result }: Call): void => {
    const [, text = '', offset] = /^\d+, "([^"]*)", \d+(?:, (\d+))?$/.exec(args) ?? [];
    const file = fileAt(args);
    if (!file || result < 0) return;
    const bytes = bytesOf(text).subarray(0, result);
    // Without an offset it goes on where the file ends: nothing of ours does otherwise.
    file.pending.push({ type: 'write', at: offset === undefined ? sizeOf(file) : Number(offset), bytes });
  };
  const takeSync = ({ args, result }: Call): void => {
    const there = open.get(Number(args));
    if (!there || result < 0) return;
    if (there.path === folder) {
      for (const change of names) applyName(sure, change);
      names = [];
    } else if (there.file) {
      there.file.synced = applyAll(there.file.synced, there.file.pending);
      there.file.pending = [];
    }
  };

  const take = (call: Call): string | null => {
    const { name, args, result } = call;
    switch (name) {
      case 'openat':
        takeOpen(call);
        return null;
      case 'close':
        open.delete(Number(args));
        return null;
      case 'write':
        if (args.startsWith('1, ')) return bytesOf(/"([^"]*)"/.exec(args)?.[1] ?? '').toString('utf8');
        takeWrite(call);
        return null;
      case 'pwrite64':
        takeWrite(call);
        return null;
      case 'ftruncate':
        fileAt(args)?.pending.push({ type: 'truncate', size: Number(/, (\d+)$/.exec(args)?.[1]) });
        return null;
      case 'fsync':
      case 'fdatasync':
        takeSync(call);
        return null;
      case 'rename':
      case 'unlink': {
        const paths = [...args.matchAll(/"([^"]*)"/g)].map(([, text = '']) => bytesOf(text).toString('utf8'));
        const [from = '', to = ''] = paths;
        if (result === 0 && isHere(from) && !from.endsWith('-shm'))
          rename(name === 'unlink' ? { type: 'unlink', path: from } : { type: 'rename', from, to });
        return null;
      }
      default:
        throw new Error(`nobody knows what ${name} does to a disk`);
    }
  };

  return {
    take,
    unsure: () => names.length + [...now.values()].reduce((sum, { pending }) => sum + pending.length, 0),
    cut: (chance) => {
      const left = new Map(sure);
      for (const change of names) {
        if (chance(0.5)) break;
        applyName(left, change);
      }
      return new Map([...left].map(([path, { synced, pending }]) => [path, applyAll(synced, torn(pending, chance))]));
    },
  };
};

const applyName = (files: Map<string, File>, change: Rename): void => {
  if (change.type === 'link') files.set(change.path, change.file);
  else if (change.type === 'unlink') files.delete(change.path);
  else {
    const file = files.get(change.from);
    files.delete(change.from);
    if (file) files.set(change.to, file);
  }
};

/** Some of the changes, in an order of chance, one of them perhaps in part. */
const torn = (pending: readonly Change[], chance: (probability: number) => boolean): Change[] => {
  // All, none and a mixture are each worth a look.
  const share = chance(0.25) ? 1 : chance(0.33) ? 0 : 0.5;
  return pending.flatMap((change): Change[] => {
    if (!chance(share)) return [];
    if (change.type === 'truncate' || chance(0.8)) return [change];
    const sectors = Math.ceil(change.bytes.length / sector);
    return Array.from({ length: sectors }, (_, nth) => nth)
      .filter(() => chance(0.5))
      .map((nth) => {
        const bytes = change.bytes.subarray(nth * sector, (nth + 1) * sector);
        return { type: 'write', at: change.at + nth * sector, bytes };
      });
  });
};

const sizeOf = ({ synced, pending }: File): number => applyAll(synced, pending).length;

const applyAll = (bytes: Buffer, changes: readonly Change[]): Buffer => {
  let size = bytes.length;
  let most = size;
  for (const change of changes) {
    size = change.type === 'truncate' ? change.size : Math.max(size, change.at + change.bytes.length);
    most = Math.max(most, size);
  }
  const whole = Buffer.alloc(most);
  bytes.copy(whole);
  for (const change of changes) {
    if (change.type === 'truncate') whole.fill(0, change.size);
    else change.bytes.copy(whole, change.at);
  }
  return whole.subarray(0, size);
};

/** strace's `\x68\x69`. */
const bytesOf = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');
