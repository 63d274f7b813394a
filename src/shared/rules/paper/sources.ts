import type { MoverAnswer } from '../../registry/answer.ts';
import type { Applicant, CertificateRequest, Exemption, Ground, IssuingPolicy } from '../../registry/certificate.ts';
import type { MoveInReport } from '../../registry/move-in.ts';
import type { Role } from '../../registry/office.ts';
import type { PlainDate } from '../../registry/plain-date.ts';
import type { Household, Resident } from '../../registry/resident.ts';

/** One paper asked for by somebody, as far as the rules look at it. */
export interface PaperAsk {
  readonly request: CertificateRequest;
  readonly applicant: Applicant;
  readonly ground: Ground;
  readonly exemption: Exemption | null;
}

export interface Home {
  readonly household: Household;
  /** All of its members, in its order. */
  readonly members: readonly Resident[];
}

/** What the use case has read for a paper. Whatever the kind of paper does not need is null or empty. */
export interface PaperSources {
  /** Copy: the household asked for. Abstract: the household of the subject. */
  readonly household: Household | null;
  /** All members of that household, in its order. Receipt: the movers whom this register holds. */
  readonly members: readonly Resident[];
  /** Abstract: whose it is. */
  readonly subject: Resident | null;
  /** Moved-in certificate: every household at the address. */
  readonly homes: readonly Home[];
  /**
   * A filing waits for its answer that may change what the paper says: at the address of a moved-in certificate, or by
   * somebody of the household of a copy or an abstract.
   */
  readonly isFilingWaiting: boolean;
  /** Receipt: the filing it is for. */
  readonly filing: { readonly report: MoveInReport; readonly answers: readonly MoverAnswer[] } | null;
  /** The resident of this register who has the applicant's number. */
  readonly applicant: Resident | null;
  /** On the ground `delegate`: the resident of this register who has the number of the one who delegated. */
  readonly principal: Resident | null;
}

/** Under which circumstances the paper is asked for. */
export interface Situation {
  readonly today: PlainDate;
  readonly channel: 'desk' | 'kiosk';
  /** Central answers. */
  readonly isOnline: boolean;
  /** What central allows while it doesn't; null if it never said. */
  readonly policy: IssuingPolicy | null;
  /** Hours since the register here was last up to date; null if it never was. */
  readonly registerAgeHours: number | null;
  readonly role: Role;
}
