import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import type { OfficeStatus } from '../../shared/contract/queries.ts';
import { useCommand } from '../bridge/use-command.ts';
import { backupWarning } from '../features/device/backup-health.ts';
import { Help } from '../features/help/help.tsx';
import { Palette } from '../features/palette/palette.tsx';
import { useSearchMemory } from '../features/search/search-memory.ts';
import { Admit } from '../features/sign-in/admit.tsx';
import { OfflineBanner } from '../features/status/offline-banner.tsx';
import { StatusBar } from '../features/status/status-bar.tsx';
import { useDraftStatus } from '../state/draft-status.ts';
import { type Screen, useNavigation } from '../state/navigation.ts';
import { useText } from '../state/use-text.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Loading } from '../ui/progress.tsx';
import { ToastRegion } from '../ui/toast.tsx';
import { ToneIcon } from '../ui/tone-icon.tsx';
import { areas } from './areas.ts';
import './desk.css';
import { ErrorBoundary } from './error-boundary.tsx';
import { Header } from './header.tsx';
import { Nav } from './nav.tsx';
import { Screens } from './screens.tsx';
import { Settings } from './settings.tsx';
import { idleToText, texts } from './texts.ts';
import { useDeskCommands } from './use-desk-commands.ts';
import { useDeskFacts } from './use-desk-facts.ts';
import { useDeskKeys } from './use-desk-keys.ts';
import { useIdleLock } from './use-idle-lock.ts';

const Device = lazy(async () => ({ default: (await import('../features/device/device.tsx')).Device }));

type Over = 'palette' | 'settings' | 'help' | 'device' | 'admit';

/** The frame around every screen of an official who is signed in. */
export const Desk = ({ known, isLocked }: { known: OfficeStatus | null; isLocked: boolean }): ReactNode => {
  const t = useText();
  const facts = useDeskFacts(known);
  const { place, go } = useNavigation();
  const lock = useCommand('lock');
  const [over, setOver] = useState<Over | null>(null);
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const { status } = facts;
  const warning = facts.backup && backupWarning(facts.backup);

  const goTo = (screen: Screen): void => {
    setIsMenuOpen(false);
    const marked = place.screen === 'search' ? useSearchMemory.getState().active : null;
    const isTask = screen === 'move-in' || screen === 'certificate';
    // A request that is being written isn't begun anew by its own key. A move-in keeps itself, and is found at the start.
    const isUnderWay = place.screen === 'certificate' || (place.screen === 'move-in' && place.draft === undefined);
    if (isTask && place.screen === screen && isUnderWay) return;
    if (isTask && marked) go({ screen, resident: marked });
    else go({ screen });
  };
  const lockNow = (): void => {
    setOver(null);
    // What was typed last is kept first, for a locked office takes nothing. A disk that hangs keeps no desk open.
    const late = new Promise((resolve) => setTimeout(resolve, 500));
    void Promise.race([useDraftStatus.getState().flush(), late]).then(() => lock.run({}));
  };
  const secondsLeft = useIdleLock(!isLocked, lockNow);
  useDeskKeys({ goTo, lock: lockNow, show: setOver, isOn: !isLocked });
  const commands = useDeskCommands({ status, goTo, lock: lockNow, show: setOver });

  // Whoever goes to another screen by the keyboard goes on from its beginning; the search takes the focus itself.
  useEffect(() => {
    if (place.screen !== 'search' && main.current && !main.current.contains(document.activeElement))
      main.current.focus({ preventScroll: true });
    main.current?.scrollTo(0, 0);
  }, [place]);

  return (
    <div className="desk">
      <a className="desk-skip" href="#desk-main">
        {t(texts.skip)}
      </a>
      <Header
        status={status}
        onMenu={() => setIsMenuOpen(!isMenuOpen)}
        onPalette={() => setOver('palette')}
        onSettings={() => setOver('settings')}
        onLock={lockNow}
      />
      {status && <OfflineBanner status={status} onOutbox={() => goTo('outbox')} onAdmit={() => setOver('admit')} />}
      <div className="desk-body">
        <Nav
          screen={place.screen}
          counts={facts.counts}
          isOpen={isMenuOpen}
          onGo={goTo}
          onClose={() => setIsMenuOpen(false)}
        />
        <main className="desk-main" id="desk-main" tabIndex={-1} ref={main} data-screen={place.screen}>
          <ErrorBoundary key={place.screen}>
            {status ? <Screens status={status} facts={facts} /> : <Loading label={t(texts.loading)} />}
          </ErrorBoundary>
        </main>
      </div>
      {status && (
        <StatusBar
          status={status}
          printers={facts.printers}
          draftSavedAt={place.screen === 'move-in' ? (facts.drafts[0]?.savedAt ?? null) : null}
        >
          {warning && (
            <Button size="small" kind="quiet" onPress={() => setOver('device')}>
              <span className="desk-warning">
                <ToneIcon tone="warning" /> {t(warning)}
              </span>
            </Button>
          )}
          <Button size="small" kind="quiet" shortcut="F1" onPress={() => setOver('help')}>
            {t(texts.help)}
          </Button>
        </StatusBar>
      )}
      {secondsLeft !== null && (
        <div className="desk-idle">
          <Notice
            tone="warning"
            title={t(texts.idleTitle)}
            role="alert"
            actions={<Button size="small">{t(texts.idleStay)}</Button>}
          >
            {t(idleToText(secondsLeft))}
          </Notice>
        </div>
      )}
      {over === 'palette' && (
        <Palette
          commands={commands}
          onClose={() => setOver(null)}
          onResident={(resident) => go({ screen: 'search', resident })}
        />
      )}
      {over === 'settings' && <Settings official={status?.official ?? null} onClose={() => setOver(null)} />}
      {over === 'device' && status && (
        <Suspense fallback={<Loading label={t(texts.loading)} />}>
          <Device status={status} onClose={() => setOver(null)} />
        </Suspense>
      )}
      {over === 'admit' && status && <Admit status={status} onClose={() => setOver(null)} />}
      {over === 'help' && (
        <Help
          screensTitle={texts.screens}
          screens={areas.map(({ keys, label }) => ({ keys, what: label }))}
          onClose={() => setOver(null)}
        />
      )}
      <ToastRegion label={t(texts.notices)} closeLabel={t(texts.closeNotice)} />
    </div>
  );
};
