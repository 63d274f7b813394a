import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { rootFingerprint } from '../shared/code/key-bundle.ts';
import { factsOf, type Verdict, warningsOf } from '../shared/code/verdict.ts';
import { plainDateAt } from '../shared/registry/plain-date.ts';
import { factLines } from '../shared/text/certificate-facts.ts';
import type { Language } from '../shared/text/language.ts';
import { verdictToText, warningToText } from '../shared/text/verdicts.ts';
import { type Arguments, readArguments, usage } from './arguments.ts';
import { createAskCentral } from './check/central.ts';
import { type Checker, createChecker, type Outcome, outcomeOf } from './check/checker.ts';
import { createPaperReader } from './check/paper-reader.ts';
import { createNodeCrypto } from './node-crypto.ts';
import { fetchTrust, readBundle, readRoot } from './trust-files.ts';

/** Composition root of `rrs-verify`: reads the files, wires the checker, prints verdicts. */
const exitCodes = { good: 0, bad: 1, unknown: 3 } as const satisfies Record<Outcome, number>;
const wrongUsage = 2;
/** Bytes of a picture or PDF that is looked at. */
const maxFileBytes = 100 * 1_048_576;

const print = (text: string): void => void process.stdout.write(`${text}\n`);
const complain = (text: string): void => void process.stderr.write(`rrs-verify: ${text}\n`);

const main = async (argv: readonly string[]): Promise<number> => {
  const args = readArguments(argv);
  if (args === 'help') {
    print(usage);
    return 0;
  }
  if ('problem' in args) {
    complain(`${args.problem}\n\n${usage}`);
    return wrongUsage;
  }
  const crypto = createNodeCrypto();
  const files = { bundleFile: args.bundleFile ?? 'key-bundle.json', rootFile: args.rootFile ?? 'root.txt' };

  if (args.fetchFrom !== null) {
    const fetched = await fetchTrust({ url: args.fetchFrom, crypto, fetch }, files);
    if (!fetched.ok) {
      complain(fetched.error.message);
      return exitCodes.unknown;
    }
    const { fingerprint, isRootNew, bundle } = fetched.value;
    print(`${files.bundleFile}: ${bundle.issuer}, ${bundle.keysByKid.size} devices, valid until ${bundle.validUntil}`);
    print(`${files.rootFile}: central's key ${fingerprint}`);
    if (isRootNew) print('This key is new here. Compare it with the one that central published before you trust it.');
  }

  const root = readRoot(files.rootFile);
  if (!root.ok) {
    complain(root.error.message);
    return exitCodes.unknown;
  }
  const bundle = root.value ? await readBundle(files.bundleFile, root.value, { crypto }) : null;
  if (bundle && !bundle.ok) {
    complain(bundle.error.message);
    return exitCodes.unknown;
  }
  const newNonce = (): string => randomBytes(16).toString('base64url');
  const ask = args.online !== null && root.value !== null;
  const checker = createChecker({
    crypto,
    papers: createPaperReader({
      qrWasm: () => readModule('zxing-wasm/reader/zxing_reader.wasm'),
      pdfWasm: () => readModule('@hyzyla/pdfium/pdfium.wasm'),
    }),
    bundle: bundle?.value ?? null,
    askCentral: ask
      ? createAskCentral({ url: args.online, crypto, fetch, root: root.value, newNonce })
      : args.online === null
        ? null
        : 'no-root',
    today: () => plainDateAt(Date.now()),
  });
  if (root.value && !args.isJson) print(`root ${await rootFingerprint(root.value, crypto)}`);
  return checkAll(args, checker);
};

/** Prints a verdict for each thing to check; the gravest decides the exit code. */
const checkAll = async (args: Arguments, checker: Checker): Promise<number> => {
  // Where nothing came to be checked, an empty line or an empty scan, nothing was found genuine either.
  const isChecking = args.typed.length + args.pdfs.length + args.images.length > 0;
  let checked = 0;
  let worst: number = exitCodes.good;
  const gravity: readonly number[] = [exitCodes.good, exitCodes.unknown, exitCodes.bad];
  const say = (source: string, verdict: Verdict): void => {
    print(args.isJson ? JSON.stringify({ source, ...verdict }) : verdictToLines(source, verdict, args.language));
    checked += 1;
    const code = exitCodes[outcomeOf(verdict)];
    if (gravity.indexOf(code) > gravity.indexOf(worst)) worst = code;
  };
  const checkLine = async (line: string): Promise<void> => {
    const verdict = await checker.checkTyped(line);
    if (verdict) say(line.trim().slice(0, 40), verdict);
  };
  for (const typed of args.typed)
    if (typed === '-') for await (const line of createInterface({ input: process.stdin })) await checkLine(line);
    else await checkLine(typed);
  for (const file of [...args.pdfs, ...args.images]) {
    const bytes = readPaper(file);
    if (!bytes) return wrongUsage;
    for (const verdict of await checker.checkFile(bytes)) say(file, verdict);
  }
  return isChecking && checked === 0 ? exitCodes.unknown : worst;
};

const verdictToLines = (source: string, verdict: Verdict, language: Language): string => {
  const { headline, detail } = verdictToText(verdict, language);
  const marks = { good: '○', bad: '×', unknown: '?' } as const satisfies Record<Outcome, string>;
  const facts = factsOf(verdict);
  return [
    `${marks[outcomeOf(verdict)]} ${headline}  [${verdict.type}]  ${source}`,
    `  ${detail}`,
    ...warningsOf(verdict).map((warning) => `  ! ${warningToText(warning, language)}`),
    ...(facts ? factLines(facts, language) : []).map(({ label, value }) => `    ${label}: ${value}`),
  ].join('\n');
};

const readPaper = (file: string): Uint8Array | null => {
  try {
    const bytes = readFileSync(file);
    if (bytes.length <= maxFileBytes) return bytes;
    complain(`${file} is too large`);
  } catch (error) {
    complain(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return null;
};

const readModule = async (name: string): Promise<ArrayBuffer> => {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(name));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
};

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // Left to Node, its code would be 1: not genuine.
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = exitCodes.unknown;
}
