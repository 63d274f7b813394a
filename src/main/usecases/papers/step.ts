import { parseJson } from '../../../shared/contract/chain.ts';
import { entryBodies } from '../../../shared/contract/entry.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { CertificateLine } from '../../../shared/contract/queries.ts';
import { err, ok, type Result } from '../../../shared/contract/result.ts';
import type { CertificateId, FilingId, OfficialId } from '../../../shared/registry/ids.ts';
import type { LedgerStep } from '../../../shared/registry/ledger.ts';
import type { Role } from '../../../shared/registry/office.ts';
import { isDoubtOfRestored, mayStep } from '../../../shared/rules/ledger.ts';
import type { Paper } from '../../replica/ledger.ts';
import type { Replica } from '../../replica/replica.ts';

/** Who takes a step: a person by command, or the press for the person who asked for the paper. */
export interface Stepper {
  readonly id: FilingId;
  readonly official: OfficialId;
  readonly role: Role;
}

/**
 * Appends one step of a paper, if the state that it is in allows it (LE-1). Asked again with the same id, it is done; an
 * id that belongs to something else is an error, because what is asked now was not done.
 * @param toStep reads the paper as it stands inside the append; null if it is too late for what was asked.
 */
export const stepPaper = async (
  replica: Replica,
  { id, official, role }: Stepper,
  certificate: CertificateId,
  toStep: (paper: Paper) => LedgerStep | null,
): Promise<Result<CertificateLine, AppError>> => {
  const stepped = await replica.act(() => {
    if (replica.hasEntry(id))
      return isStepOf(replica, id, certificate) ? ok({ act: null, value: null }) : err({ type: 'IdAlreadyUsed' });
    const paper = replica.ledger().paper(certificate);
    if (!paper) return err({ type: 'CertificateNotFound' });
    const step = toStep(paper);
    if (!step || !(mayStep(paper.state, step.to) || isDoubtOfRestored(paper.state, step)))
      return err({ type: 'WrongLedgerState', state: paper.state });
    const body = { v: 1, certificate, serial: paper.serial, step } as const;
    const act = {
      kind: 'certificateStepped',
      id,
      actor: official,
      role,
      purpose: `paper-${step.to}`,
      subject: null,
      body,
    } as const;
    return ok({ act, value: null });
  });
  if (!stepped.ok) return stepped;
  const line = replica.ledger().line(certificate);
  return line ? ok(line) : err({ type: 'CertificateNotFound' });
};

const isStepOf = (replica: Replica, id: FilingId, certificate: CertificateId): boolean => {
  const entry = entryBodies.certificateStepped.safeParse(parseJson(replica.entryBody(id) ?? ''));
  return entry.success && entry.data.certificate === certificate;
};
