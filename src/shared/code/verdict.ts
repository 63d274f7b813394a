import type { OvertakenNotice } from '../contract/verify.ts';
import type { CertificateKind, DocumentNumber, Serial } from '../registry/certificate.ts';
import type { PlainDate } from '../registry/plain-date.ts';
import type { Profile } from '../registry/profile.ts';

/**
 * What the certificate is about, as it was signed or as central answered. A person compares it with the paper: a
 * genuine code can be copied onto another sheet.
 */
export interface Facts {
  readonly documentNumber: DocumentNumber;
  readonly serial: Serial | null;
  readonly kind: CertificateKind | null;
  readonly officeName: string | null;
  readonly issuedOn: PlainDate | null;
  readonly validUntil: PlainDate | null;
  readonly pages: number | null;
  /** `김*수`, and the year of birth where the code has it; null where the certificate names nobody. */
  readonly holder: { readonly masked: string; readonly birthYear: number | null } | null;
  /** `YYYY-MM-DD HH:MM` in Korea; only where it was issued without the network. */
  readonly registerAsOf: string | null;
}

/** What else the person has to know. None of it changes the verdict. */
export type Warning =
  /** A paper of the training township: worth nothing outside of it. */
  | 'training'
  /** Only signature and lists were looked at. */
  | 'register-not-asked'
  /** It was asked, but what came back was no answer of central's. */
  | 'register-no-answer'
  /** Central has not heard of it (yet). */
  | 'register-does-not-know'
  | 'issued-without-network'
  /** The device was taken out of service after that day; who has its key could have written an earlier one. */
  | 'device-withdrawn-later'
  | 'keys-old'
  | 'has-expired'
  /** Issued, or the keys published, on a day to come: this machine's clock is wrong. */
  | 'clock-behind'
  /** The paper's text could not be read, or does not show the number: a scan, say. */
  | 'paper-not-compared'
  /** The paper has another number of pages than the certificate. */
  | 'pages-differ';

interface About {
  readonly facts: Facts;
  readonly warnings: readonly Warning[];
}

export type Verdict =
  | ({ readonly type: 'genuine' } & About)
  /** Genuine when issued, but by then the register already said otherwise. */
  | ({ readonly type: 'overtaken'; readonly overtaken: OvertakenNotice | null } & About)
  | ({ readonly type: 'expired' } & About)
  | ({ readonly type: 'replaced' } & About)
  /** Properly signed, but as far as central has heard the sheet was not handed over, or not yet. */
  | ({ readonly type: 'not-yet-issued' } & About)
  /**
   * void, withdrawn: the certificate was. device: its device was no longer, or not yet, one of the office's on that day.
   */
  | ({ readonly type: 'revoked'; readonly why: 'void' | 'withdrawn' | 'device' } & About)
  /**
   * unreadable, signature: the code itself. other-office: signed by a device of another office than it names.
   * register-differs: central has something else under this number. other-paper: the sheet carries another number.
   */
  | {
      readonly type: 'altered';
      readonly why: 'unreadable' | 'signature' | 'other-office' | 'register-differs' | 'other-paper';
    }
  | { readonly type: 'wrong-profile'; readonly profile: Profile }
  | { readonly type: 'unknown-key'; readonly kid: string }
  /** Properly signed, but by a later version of this program. */
  | { readonly type: 'newer-form' }
  | { readonly type: 'not-a-code' }
  /** Asked by number alone: central has issued this. Nothing of the paper was checked. */
  | ({ readonly type: 'on-record' } & About)
  | { readonly type: 'not-on-record' }
  | { readonly type: 'could-not-check'; readonly why: CouldNotCheck };

/**
 * no-keys: no bundle to look the key up in. no-root: no key of central's to trust an answer by. no-code: the picture shows
 * none. no-answer: central can't be reached. mistyped-number: the check digit is wrong.
 */
export type CouldNotCheck = 'no-keys' | 'no-root' | 'no-code' | 'no-answer' | 'mistyped-number';

export type VerdictType = Verdict['type'];

/** The facts of those verdicts that have them. */
export const factsOf = (verdict: Verdict): Facts | null => ('facts' in verdict ? verdict.facts : null);

export const warningsOf = (verdict: Verdict): readonly Warning[] => ('warnings' in verdict ? verdict.warnings : []);
