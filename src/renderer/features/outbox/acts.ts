import type { FilingPage } from '../../../shared/contract/queries.ts';

export type FilingAct = 'supplement' | 'withdraw' | 'refuse' | 'verify' | 'justCause';

/** Whether nobody waits for anything any more: taken back or refused as a whole. */
const isOver = ({ line }: FilingPage): boolean =>
  line.movers.length > 0 &&
  line.movers.every(({ answer }) => answer?.type === 'withdrawn' || answer?.type === 'refused');

/**
 * What the office would let somebody do with a filing as it stands. What is registered is neither taken back nor refused
 * nor rewritten [CA 22②]; the office judges again in any case.
 */
export const filingActs = (page: FilingPage): readonly FilingAct[] => {
  const { line, followUps } = page;
  if (isOver(page)) return [];
  const registered = line.movers.filter(({ answer }) => answer?.type === 'registered').length;
  const isRegistered = registered > 0;
  const isAllRegistered = registered === line.movers.length;
  const verification = followUps?.postVerification.state;
  return [
    ...(isRegistered ? [] : (['supplement', 'withdraw'] as const)),
    ...(isAllRegistered ? [] : (['refuse'] as const)),
    ...(verification === 'to-send' || verification === 'sent' ? (['verify'] as const) : []),
    ...(followUps !== null && followUps.daysLate > 0 && followUps.fine.why === 'late' ? (['justCause'] as const) : []),
  ];
};
