import { createHash, generateKeyPairSync } from 'node:crypto';
import { signerOf } from '../../../src/central/central.ts';
import type { Seed } from '../../../src/central/store/seed.ts';
import { readEnrolmentCode, writeEnrolmentCode } from '../../../src/shared/contract/enrolment-code.ts';
import { type DeadlineExtension, defaultDeadlinePolicy } from '../../../src/shared/registry/deadline-policy.ts';
import { FilingId, type OfficeId } from '../../../src/shared/registry/ids.ts';
import { sha256 } from '../sha256.ts';
import { createAnswers } from './answers.ts';
import type { PlayedCentral } from './central.ts';
import { createDecisions } from './decisions.ts';

/**
 * Central without PostgreSQL: what it checks, decides and sends are the functions of src/central, and where those keep
 * what they have in tables, it is kept in maps here. One process, one batch at a time, and every arrival is decided
 * before the push is answered.
 *
 * @param now milliseconds since 1970
 * @param newId a UUID
 */
export const createMemoryCentral = (deps: {
  readonly seed: Seed;
  readonly now: () => number;
  readonly newId: () => string;
}): PlayedCentral => {
  const { seed, now, newId } = deps;
  const signingKey = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
  const signer = signerOf(signingKey);
  const keyHash = createHash('sha256').update(signer.publicKey).digest();
  const codes = new Map<string, OfficeId>();
  const decisions = createDecisions({ seed, now });
  const answers = createAnswers({ seed, now, signer, codes, decisions });
  const newOrder = (): FilingId => FilingId.parse(newId());
  let extensions: readonly DeadlineExtension[] = [];

  return {
    // Nobody listens there: what is sent to it goes to `fetch`.
    url: 'http://127.0.0.1:9',
    fetch: answers,
    issueCode: async (office) => {
      const code = writeEnrolmentCode(Buffer.from(sha256(`code ${newId()}`).slice(0, 20), 'hex'), keyHash);
      const read = readEnrolmentCode(code);
      if (!read) throw new Error('a code that was just written can be read');
      codes.set(read.secret, office);
      return code;
    },
    orderPolicy: async (office, policy) => decisions.order([{ id: newOrder(), office, policy, deadlines: null }]),
    orderExtension: async (extension) => {
      extensions = [...extensions, extension];
      const deadlines = JSON.stringify({ ...defaultDeadlinePolicy, extensions });
      decisions.order(seed.offices.map(({ id }) => ({ id: newOrder(), office: id, policy: null, deadlines })));
    },
    changeAreas: async (change) => decisions.changeAreas(newOrder(), change),
    decided: async () => decisions.sweep(),
    register: async () => decisions.register(),
    close: async () => undefined,
  };
};
