import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import type { OfficialId } from '../../shared/registry/ids.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { SlotHolders } from '../replica/keys/key-slots.ts';
import type { Session } from './session.ts';

export interface GetSignInDeps {
  readonly session: Session;
  readonly profile: Profile;
  readonly vault: { readonly holders: () => Result<SlotHolders | null, AppError> };
  readonly migration: () => QueryOutput<'getSignIn'>['migration'];
  /** Where people practise, everybody's password; null elsewhere. */
  readonly samples: () => readonly { readonly official: OfficialId; readonly password: string }[] | null;
}

/** What the page shows on which people sign in. Anyone may ask. */
export const getSignIn =
  ({ session, profile, vault, migration, samples }: GetSignInDeps) =>
  async (): Promise<Result<QueryOutput<'getSignIn'>, AppError>> => {
    const found = vault.holders();
    if (!found.ok) return found;
    const holders = found.value;
    const office = session.current()?.office ?? holders?.office ?? null;
    // In the order in which people look for their name.
    const officials = (holders?.officials ?? []).toSorted((a, b) => a.name.localeCompare(b.name, 'ko'));
    return ok({
      profile,
      state: stateOf(session, holders),
      office: office && { nameKo: office.nameKo, nameEn: office.nameEn },
      officials,
      migration: migration(),
      // Only those who can sign in with it here.
      samples: samples()?.filter((sample) => officials.some(({ id }) => id === sample.official)) ?? null,
    });
  };

const stateOf = (session: Session, holders: SlotHolders | null): QueryOutput<'getSignIn'>['state'] => {
  if (session.isLocked()) return 'locked';
  if (session.current()) return 'signed-in';
  return holders?.isEnrolled ? 'signed-out' : 'not-enrolled';
};
