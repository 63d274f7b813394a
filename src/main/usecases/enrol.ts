import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import type { EnrolAnswer, EnrolRequest } from '../../shared/contract/sync.ts';
import { DeviceId, type OfficialId } from '../../shared/registry/ids.ts';
import type { Replica } from '../replica/replica.ts';
import type { Identity } from '../replica/views/meta.ts';
import type { System } from '../system.ts';
import type { OpenOffice, Session } from './session.ts';

export interface EnrolDeps {
  readonly session: Session;
  readonly system: System;
  readonly vault: {
    /** Whether the file of a device is here already, whoever can open it. */
    readonly exists: () => boolean;
    readonly open: (official: OfficialId, password: string) => Promise<Result<Replica, AppError>>;
    readonly create: (official: OfficialId, password: string, identity: Identity) => Promise<Result<Replica, AppError>>;
  };
  readonly central: {
    readonly find: (url: string, code: string) => Promise<Result<{ centralKey: string; secret: string }, AppError>>;
    readonly enrol: (
      central: { url: string; centralKey: string; secret: string },
      device: { id: DeviceId; publicKey: string; restored: EnrolRequest['restored'] },
    ) => Promise<Result<EnrolAnswer, AppError>>;
  };
  readonly deviceKey: { readonly create: () => string; readonly publicKeyOf: (deviceKey: string) => string };
  readonly start: (replica: Replica, official: OfficialId) => Promise<Result<unknown, AppError>>;
}

/**
 * Whether central doesn't know this device, or not by its present key: it was restored from a backup, or central was, from
 * one that is older than the device's key.
 */
const mayEnrolAgain = ({ replica, sync }: OpenOffice): boolean => {
  const { error } = sync.link();
  const isKeyUnknown = error?.type === 'CentralRefused' && error.code === 'bad-signature';
  const isRestored = replica.identity().restoredFrom !== undefined;
  return error?.type === 'DeviceUnknown' || replica.awaitsAdmission() || (isRestored && isKeyUnknown);
};

/**
 * Makes this device one of the office's. The key is on disk before central hears of it, so that an answer that was lost
 * is asked for again by the same device, and central gives it again.
 */
export const enrol =
  ({ session, system, vault, central, deviceKey, start }: EnrolDeps) =>
  async (command: CommandInput<'enrol'>): Promise<Result<CommandOutput<'enrol'>, AppError>> => {
    const open = session.current();
    if (session.isLocked()) return err({ type: 'Locked' });
    if (open && !mayEnrolAgain(open)) return err({ type: 'AlreadyEnrolled' });

    const found = await central.find(command.centralUrl, command.code);
    if (!found.ok) return found;
    const { centralKey, secret } = found.value;

    const prepared = open ? ok(open.replica) : await prepare(command.password);
    if (!prepared.ok) return prepared;
    const replica = prepared.value;
    const identity = replica.identity();
    if (identity.centralKey !== centralKey) return err({ type: 'CodeOfAnotherCentral' });
    system.reached('enrol:prepared');

    const answer = await central.enrol(
      { url: command.centralUrl, centralKey, secret },
      {
        id: identity.device,
        publicKey: deviceKey.publicKeyOf(identity.deviceKey),
        restored: identity.restoredFrom && { incarnation: identity.incarnation, from: identity.restoredFrom },
      },
    );
    if (!answer.ok) return closing(replica, answer.error);
    system.reached('enrol:answered');
    const { office, officials } = answer.value;
    if (!officials.some((official) => official.id === command.official))
      return closing(replica, { type: 'UnknownOfficial' });
    replica.storeEnrolment(office, officials, command.centralUrl);
    system.reached('enrol:stored');

    if (open) open.sync.wake();
    else {
      const started = await start(replica, command.official);
      if (!started.ok) return started;
    }
    return ok({ office });

    /** A device that got no answer yet goes on being that device; else it is made. */
    async function prepare(password: string | null): Promise<Result<Replica, AppError>> {
      if (password === null) return err({ type: 'NotSignedIn' });
      if (!vault.exists()) return makeDevice(password);
      const left = await vault.open(command.official, password);
      if (!left.ok) return left.error.type === 'NotEnrolled' ? makeDevice(password) : left;
      if (left.value.office() === null) return left;
      await left.value.close();
      return err({ type: 'AlreadyEnrolled' });
    }

    async function makeDevice(password: string): Promise<Result<Replica, AppError>> {
      return vault.create(command.official, password, {
        device: DeviceId.parse(system.newId()),
        incarnation: 1,
        deviceKey: deviceKey.create(),
        centralUrl: command.centralUrl,
        centralKey,
      });
    }

    async function closing(replicaToClose: Replica, error: AppError): Promise<Result<never, AppError>> {
      if (!open) await replicaToClose.close();
      return err(error);
    }
  };
