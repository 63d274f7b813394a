import { createHash, createPrivateKey, createPublicKey, randomBytes, sign as signBytes } from 'node:crypto';
import type { Keys } from '../../src/central/store/key-file.ts';
import { codeText, signClaims } from '../../src/shared/code/certificate-code.ts';
import type { Claims } from '../../src/shared/code/claims.ts';
import { writeDocumentNumber } from '../../src/shared/code/document-number.ts';
import { keyIdOf, type OpenBundle, openKeyBundle } from '../../src/shared/code/key-bundle.ts';
import { openStatement } from '../../src/shared/code/statement.ts';
import { parseJson } from '../../src/shared/contract/chain.ts';
import type { Act, EntryBody, EntryKind } from '../../src/shared/contract/entry.ts';
import type { ProvisionBody } from '../../src/shared/contract/feed-item.ts';
import { paths, Refusal } from '../../src/shared/contract/sync.ts';
import { VerifyAnswer } from '../../src/shared/contract/verify.ts';
import { type Serial, type SerialBlock, serialOf } from '../../src/shared/registry/certificate.ts';
import { type CertificateId, OfficialId } from '../../src/shared/registry/ids.ts';
import type { LedgerStep } from '../../src/shared/registry/ledger.ts';
import { addDays } from '../../src/shared/registry/plain-date.ts';
import { createNodeCrypto } from '../../src/verify/node-crypto.ts';
import type { TestClient } from './central-client.ts';
import { newFilingId, type TestDevice, type TestEntry } from './central-device.ts';
import { day, householdId, inventedNumber, residentId, solnae } from './registry.ts';

const clerk = OfficialId.parse('test-clerk');

/** Any act about papers, by the one clerk of the tests. */
export const paperAct = <K extends EntryKind>(kind: K, body: EntryBody<K>): Act => ({
  kind,
  id: newFilingId(),
  actor: clerk,
  role: 'clerk',
  purpose: 'certificate',
  subject: null,
  body,
});

export const requestSerials = (device: TestDevice, wanted = 100, left = 0): TestEntry =>
  device.act(paperAct('serialsRequested', { v: 1, left, wanted }));

/** The `n`th serial of an office in training. */
export const serialAt = (block: Pick<SerialBlock, 'office' | 'epoch'>, n: number): Serial => serialOf('T-', block, n);

export interface Paper {
  readonly id: CertificateId;
  readonly serial: Serial;
  readonly body: EntryBody<'certificateReserved'>;
  readonly entry: TestEntry;
}

/** The claims that the code of a paper carries. */
export const claimsOf = (body: EntryBody<'certificateReserved'>, overrides: Partial<Claims> = {}): Claims => ({
  profile: 'training',
  kind: body.kind,
  serial: body.serial,
  documentNumber: body.documentNumber,
  office: solnae,
  officeName: '솔내면',
  issuedOn: body.issuedOn,
  validUntil: addDays(body.issuedOn, 90),
  pages: 2,
  holder: { masked: body.holder, birthYear: 1990 },
  registerAsOf: null,
  contentHash: 'ab'.repeat(32),
  ...overrides,
});

export const signedCode = (device: TestDevice, claims: Claims): string => {
  const kid = keyIdOf(createHash('sha256').update(Buffer.from(device.publicKey, 'base64url')).digest());
  return codeText(signClaims(claims, (bytes) => signBytes(null, bytes, device.keys.privateKey), kid));
};

/** A reservation as a body, of an abstract for oneself with a code of the device's. */
export const aReservation = (
  device: TestDevice,
  serial: Serial,
  overrides: Partial<EntryBody<'certificateReserved'>> = {},
): EntryBody<'certificateReserved'> => {
  const body: EntryBody<'certificateReserved'> = {
    v: 1,
    serial,
    documentNumber: writeDocumentNumber(String(BigInt(`0x${randomBytes(6).toString('hex')}`)).padStart(15, '0')),
    kind: 'abstract',
    request: {
      kind: 'abstract',
      resident: residentId(1),
      options: {
        personalChanges: false,
        pastAddresses: { type: 'none' },
        pastHouseholders: false,
        numberTail: false,
        householder: false,
        dates: false,
        changeReasons: false,
        military: 'none',
        foreignNumber: false,
        relations: 'plain',
      },
    },
    applicant: { name: '김하나', number: inventedNumber('1990-01-01', 'F', 1), identity: 'resident-card' },
    ground: { type: 'self' },
    purpose: '금융기관 제출',
    fee: { won: 400, exemption: null },
    pages: 2,
    subjects: [residentId(1)],
    household: householdId(1),
    holder: '김*나',
    issuedOn: day('2026-08-03'),
    code: null,
    asOf: null,
    printer: 'desk-1',
    replaces: null,
    input: {
      v: 1,
      content: { kind: 'test-page', printer: 'desk-1' },
      frame: {
        watermark: '교육용',
        issuer: '다온도 늘해군 솔내면장',
        sealText: null,
        official: '시험 직원',
        applicant: null,
        purpose: null,
        issuedOn: day('2026-08-03'),
        registerAsOf: null,
        serial,
        documentNumber: null,
        issueNumber: null,
        code: null,
      },
    },
    ...overrides,
  };
  return overrides.code === undefined ? { ...body, code: signedCode(device, claimsOf(body)) } : body;
};

export const reserve = (
  device: TestDevice,
  serial: Serial,
  overrides: Partial<EntryBody<'certificateReserved'>> = {},
): Paper => {
  const body = aReservation(device, serial, overrides);
  const entry = device.act(paperAct('certificateReserved', body));
  return { id: entry.id, serial, body, entry };
};

export const step = (
  device: TestDevice,
  { id: certificate, serial }: Pick<Paper, 'id' | 'serial'>,
  ledgerStep: LedgerStep,
): TestEntry => device.act(paperAct('certificateStepped', { v: 1, certificate, serial, step: ledgerStep }));

export const issue = (device: TestDevice, paper: Pick<Paper, 'id' | 'serial'>, won = 400): TestEntry =>
  step(device, paper, { to: 'issued', won, by: 'printer' });

export const spoil = (
  device: TestDevice,
  paper: Pick<Paper, 'id' | 'serial'>,
  why: Extract<LedgerStep, { to: 'void' }>['why'] = 'spoiled',
): TestEntry => step(device, paper, { to: 'void', why, sheets: 1, note: '' });

export const overtake = (
  device: TestDevice,
  { id: certificate, serial }: Pick<Paper, 'id' | 'serial'>,
  overtaken: Omit<EntryBody<'certificateOvertaken'>['overtaken'], 'resident'>,
): TestEntry =>
  device.act(
    paperAct('certificateOvertaken', {
      v: 1,
      certificate,
      serial,
      overtaken: { ...overtaken, resident: residentId(1) },
    }),
  );

export interface Provision extends ProvisionBody {
  readonly cause: string;
}

export const provisionsOf = async (client: TestClient, epoch = 1): Promise<Provision[]> =>
  (await client.wholeFeed(epoch)).flatMap(({ cause, content }) =>
    content.kind === 'provision' ? { cause, ...content.body } : [],
  );

export const quarantinesOf = async (client: TestClient): Promise<{ cause: string; reason: string }[]> =>
  (await client.wholeFeed()).flatMap(({ cause, content }) =>
    content.kind === 'quarantine' ? { cause, reason: content.body.reason } : [],
  );

/** Central's public key, SPKI in DER. */
export const rootOf = ({ signingKey }: Keys): Buffer =>
  createPublicKey(createPrivateKey({ key: signingKey, format: 'der', type: 'pkcs8' })).export({
    type: 'spki',
    format: 'der',
  });

const crypto = createNodeCrypto();
export const aNonce = (): string => randomBytes(12).toString('base64url');

/** Asks what anybody may ask, with nothing but central's public key. */
export const createVisitor = (url: string, keys: Keys) => {
  const root = rootOf(keys);
  const post = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}${paths.verify}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const verify = async (by: { readonly documentNumber: string } | { readonly code: string }): Promise<VerifyAnswer> => {
    const nonce = aNonce();
    const response = await post({ v: 1, nonce, ...by });
    const text = await response.text();
    const answer = await openStatement(parseJson(text), VerifyAnswer, root, crypto);
    if (answer?.nonce !== nonce) throw new Error(`no answer of central's: ${response.status} ${text}`);
    return answer;
  };
  const bundleText = async (headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${url}${paths.keyBundle}`, { headers });
  return {
    post,
    verify,
    bundleText,
    bundle: async (): Promise<OpenBundle> => {
      const opened = await openKeyBundle(await (await bundleText()).text(), root, crypto);
      if (!opened.ok) throw new Error(opened.error.type);
      return opened.value;
    },
    refusal: async (response: Response): Promise<Refusal> => {
      const refusal = await openStatement(parseJson(await response.text()), Refusal, root, crypto);
      if (!refusal) throw new Error(`no refusal of central's: ${response.status}`);
      return refusal;
    },
  };
};
