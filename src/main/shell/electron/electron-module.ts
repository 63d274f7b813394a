import { app, BrowserWindow, Menu, powerSaveBlocker, session, utilityProcess } from 'electron';
import type { ElectronApi } from './electron-api.ts';

/** The real Electron. Only its own root imports this: in any other process there is none, and the import fails. */
export const electron: ElectronApi = { app, BrowserWindow, Menu, powerSaveBlocker, session, utilityProcess };
