import { readCodeText } from '../../shared/code/certificate-code.ts';
import type { OpenBundle } from '../../shared/code/key-bundle.ts';
import type { VerifierCrypto } from '../../shared/code/statement.ts';
import { readTyped } from '../../shared/code/typed-text.ts';
import { factsOf, type Verdict, type VerdictType } from '../../shared/code/verdict.ts';
import { judgeNumber, verifyCode } from '../../shared/code/verify-code.ts';
import type { DocumentNumber } from '../../shared/registry/certificate.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import type { AskCentral } from './central.ts';
import { comparePaper } from './compare-paper.ts';
import type { PaperReader, ReadPaper } from './paper-reader.ts';

export interface CheckerDeps {
  readonly crypto: VerifierCrypto;
  readonly papers: PaperReader;
  /** Null until one was loaded. */
  readonly bundle: OpenBundle | null;
  /** Null to check without the network; `no-root` where there is a central to ask but no key to know it by. */
  readonly askCentral: AskCentral | 'no-root' | null;
  /** In Korea. */
  readonly today: () => PlainDate;
}

/** The steps of a check, the same on the command line and on the page. */
export interface Checker {
  /** What was typed or scanned by hand: a code or a document number; null for an empty line. */
  readonly checkTyped: (text: string) => Promise<Verdict | null>;
  /** Exactly what a QR holds. */
  readonly checkCode: (text: string) => Promise<Verdict>;
  readonly checkNumber: (documentNumber: DocumentNumber) => Promise<Verdict>;
  /** The verdict on each certificate code found, at least one verdict. */
  readonly checkPaper: (paper: ReadPaper) => Promise<readonly Verdict[]>;
  /** A PDF or a picture. */
  readonly checkFile: (bytes: Uint8Array) => Promise<readonly Verdict[]>;
}

export const createChecker = ({ crypto, papers, bundle, askCentral, today }: CheckerDeps): Checker => {
  const checkCode = async (text: string): Promise<Verdict> => {
    if (readCodeText(text) === 'not-a-code') return { type: 'not-a-code' };
    if (!bundle) return { type: 'could-not-check', why: 'no-keys' };
    const input = { text, bundle, today: today() };
    const offline = await verifyCode(crypto, { ...input, online: 'not-asked' });
    const facts = factsOf(offline);
    if (!facts || typeof askCentral !== 'function') return offline;
    return verifyCode(crypto, {
      ...input,
      online: await askCentral({ documentNumber: facts.documentNumber, code: text }),
    });
  };

  const checkNumber = async (documentNumber: DocumentNumber): Promise<Verdict> => {
    if (askCentral === 'no-root') return { type: 'could-not-check', why: 'no-root' };
    const answer = askCentral ? await askCentral({ documentNumber, code: null }) : 'no-answer';
    return answer === 'no-answer' ? { type: 'could-not-check', why: 'no-answer' } : judgeNumber(answer, today());
  };

  const checkPaper = async ({ codes, pageTexts }: ReadPaper): Promise<readonly Verdict[]> => {
    // A paper may carry other codes as well, a form's or an advertiser's.
    const ours = codes.filter((code) => readCodeText(code) !== 'not-a-code');
    if (ours.length === 0)
      return [codes.length > 0 ? { type: 'not-a-code' } : { type: 'could-not-check', why: 'no-code' }];
    return Promise.all(ours.map(async (code) => comparePaper(await checkCode(code), pageTexts)));
  };

  return {
    checkCode,
    checkNumber,
    checkPaper,
    checkTyped: async (text) => {
      const typed = readTyped(text);
      switch (typed.type) {
        case 'nothing':
          return null;
        case 'mistyped-number':
          return { type: 'could-not-check', why: 'mistyped-number' };
        case 'number':
          return checkNumber(typed.documentNumber);
        case 'code':
          return checkCode(typed.text);
      }
    },
    checkFile: async (bytes) => {
      const isPdf = [0x25, 0x50, 0x44, 0x46, 0x2d].every((byte, at) => bytes[at] === byte);
      const paper = isPdf ? await papers.readPdf(bytes) : await papers.readPicture(bytes);
      return checkPaper(paper ?? { codes: [], pageTexts: null });
    },
  };
};

/** How a verdict is shown and counted: may the paper be accepted, not, or is nothing known? */
export type Outcome = 'good' | 'bad' | 'unknown';

const outcomes = {
  genuine: 'good',
  'on-record': 'good',
  overtaken: 'bad',
  expired: 'bad',
  replaced: 'bad',
  revoked: 'bad',
  altered: 'bad',
  'wrong-profile': 'bad',
  'unknown-key': 'bad',
  'not-a-code': 'bad',
  'not-on-record': 'bad',
  'not-yet-issued': 'unknown',
  'newer-form': 'unknown',
  'could-not-check': 'unknown',
} as const satisfies Record<VerdictType, Outcome>;

export const outcomeOf = (verdict: Verdict): Outcome => outcomes[verdict.type];
