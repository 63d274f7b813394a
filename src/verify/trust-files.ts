import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type OpenBundle, openKeyBundle, readRootKey, rootFingerprint } from '../shared/code/key-bundle.ts';
import { err, ok, type Result } from '../shared/contract/result.ts';
import { type CentralDeps, fetchBundle, fetchRoot } from './check/central.ts';

export interface TrustFiles {
  readonly bundleFile: string;
  readonly rootFile: string;
}

/** What stands between a code and its verdict, in a sentence for the terminal. */
export interface TrustProblem {
  readonly type: 'NoRoot' | 'NoBundle' | 'BundleRefused' | 'NoAnswer' | 'BundleOlder';
  readonly message: string;
}

/** Null where there is no such file; a file without a key in it is a problem. */
export const readRoot = (file: string): Result<Uint8Array | null, TrustProblem> => {
  const text = readIfThere(file);
  if (text === null) return ok(null);
  const root = readRootKey(text);
  return root ? ok(root) : err({ type: 'NoRoot', message: `${file} holds no Ed25519 public key` });
};

/** Null where there is no such file; one that the root did not sign is a problem. */
export const readBundle = async (
  file: string,
  root: Uint8Array,
  { crypto }: Pick<CentralDeps, 'crypto'>,
): Promise<Result<OpenBundle | null, TrustProblem>> => {
  const text = readIfThere(file);
  if (text === null) return ok(null);
  const bundle = await openKeyBundle(text, root, crypto);
  return bundle.ok ? bundle : err({ type: 'BundleRefused', message: `${file}: ${refusals[bundle.error.type]}` });
};

export interface Fetched {
  readonly fingerprint: string;
  /** The root was not known before and rests on central's word alone: compare the fingerprint. */
  readonly isRootNew: boolean;
  readonly bundle: OpenBundle;
}

/** Gets a new bundle, and the root where there is none yet, and keeps both. Nothing is kept unless all of it fits. */
export const fetchTrust = async (
  deps: CentralDeps,
  { bundleFile, rootFile }: TrustFiles,
): Promise<Result<Fetched, TrustProblem>> => {
  const known = readRoot(rootFile);
  if (!known.ok) return known;
  const root = known.value ?? (await fetchRoot(deps));
  const text = root && (await fetchBundle(deps));
  if (!root || text === null)
    return err({ type: 'NoAnswer', message: `${deps.url} does not answer as a central does` });
  const fetched = await openKeyBundle(text, root, deps.crypto);
  if (!fetched.ok) return err({ type: 'BundleRefused', message: `${deps.url}: ${refusals[fetched.error.type]}` });
  const kept = await readBundle(bundleFile, root, deps);
  // Whoever sits in between could hand out an old list, from before a key was revoked.
  if (kept.ok && kept.value && fetched.value.at < kept.value.at)
    return err({ type: 'BundleOlder', message: `${deps.url} sent a list that is older than ${bundleFile}` });
  if (!known.value) replaceFile(rootFile, `${Buffer.from(root).toString('base64url')}\n`);
  replaceFile(bundleFile, text);
  return ok({
    fingerprint: await rootFingerprint(root, deps.crypto),
    isRootNew: known.value === null,
    bundle: fetched.value,
  });
};

const refusals = {
  BundleUnreadable: 'this is no key list',
  BundleOfAnotherRoot: "this key list was not signed by central's key in --root",
} as const;

const readIfThere = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
};

/** By its name the file is either the old one or the new one, never half of it. */
const replaceFile = (file: string, text: string): void => {
  const next = `${file}.next`;
  writeFileSync(next, text);
  renameSync(next, file);
};
