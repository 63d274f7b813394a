import { createPublicKey, verify as verifySignature } from 'node:crypto';
import { codeToBeSigned, readCodeText } from '../../shared/code/certificate-code.ts';
import { decodeClaims } from '../../shared/code/claims.ts';
import type { CertificateState, VerifyAnswer, VerifyRequest } from '../../shared/contract/verify.ts';
import type { DocumentNumber, Serial } from '../../shared/registry/certificate.ts';
import { compareDates, type PlainDate } from '../../shared/registry/plain-date.ts';
import type { CertificateMarks } from '../store/certificates.ts';
import type { Database } from '../store/database.ts';
import { deviceByKid } from '../store/devices.ts';
import type { Vault } from '../store/seal.ts';
import { type ShownPaper, shownPaper } from '../store/shown-papers.ts';

export interface VerificationDeps {
  readonly database: Database;
  readonly vault: Vault;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export type Verification = (request: VerifyRequest) => Promise<VerifyAnswer>;

/**
 * Says how a paper stands, to anybody who has its number or its code. A code counts only if a device of this central
 * signed it. Whatever is asked costs about the same, so that the time says nothing about numbers that exist.
 */
export const createVerification =
  ({ database, vault, now }: VerificationDeps): Verification =>
  async (request) => {
    const asked: Asked | null =
      'code' in request
        ? await readCode(database, request.code)
        : { documentNumber: request.documentNumber, serial: null };
    const found = await shownPaper(database, vault, asked ?? nobodys);
    const paper = asked && found;
    const state = paper ? stateOf(paper) : 'unknown';
    const isTold = paper !== null && state !== 'unknown' && state !== 'not-issued';
    return {
      type: 'verification',
      v: 1,
      nonce: request.nonce,
      documentNumber: asked?.documentNumber ?? null,
      state,
      ...(isTold ? factsOf(paper, state) : {}),
      at: new Date(now()).toISOString(),
    };
  };

interface Asked {
  readonly documentNumber: DocumentNumber;
  /** Tells papers apart that have one number by chance; null where only the number is known. */
  readonly serial: Serial | null;
}

/** Looked up where nothing is to be found, to take the same time. */
const nobodys: Asked = { documentNumber: '0000000000000000' as DocumentNumber, serial: null };

const readCode = async (database: Database, text: string): Promise<Asked | null> => {
  const cose = readCodeText(text);
  if (typeof cose === 'string') return null;
  const claims = decodeClaims(cose.payload);
  const device = await deviceByKid(database, cose.kid);
  if (!device || typeof claims === 'string') return null;
  const key = createPublicKey({ key: device.publicKey, format: 'der', type: 'spki' });
  if (!verifySignature(null, codeToBeSigned(cose), key, cose.signature)) return null;
  return { documentNumber: claims.documentNumber, serial: claims.serial };
};

const stateOf = ({ marks, issuedOn, caughtUpOn }: ShownPaper): CertificateState => {
  if (marks.replaced || marks.void?.why === 'replaced') return 'replaced';
  if (marks.void) return 'void';
  if (marks.issued) return marks.overtaken ? 'overtaken' : 'issued';
  return isKnownNotIssued({ issuedOn, caughtUpOn }) ? 'not-issued' : 'unknown';
};

/**
 * A paper may have been handed over without the network, and its device not be heard of since: that is not known, and
 * must not be called false. But if on a later day nothing of the device was unsent, it would be here.
 */
const isKnownNotIssued = (paper: { readonly issuedOn: PlainDate; readonly caughtUpOn: PlainDate }): boolean =>
  compareDates(paper.issuedOn, paper.caughtUpOn) < 0;

const factsOf = (paper: ShownPaper, state: CertificateState): Partial<VerifyAnswer> => ({
  serial: paper.serial,
  kind: paper.kind,
  issuedOn: paper.issuedOn,
  validUntil: paper.validUntil,
  ...(paper.facts.pages === null ? {} : { pages: paper.facts.pages }),
  ...(paper.facts.holder === '' ? {} : { holderMasked: paper.facts.holder }),
  office: paper.office,
  officeName: paper.officeName,
  ...overtakenOf(paper.marks, state),
});

const overtakenOf = ({ overtaken }: CertificateMarks, state: CertificateState): Partial<VerifyAnswer> =>
  overtaken && state === 'overtaken' ? { overtaken } : {};
