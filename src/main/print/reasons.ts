import { BlockingReason, WarningReason } from '../../shared/registry/printer.ts';

export interface ReadReasons {
  readonly blockers: readonly BlockingReason[];
  readonly warnings: readonly WarningReason[];
  /** As the printer wrote them. Those that end in `-error` count as the blocker `other-error` besides. */
  readonly unknown: readonly string[];
}

/**
 * What a printer's state means for the next job. Keywords are matched by how they begin: printers add endings
 * (`-report`, `-warning`, `-error`) that say how bad they find it, choose them badly (an empty tray is often a mere
 * warning), and cut long ones off.
 */
export const readReasons = (about: {
  readonly keywords: readonly string[];
  readonly state: 'idle' | 'processing' | 'stopped' | 'unknown';
  readonly isAcceptingJobs: boolean | null;
  /** A tray is known to hold the paper that we print on. */
  readonly hasPaper: boolean;
}): ReadReasons => {
  const blockers = new Set<BlockingReason>();
  const warnings = new Set<WarningReason>();
  const unknown: string[] = [];
  for (const keyword of about.keywords) {
    if (harmless.some((each) => isOrBegins(keyword, each))) continue;
    const reason = reasonOf(keyword);
    // An empty tray beside a full one, of which printers complain for ever: it prints from the other.
    if (reason === 'media-empty' && about.hasPaper && about.state !== 'stopped') warnings.add('media-low');
    else if (reason && isBlocking(reason)) blockers.add(reason);
    else if (reason) warnings.add(reason);
    else {
      unknown.push(keyword);
      if (keyword.endsWith('-error')) blockers.add('other-error');
    }
  }
  if (about.isAcceptingJobs === false) blockers.add('not-accepting-jobs');
  // It stands still, whether or not it says why in words that we know.
  if (about.state === 'stopped' && blockers.size === 0) blockers.add('stopped');
  return { blockers: [...blockers], warnings: [...warnings], unknown };
};

const isOrBegins = (keyword: string, beginning: string): boolean =>
  keyword === beginning || keyword.startsWith(`${beginning}-`);

const reasonOf = (keyword: string): BlockingReason | WarningReason | null => {
  const found = known.find(([beginning]) => isOrBegins(keyword, beginning));
  return found ? found[1] : null;
};

const blocking: ReadonlySet<string> = new Set(BlockingReason.options);
const isBlocking = (reason: BlockingReason | WarningReason): reason is BlockingReason => blocking.has(reason);

/** Nothing that a person has to know of. */
const harmless = ['none', 'identify-printer-requested', 'cups-waiting-for-job-completed', 'sleep-mode', 'hibernate'];

/** Other words for the same: RFC 8011, PWG 5100.9 and what printers and CUPS say. */
const otherWords: readonly (readonly [string, BlockingReason | WarningReason])[] = [
  ['input-media-supply-empty', 'media-empty'],
  ['input-cannot-feed-size-selected', 'media-needed'],
  ['input-manual-input-request', 'media-needed'],
  ['input-media-size-change', 'media-needed'],
  ['input-pick-error', 'media-jam'],
  ['input-media-supply-low', 'media-low'],
  ['marker-ink-empty', 'marker-supply-empty'],
  ['marker-toner-empty', 'toner-empty'],
  ['marker-supply-missing', 'marker-supply-empty'],
  ['developer-empty', 'marker-supply-empty'],
  ['opc-life-over', 'marker-supply-empty'],
  ['marker-ink-almost-empty', 'marker-supply-low'],
  ['marker-toner-almost-empty', 'toner-low'],
  ['marker-supply-almost-empty', 'marker-supply-low'],
  ['developer-low', 'marker-supply-low'],
  ['opc-near-eol', 'marker-supply-low'],
  ['marker-waste-ink-receptacle-full', 'marker-waste-full'],
  ['marker-waste-toner-receptacle-full', 'marker-waste-full'],
  ['marker-waste-ink-receptacle-almost-full', 'marker-waste-almost-full'],
  ['marker-waste-toner-receptacle-almost-full', 'marker-waste-almost-full'],
  ['hold-new-jobs', 'paused'],
  ['deactivated', 'shutdown'],
  ['power-down', 'shutdown'],
  ['offline', 'shutdown'],
];

/** The longest first, so that `media-jam` does not take what begins with a longer word. */
const known = [
  ...[...BlockingReason.options, ...WarningReason.options].map((reason) => [reason, reason] as const),
  ...otherWords,
].toSorted(([a], [b]) => b.length - a.length);
