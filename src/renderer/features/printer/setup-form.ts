import { type Fingerprint, PrinterSetup } from '../../../shared/registry/printer.ts';

/** A printer as somebody sets it up. */
export interface SetupForm {
  /** Null for a new one: its name becomes what the ledger calls it. */
  readonly id: PrinterSetup['id'] | null;
  readonly name: string;
  readonly uri: string;
  readonly roles: PrinterSetup['roles'];
  readonly how: PrinterSetup['how'];
  readonly media: string;
  readonly fingerprint: Fingerprint | null;
}

const a4 = 'iso_a4_210x297mm';

export const newSetup = (found: {
  readonly uri: string;
  readonly name: string;
  readonly fingerprint: Fingerprint | null;
}): SetupForm => ({
  id: null,
  name: found.name.slice(0, 60),
  uri: found.uri,
  roles: ['desk'],
  how: 'direct',
  media: a4,
  // What it shows on the first contact is confirmed by a person, and not by having been found.
  fingerprint: null,
});

export const formOf = (setup: PrinterSetup): SetupForm => ({
  id: setup.id,
  name: setup.name,
  uri: setup.uri,
  roles: setup.roles,
  how: setup.how,
  media: setup.media,
  fingerprint: setup.tls.fingerprint,
});

export type SetupError = 'name' | 'roles' | 'uri';

/** The printer among those that are set up already; or what of it can't be. */
export const readSetup = (
  form: SetupForm,
  others: readonly PrinterSetup[],
): { readonly setup: PrinterSetup } | { readonly errors: readonly SetupError[] } => {
  const name = form.name.trim();
  const rest = others.filter(({ id }) => id !== form.id);
  const parsed = PrinterSetup.safeParse({
    id: form.id ?? name,
    name,
    uri: form.uri.trim(),
    roles: form.roles,
    how: form.how,
    media: form.media,
    tls: { fingerprint: form.fingerprint },
  });
  const failed = parsed.success ? [] : parsed.error.issues.map(({ path }) => String(path[0]));
  const isTaken = rest.some((other) => other.name === name || (form.id === null && String(other.id) === name));
  const errors: SetupError[] = [
    ...(isTaken || failed.includes('name') || failed.includes('id') ? (['name'] as const) : []),
    ...(failed.includes('uri') ? (['uri'] as const) : []),
    ...(form.roles.length === 0 ? (['roles'] as const) : []),
  ];
  return parsed.success && errors.length === 0 ? { setup: parsed.data } : { errors };
};

/** The list with this printer in its place, or at the end. */
export const withSetup = (setups: readonly PrinterSetup[], setup: PrinterSetup): PrinterSetup[] =>
  setups.some(({ id }) => id === setup.id)
    ? setups.map((each) => (each.id === setup.id ? setup : each))
    : [...setups, setup];
