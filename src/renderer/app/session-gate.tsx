import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { OfficialId } from '../../shared/registry/ids.ts';
import { BridgeProvider } from '../bridge/bridge.tsx';
import { useQuery } from '../bridge/use-query.ts';
import { ErrorNotice } from '../features/notices/error-notice.tsx';
import { usePurpose } from '../features/resident/purpose.ts';
import { useSearchMemory } from '../features/search/search-memory.ts';
import { Enrol } from '../features/sign-in/enrol.tsx';
import { SignIn } from '../features/sign-in/sign-in.tsx';
import { useNavigation } from '../state/navigation.ts';
import { useText } from '../state/use-text.ts';
import { LateLoading } from '../ui/progress.tsx';
import { usualLetters } from './ahead.ts';
import type { GatedBridge } from './gated-bridge.ts';
import { Marking } from './marking.tsx';
import { markings, texts } from './texts.ts';
import { useAfterSignIn } from './use-after-sign-in.ts';
import { useFocusKept } from './use-focus-kept.ts';

/** What a person may see, by whether somebody is signed in. The desk stays as it is under the lock screen. */
export const SessionGate = ({ gate }: { gate: GatedBridge }): ReactNode => {
  const t = useText();
  const signIn = useQuery('getSignIn', {}, ['session']);
  const status = useQuery('getStatus', {}, ['session']);
  const state = signIn.value?.state ?? null;
  const official = status.value?.official?.id ?? null;
  const [isDeskUp, setIsDeskUp] = useState(false);
  const refresh = (): void => {
    signIn.refresh();
    status.refresh();
  };

  useEffect(() => {
    gate.setOpen(state !== 'locked');
    if (state === 'signed-in') setIsDeskUp(true);
    if (state === 'signed-out' || state === 'not-enrolled') {
      setIsDeskUp(false);
      useNavigation.getState().reset();
    }
  }, [gate, state]);
  const after = useAfterSignIn(state);
  useForgetting(official);
  useTitle(signIn.value?.profile ?? null);
  useFocusKept(state === 'locked');
  const areLettersRead = useUsualLetters();

  if (!signIn.value || !areLettersRead)
    return (
      <main className="whole-window">
        {signIn.error ? (
          <ErrorNotice error={signIn.error} onRetry={refresh} />
        ) : (
          <LateLoading label={t(texts.loading)} />
        )}
      </main>
    );
  const facts = signIn.value;
  const isLocked = facts.state === 'locked';
  return (
    <div className="window">
      <Marking profile={facts.profile} />
      {facts.state === 'not-enrolled' && <Enrol />}
      {facts.state === 'signed-out' && <SignIn facts={facts} />}
      {(facts.state === 'signed-in' || (isLocked && isDeskUp)) && (
        <div className="desk-holder" inert={isLocked} data-covered={isLocked || undefined}>
          <BridgeProvider bridge={gate.bridge}>
            {after ? (
              <after.Desk known={status.value?.official ? status.value : null} isLocked={isLocked} />
            ) : (
              <LateLoading label={t(texts.loading)} />
            )}
          </BridgeProvider>
        </div>
      )}
      {isLocked && after && (
        <after.LockScreen facts={facts} official={official} marking={<Marking profile={facts.profile} />} />
      )}
    </div>
  );
};

/** Whether the usual letters have been read. */
const useUsualLetters = (): boolean => {
  const [areRead, setAreRead] = useState(false);
  useEffect(() => {
    void usualLetters.then(() => setAreRead(true));
  }, []);
  return areRead;
};

/** Of the window: what kind of program it is, and never whom it shows. */
const useTitle = (profile: string | null): void => {
  const t = useText();
  const marking = profile === null ? undefined : markings[profile];
  const title = [...(marking ? [t(marking.label)] : []), t(texts.product)].join(' - ');
  useEffect(() => {
    document.title = title;
  }, [title]);
};

/** What one official looked for, and why, is not the next one's. */
const useForgetting = (official: OfficialId | null): void => {
  const last = useRef<OfficialId | null>(null);
  useEffect(() => {
    if (official === null) return;
    if (last.current !== null && last.current !== official) {
      useSearchMemory.getState().forget();
      usePurpose.getState().forget();
    }
    last.current = official;
  }, [official]);
};
