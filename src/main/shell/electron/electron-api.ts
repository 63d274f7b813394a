import type * as Electron from 'electron';

/** What of Electron the office uses. The module itself exists in Electron's process only, so it is passed in. */
export type ElectronApi = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'Menu' | 'powerSaveBlocker' | 'session' | 'utilityProcess'
>;
