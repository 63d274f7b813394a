import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import { entryBodies } from '../../shared/contract/entry.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { OfficialId } from '../../shared/registry/ids.ts';
import type { Official } from '../../shared/registry/office.ts';
import { authorise, type Session } from './session.ts';

export interface AddPasswordSlotDeps {
  readonly session: Session;
  readonly vault: {
    readonly hasSlot: (official: OfficialId) => Result<boolean, AppError>;
    readonly addSlot: (official: Official, password: string) => Promise<Result<unknown, AppError>>;
  };
}

/**
 * Gives another official of the office a password on this device. Recorded first: a slot that nobody has recorded must
 * not exist, while a record whose slot was never made is mended by asking again with the same id.
 */
export const addPasswordSlot =
  ({ session, vault }: AddPasswordSlotDeps) =>
  async ({
    id,
    official: wanted,
    password,
  }: CommandInput<'addPasswordSlot'>): Promise<Result<CommandOutput<'addPasswordSlot'>, AppError>> => {
    const open = authorise(session, ['supervisor', 'mentor']);
    if (!open.ok) return open;
    const { replica, official } = open.value;
    const person = replica.officials().find((each) => each.id === wanted);
    if (!person) return err({ type: 'UnknownOfficial' });
    const taken = vault.hasSlot(wanted);
    if (!taken.ok) return taken;

    const recorded = await replica.act(() => {
      if (replica.hasEntry(id))
        return replica.entryKind(id) === 'passwordSlotAdded' && isAddingOf(replica.entryBody(id), wanted)
          ? ok({ act: null, value: { isRepeated: true } })
          : err({ type: 'IdAlreadyUsed' });
      if (taken.value) return err({ type: 'PasswordSlotTaken' });
      const { id: actor, role } = official;
      const body = { v: 1, official: wanted } as const;
      const act = {
        kind: 'passwordSlotAdded',
        id,
        actor,
        role,
        purpose: 'password-slot',
        subject: null,
        body,
      } as const;
      return ok({ act, value: { isRepeated: false } });
    });
    if (!recorded.ok) return recorded;
    if (recorded.value.isRepeated && taken.value) return ok({});
    const added = await vault.addSlot(person, password);
    return added.ok ? ok({}) : added;
  };

const isAddingOf = (body: string | null, official: OfficialId): boolean =>
  body !== null && entryBodies.passwordSlotAdded.safeParse(JSON.parse(body)).data?.official === official;
