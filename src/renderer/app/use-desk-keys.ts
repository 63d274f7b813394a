import { type Screen, useNavigation } from '../state/navigation.ts';
import { useShortcut } from '../ui/use-shortcut.ts';

/** Behind a dialog nothing is changed by a key, wherever the focus is. */
const isDialogOpen = (): boolean => document.querySelector('[aria-modal="true"]') !== null;

/** The keys that work on every screen. */
export const useDeskKeys = ({
  goTo,
  lock,
  show,
  isOn,
}: {
  goTo: (screen: Screen) => void;
  lock: () => void;
  show: (over: 'palette' | 'help') => void;
  isOn: boolean;
}): void => {
  const is = { isEnabled: isOn };
  const unlessDialog = (act: () => void) => (): void => {
    if (!isDialogOpen()) act();
  };
  useShortcut(
    'F2',
    unlessDialog(() => goTo('move-in')),
    is,
  );
  useShortcut(
    'F3',
    unlessDialog(() => goTo('search')),
    is,
  );
  useShortcut(
    'F4',
    unlessDialog(() => goTo('certificate')),
    is,
  );
  useShortcut(
    'F6',
    unlessDialog(() => goTo('ledger')),
    is,
  );
  useShortcut(
    'F7',
    unlessDialog(() => goTo('outbox')),
    is,
  );
  useShortcut(
    'F8',
    unlessDialog(() => goTo('tray')),
    is,
  );
  useShortcut(
    'F9',
    unlessDialog(() => goTo('printer')),
    is,
  );
  useShortcut(
    'F1',
    unlessDialog(() => show('help')),
    is,
  );
  useShortcut(
    'Ctrl+K',
    unlessDialog(() => show('palette')),
    is,
  );
  useShortcut(
    'Alt+Left',
    unlessDialog(() => useNavigation.getState().back()),
    is,
  );
  useShortcut('Ctrl+L', lock, { ...is, isEverywhere: true });
};
