import type { IssueDefect } from '../../registry/certificate.ts';
import type { PaperAsk, PaperSources, Situation } from './sources.ts';

/**
 * What stands in the way of this place and moment. A receipt says only what this office took in itself, so it is given
 * out whether central answers or not.
 */
export const channelDefects = (ask: PaperAsk, sources: PaperSources, situation: Situation): readonly IssueDefect[] => [
  ...kioskDefects(ask, situation),
  ...(ask.request.kind === 'move-in-receipt' || situation.isOnline ? [] : offlineDefects(ask, sources, situation)),
];

const isForOwnHousehold = ({ ground }: PaperAsk): boolean => ground.type === 'self' || ground.type === 'household';

const isRecordPaper = ({ request }: PaperAsk): boolean => ['copy', 'copy-english', 'abstract'].includes(request.kind);

/** Copies and abstracts for oneself or one's household [A 29③]. */
const kioskDefects = (ask: PaperAsk, { channel }: Situation): readonly IssueDefect[] =>
  channel === 'kiosk' && !(isRecordPaper(ask) && isForOwnHousehold(ask)) ? ['kiosk-only-own'] : [];

/**
 * A register that can't ask central knows its own people only, and not what others have filed since. So central must have
 * allowed it, to own people about themselves, none of whose filings waits. A kiosk stops at a fault [D 49③].
 */
const offlineDefects = (
  ask: PaperAsk,
  { isFilingWaiting }: PaperSources,
  { channel, policy, registerAgeHours, role }: Situation,
): readonly IssueDefect[] => {
  if (channel === 'kiosk' || policy?.mayIssueOffline !== true) return ['offline-not-authorised'];
  const defects: IssueDefect[] = [];
  if (!isRecordPaper(ask) || !isForOwnHousehold(ask) || isFilingWaiting) defects.push('offline-only-own');
  const isOld = registerAgeHours === null || registerAgeHours > policy.supervisorAfterHours;
  if (isOld && role !== 'supervisor') defects.push('supervisor-needed');
  return defects;
};
