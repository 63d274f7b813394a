import { type ReactNode, useMemo } from 'react';
import type { WindowBridge } from '../../shared/contract/window.ts';
import { BridgeProvider } from '../bridge/bridge.tsx';
import './app.css';
import { useDisplay } from './display.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { createGatedBridge } from './gated-bridge.ts';
import { NoOffice } from './no-office.tsx';
import { SessionGate } from './session-gate.tsx';

/** The whole window. */
export const App = ({ bridge }: { bridge: WindowBridge | null }): ReactNode => {
  useDisplay();
  const gate = useMemo(() => bridge && createGatedBridge(bridge), [bridge]);
  return (
    <ErrorBoundary>
      {bridge && gate ? (
        <BridgeProvider bridge={bridge}>
          <SessionGate gate={gate} />
        </BridgeProvider>
      ) : (
        <NoOffice />
      )}
    </ErrorBoundary>
  );
};
