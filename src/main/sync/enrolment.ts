import { parseJson } from '../../shared/contract/chain.ts';
import { keyFingerprint, readEnrolmentCode } from '../../shared/contract/enrolment-code.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { openSigned, Signed } from '../../shared/contract/signed.ts';
import { CentralIdentity, EnrolAnswer, type EnrolRequest, paths } from '../../shared/contract/sync.ts';
import type { DeviceId } from '../../shared/registry/ids.ts';
import type { Profile } from '../../shared/registry/profile.ts';
import type { System } from '../system.ts';
import { createCentralClient, type Fetch, notCentral, readText } from './central-client.ts';
import { publicKeyHash, verifierOf } from './keys.ts';

interface Deps {
  readonly profile: Profile;
  readonly system: System;
  readonly fetch: Fetch;
}

/**
 * Asks who is at `url`, and believes it only if its key has the fingerprint that stands in the code. Nothing of the
 * code's secret has been said until then.
 */
export const findCentral = async (
  { profile, system, fetch }: Deps,
  url: string,
  code: string,
): Promise<Result<{ readonly centralKey: string; readonly secret: string }, AppError>> => {
  const read = readEnrolmentCode(code);
  if (!read) return err({ type: 'EnrolmentCodeUnreadable' });
  const client = createCentralClient({ url: () => url, verify: () => false, signer: null, system, fetch });
  const response = await client.send({ method: 'GET', path: paths.identity });
  if (!response.ok) return response;
  const text = await readText(response.value);
  if (!text.ok) return text;
  const claimed = Signed.safeParse(parseJson(text.value));
  const key = claimed.success ? CentralIdentity.safeParse(parseJson(claimed.data.signed)).data?.centralKey : undefined;
  const identity = key === undefined ? null : openSigned(claimed.data, CentralIdentity, verifierOf(key));
  if (!identity) return err(notCentral(response.value, text.value));
  if (keyFingerprint(publicKeyHash(identity.centralKey)) !== read.fingerprint)
    return err({ type: 'CodeOfAnotherCentral' });
  if (identity.profile !== profile) return err({ type: 'WrongProfile', expected: profile });
  return ok({ centralKey: identity.centralKey, secret: read.secret });
};

/** Makes the device one of the office's. Asking again with the same code and device gets the same answer. */
export const enrolDevice = (
  { profile, system, fetch }: Deps,
  central: { readonly url: string; readonly centralKey: string; readonly secret: string },
  device: { readonly id: DeviceId; readonly publicKey: string; readonly restored: EnrolRequest['restored'] },
): Promise<Result<EnrolAnswer, AppError>> =>
  createCentralClient({
    url: () => central.url,
    verify: verifierOf(central.centralKey),
    signer: null,
    system,
    fetch,
  }).ask(
    {
      method: 'POST',
      path: paths.enrol,
      body: {
        v: 1,
        secret: central.secret,
        device: device.id,
        deviceKey: device.publicKey,
        profile,
        ...(device.restored ? { restored: device.restored } : {}),
      } satisfies EnrolRequest,
    },
    EnrolAnswer,
  );
