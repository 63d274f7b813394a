import type { OfficeStatus } from '../../shared/contract/queries.ts';
import { errorToText } from '../../shared/text/errors.ts';
import { useBridge } from '../bridge/bridge.tsx';
import type { PaletteCommand } from '../features/palette/palette.tsx';
import { type Screen, useNavigation } from '../state/navigation.ts';
import { usePreferences } from '../state/preferences.ts';
import { useText } from '../state/use-text.ts';
import { showToast } from '../ui/toast.tsx';
import { areas } from './areas.ts';
import { texts } from './texts.ts';

/** Everything that the command palette offers. */
export const useDeskCommands = ({
  status,
  goTo,
  lock,
  show,
}: {
  status: OfficeStatus | null;
  goTo: (screen: Screen) => void;
  lock: () => void;
  show: (over: 'settings' | 'help' | 'device') => void;
}): readonly PaletteCommand[] => {
  const t = useText();
  const bridge = useBridge();
  const { language, set } = usePreferences();
  const practice = status?.link.practice ?? null;
  const syncNow = async (): Promise<void> => {
    const result = await bridge.command('syncNow', {});
    showToast(
      result.ok
        ? { text: t(texts.synced), tone: 'success' }
        : { text: errorToText(result.error, language), tone: 'warning' },
    );
  };
  return [
    ...areas.map(
      ({ screen, keys, label }): PaletteCommand => ({
        id: screen,
        group: 'screens',
        label,
        keys,
        run: () => goTo(screen),
      }),
    ),
    { id: 'back', group: 'actions', label: texts.back, keys: 'Alt+Left', run: () => useNavigation.getState().back() },
    { id: 'lock', group: 'actions', label: texts.lock, keys: 'Ctrl+L', run: lock },
    { id: 'sync', group: 'actions', label: texts.syncNow, run: () => void syncNow() },
    ...(status?.official?.role === 'supervisor'
      ? ([
          { id: 'backup', group: 'actions', label: texts.backup, run: () => show('device') },
          { id: 'rekey', group: 'actions', label: texts.rekey, run: () => show('device') },
        ] as const)
      : []),
    { id: 'settings', group: 'actions', label: texts.settings, run: () => show('settings') },
    {
      id: 'language',
      group: 'actions',
      label: { ko: '영어로 보기', en: 'Show in Korean' },
      run: () => set({ language: language === 'ko' ? 'en' : 'ko' }),
    },
    {
      id: 'contrast',
      group: 'actions',
      label: { ko: '고대비 켜고 끄기', en: 'High contrast on or off' },
      run: () => set({ contrast: usePreferences.getState().contrast === 'high' ? 'light' : 'high' }),
    },
    { id: 'help', group: 'actions', label: texts.help, keys: 'F1', run: () => show('help') },
    ...(practice === null
      ? []
      : [
          {
            id: 'practice',
            group: 'actions' as const,
            label: practice ? texts.pullCable : texts.putCable,
            run: () => void bridge.command('setPracticeLink', { connected: !practice }),
          },
        ]),
  ];
};
