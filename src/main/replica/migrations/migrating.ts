import type { QueryOutput } from '../../../shared/contract/queries.ts';

type Progress = NonNullable<QueryOutput<'getSignIn'>['migration']>;

/** Who looks on while a file is brought to this version, and may stop it. */
export interface MigrationWatch {
  /** Null when it is over. */
  readonly tell: (progress: Progress | null) => void;
  readonly signal: AbortSignal;
}

/** For whoever has no window to tell. */
export const unwatched: MigrationWatch = { tell: () => undefined, signal: new AbortController().signal };

/** How far the migration is that somebody waits for at the sign-in page, and how to stop it. */
export interface Migrating {
  readonly progress: () => Progress | null;
  readonly watch: MigrationWatch;
  /** For good; the old file stays. */
  readonly stop: () => void;
}

export const createMigrating = ({ changed }: { readonly changed: () => void }): Migrating => {
  const stopping = new AbortController();
  let progress: Progress | null = null;
  return {
    progress: () => progress,
    watch: {
      /** Told of every part of the work, it tells of every twentieth. */
      tell: (next) => {
        if (next?.step === progress?.step && (next?.part ?? 0) - (progress?.part ?? 0) < 0.05) return;
        progress = next;
        changed();
      },
      signal: stopping.signal,
    },
    stop: () => stopping.abort(),
  };
};
