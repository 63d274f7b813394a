import type { Exemption, Fee, HouseInterest } from '../../registry/certificate.ts';
import type { PaperAsk, Situation } from './sources.ts';

/** Won for one paper [R 17④]. Viewing (300) and electronic issue (free) don't come out of a printer. */
const fees = {
  issue: 400,
  /** Somebody else's paper for litigation or as a creditor [A 29②2·6], or a moved-in certificate under [A 29-2②3]. */
  othersPaper: 500,
  /** Half of it at a kiosk. */
  kiosk: 200,
  /** Receipts [CA 9②, D 16] cost nothing. */
  receipt: 0,
} as const;

/**
 * Those whom [A 29-2②3] lets ask for a moved-in certificate, as the interest names them; owner, tenant and the parties
 * to a contract [A 29-2②1·2] pay the ordinary fee.
 */
const interestsOfOthers: readonly HouseInterest[] = [
  'auction-bidder',
  'credit-bureau',
  'appraiser',
  'lender',
  'bailiff',
];

/** The price without any exemption. */
const listPrice = ({ request, ground }: PaperAsk, { channel }: Pick<Situation, 'channel'>): number => {
  if (request.kind === 'move-in-receipt') return fees.receipt;
  const isOfOthers =
    ground.type === 'litigation' ||
    ground.type === 'creditor' ||
    (ground.type === 'house' && interestsOfOthers.includes(ground.interest));
  if (isOfOthers) return fees.othersPaper;
  return channel === 'kiosk' ? fees.kiosk : fees.issue;
};

/**
 * Exemptions that are for one kind of case only; the others go with the person who asks [R 18①]. That a paper replaces a
 * spoiled one is for the ledger to say, which knows whether the old one was paid for; nobody can claim it.
 */
const isFor = ({ request, ground }: PaperAsk, group: Exemption['group']): boolean => {
  if (group === 'replaces-spoiled') return false;
  if (group === 'public-office') return ground.type === 'state';
  if (group === 'newborn-first-abstract') return request.kind === 'abstract';
  return true;
};

/** Without proof, or for a case it is not for, an exemption doesn't count. */
export const isExempt = (ask: PaperAsk): boolean =>
  ask.exemption !== null && ask.exemption.proof.trim() !== '' && isFor(ask, ask.exemption.group);

/** What is owed when the paper is issued. The state asks for its duties free of charge without saying so [R 18①1]. */
export const feeOf = (ask: PaperAsk, situation: Pick<Situation, 'channel'>): Fee => {
  const won = listPrice(ask, situation);
  if (won === 0) return { won, exemption: null };
  if (isExempt(ask)) return { won: 0, exemption: ask.exemption };
  const { ground } = ask;
  if (ground.type === 'state') {
    const proof = `${ground.agency} ${ground.letter}`.trim().slice(0, 120);
    return { won: 0, exemption: { group: 'public-office', proof } };
  }
  return { won, exemption: null };
};
