import type { WindowMode } from '../../../shared/contract/window.ts';

const disabledFeatures = [
  'AcceptCHFrame',
  'AutofillServerCommunication',
  'CalculateNativeWinOcclusion',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'InterestFeedContentSuggestions',
  'MediaRouter',
  'OptimizationHints',
  'OverscrollHistoryNavigation',
  'PaintHolding',
  'Translate',
];

const shape: Readonly<Record<WindowMode, readonly string[]>> = {
  desk: ['--window-size=1366,768'],
  kiosk: ['--kiosk', '--window-size=1366,768'],
};

/**
 * What the first window shows until the page is there. An address that is no page at all (`about:blank`) would open an
 * ordinary browser, with its address bar.
 */
const splash = 'data:text/html;charset=utf-8,<title>RRS Office</title>';

/** The switches that make a browser a window of ours: one page, no network, nothing that asks or offers. */
export const browserFlags = (options: {
  readonly mode: WindowMode;
  readonly profile: string;
  readonly headless: boolean;
  /** For tests, which drive the window from outside. */
  readonly debugPort: boolean;
  readonly asRoot: boolean;
}): string[] => [
  `--app=${splash}`,
  `--user-data-dir=${options.profile}`,
  ...shape[options.mode],
  '--remote-debugging-pipe',
  ...(options.debugPort ? ['--remote-debugging-port=0', '--remote-debugging-address=127.0.0.1'] : []),
  ...(options.headless ? ['--headless=new'] : []),
  // Chromium refuses to run as root with its sandbox. The shell says so in the log; no office runs as root.
  ...(options.asRoot ? ['--no-sandbox', '--test-type'] : []),

  // Nobody is out there: no name is resolved, no proxy asked, nothing reported or fetched in the background.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=direct://',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--no-pings',
  '--check-for-update-interval=31536000',

  // Nothing asks, offers or remembers.
  '--block-new-web-contents',
  '--deny-permission-prompts',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-hang-monitor',
  '--disable-infobars',
  '--disable-pinch',
  '--disable-search-engine-choice-screen',
  '--disable-session-crashed-bubble',
  '--hide-crash-restore-bubble',
  '--no-default-browser-check',
  '--no-first-run',
  '--noerrdialogs',
  '--overscroll-history-navigation=0',
  '--password-store=basic',
  '--autoplay-policy=no-user-gesture-required',
  '--lang=ko',
  `--disable-features=${disabledFeatures.join(',')}`,

  // A window behind another one still gets its messages, and answers whether it is alive.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
];

/** What Chromium takes from its folder and from no switch: written before its first start. */
export const firstPreferences = {
  translate: { enabled: false },
  credentials_enable_service: false,
  autofill: { profile_enabled: false, credit_card_enabled: false },
  browser: { has_seen_welcome_page: true },
  profile: {
    password_manager_enabled: false,
    default_content_setting_values: { notifications: 2, geolocation: 2, popups: 2 },
  },
};

/** Without keys of Google's the browser offers no account; with none named it complains about that in a bar. */
export const browserEnvironment = {
  GOOGLE_API_KEY: 'no',
  GOOGLE_DEFAULT_CLIENT_ID: 'no',
  GOOGLE_DEFAULT_CLIENT_SECRET: 'no',
};
