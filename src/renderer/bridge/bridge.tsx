import { createContext, type ReactNode, useContext } from 'react';
import type { WindowBridge } from '../../shared/contract/window.ts';

declare global {
  interface Window {
    readonly rrs?: WindowBridge;
  }
}

const BridgeContext = createContext<WindowBridge | null>(null);

/** Gives the features below it the office. The gallery gives them one that answers from examples. */
export const BridgeProvider = ({ bridge, children }: { bridge: WindowBridge; children: ReactNode }): ReactNode => (
  <BridgeContext value={bridge}>{children}</BridgeContext>
);

export const useBridge = (): WindowBridge => {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('a feature is shown outside of BridgeProvider');
  return bridge;
};
