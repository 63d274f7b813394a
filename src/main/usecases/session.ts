import type { Claims } from '../../shared/code/claims.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { type Office, type Official, Role } from '../../shared/registry/office.ts';
import type { DeferredRenderer } from '../certificate/deferred-renderer.ts';
import type { Press } from '../certificate/press.ts';
import type { PrintRoom } from '../print/print-room.ts';
import type { Replica } from '../replica/replica.ts';
import type { Sync } from '../sync/loop.ts';

/** What makes papers out of the register. */
export interface Papers {
  readonly renderer: DeferredRenderer;
  readonly press: Press;
  readonly printers: PrintRoom;
  /** The text of the code, signed with this device's key. */
  readonly signCode: (claims: Claims) => string;
}

/** Someone is signed in: the file is open, syncs and prints. */
export interface OpenOffice {
  readonly office: Office;
  readonly official: Official;
  readonly replica: Replica;
  readonly sync: Sync;
  readonly papers: Papers;
}

/** Who is signed in at this device, if anybody. */
export interface Session {
  readonly current: () => OpenOffice | null;
  /** Somebody signs in: the screen is theirs, and locked no more. */
  readonly begin: (open: OpenOffice) => Promise<void>;
  /** The file is open and goes on syncing and printing, but nobody may ask it for anything until somebody signs in. */
  readonly isLocked: () => boolean;
  /** Resolves when nothing is answered any more, by no thread. */
  readonly lock: () => Promise<void>;
}

/** The first lines of every use case that needs a person with one of these roles. */
export const authorise = (session: Session, roles: readonly Role[]): Result<OpenOffice, AppError> => {
  const open = session.current();
  if (!open) return err({ type: 'NotSignedIn' });
  if (session.isLocked()) return err({ type: 'Locked' });
  if (!roles.includes(open.official.role)) return err({ type: 'NotAllowed', needs: [...roles] });
  return ok(open);
};

/** Roles that serve citizens at the counter; a trainee does so in training only, where nothing is real. */
export const counterRoles = ['clerk', 'supervisor', 'mentor', 'trainee'] as const satisfies readonly Role[];

/** Whoever is signed in, in whatever role. */
export const everyRole: readonly Role[] = Role.options;
