import { type ReactNode, useState } from 'react';
import type { AppError } from '../../shared/contract/errors.ts';
import { App } from '../app/app.tsx';
import { areas } from '../app/areas.ts';
import { Broken } from '../app/error-boundary.tsx';
import { Settings } from '../app/settings.tsx';
import { useBridge } from '../bridge/bridge.tsx';
import { Help } from '../features/help/help.tsx';
import { Palette, type PaletteCommand } from '../features/palette/palette.tsx';
import { usePurpose } from '../features/resident/purpose.ts';
import { useSearchMemory } from '../features/search/search-memory.ts';
import { OfflineBanner } from '../features/status/offline-banner.tsx';
import { useNavigation } from '../state/navigation.ts';
import { failed, never } from './fixture-bridge.ts';
import { aBackup, aStatus, officeOf, offline, signInFacts } from './office.ts';
import { found, supervisor } from './people.ts';
import type { GalleryState } from './state.ts';

/** The whole window, with something looked for, and perhaps a page opened. */
const Desk = ({
  text = '',
  isOpen = false,
  purpose = '민원 상담',
}: {
  text?: string;
  isOpen?: boolean;
  purpose?: string;
}): ReactNode => {
  const bridge = useBridge();
  useState(() => {
    useSearchMemory.setState({ text });
    usePurpose.setState({ purpose });
    const first = found[0];
    useNavigation.setState({ place: { screen: 'search', ...(isOpen && first && { resident: first.id }) } });
  });
  return <App bridge={bridge} />;
};

const nothing = (): void => undefined;
const awaitingAdmission = {
  state: 'offline',
  since: '2026-11-02T01:12:00Z',
  error: { type: 'RestoredNotAdmitted' },
} as const;
const banner = (error: AppError): ReactNode => (
  <OfflineBanner status={aStatus({ link: { error } })} onOutbox={nothing} onAdmit={nothing} />
);
const commands: readonly PaletteCommand[] = areas.map(({ screen, keys, label }) => ({
  id: screen,
  group: 'screens',
  label,
  keys,
  run: nothing,
}));

export const deskGallery: readonly GalleryState[] = [
  {
    id: 'desk-start',
    title: { ko: '처음 화면', en: 'Start' },
    frame: 'window',
    bridge: officeOf(),
    render: () => <Desk />,
  },
  {
    id: 'desk-search',
    title: { ko: '검색', en: 'Search' },
    frame: 'window',
    bridge: officeOf(),
    render: () => <Desk text="한도" />,
  },
  {
    id: 'desk-resident',
    title: { ko: '주민등록표', en: 'Resident' },
    frame: 'window',
    bridge: officeOf(),
    render: () => <Desk text="한도" isOpen />,
  },
  {
    id: 'desk-offline',
    title: { ko: '오프라인', en: 'Offline' },
    frame: 'window',
    bridge: officeOf({ queries: { getStatus: () => offline } }),
    render: () => <Desk text="한도" isOpen />,
  },
  {
    id: 'desk-nobody',
    title: { ko: '찾은 사람 없음', en: 'Nobody found' },
    frame: 'window',
    bridge: officeOf(),
    render: () => <Desk text="없는이름" />,
  },
  {
    id: 'desk-search-error',
    title: { ko: '검색하지 못함', en: 'Search failed' },
    frame: 'window',
    bridge: officeOf({ queries: { searchResidents: () => failed({ type: 'Internal', incident: 'A1B2' }) } }),
    render: () => <Desk text="한도" />,
  },
  {
    id: 'desk-searching',
    title: { ko: '찾는 중', en: 'Searching' },
    frame: 'window',
    bridge: officeOf({ queries: { searchResidents: never } }),
    render: () => <Desk text="한도" />,
  },
  {
    id: 'desk-qwerty',
    title: { ko: '영문 자판으로 친 이름', en: 'Typed on an English keyboard' },
    frame: 'window',
    bridge: officeOf(),
    render: () => <Desk text="gkseh" />,
  },
  {
    id: 'desk-first-sync',
    title: { ko: '명부를 처음 받는 중', en: 'First sync' },
    frame: 'window',
    bridge: officeOf({
      queries: {
        getStatus: () =>
          aStatus({ position: null, registerAsOf: null, residents: 0, snapshot: { step: 'fetching', part: 0.42 } }),
      },
    }),
    render: () => <Desk />,
  },
  {
    id: 'desk-supervisor',
    title: { ko: '책임자, 업무용', en: 'Supervisor, production' },
    frame: 'window',
    bridge: officeOf({
      queries: {
        getSignIn: () => ({ ...signInFacts, profile: 'production', samples: null, state: 'signed-in' }),
        getStatus: () =>
          aStatus({
            profile: 'production',
            official: supervisor,
            link: { practice: null, state: 'online' },
            rekey: { step: 'copying', part: 0.42 },
          }),
        getBackup: () => ({ ...aBackup, last: { ...aBackup.last, ageHours: 77 } }),
      },
    }),
    render: () => <Desk text="한도" />,
  },
  {
    id: 'desk-sign-in',
    title: { ko: '로그인, 창 전체', en: 'Sign-in, whole window' },
    frame: 'window',
    bridge: officeOf({ queries: { getSignIn: () => signInFacts } }),
    render: () => <Desk />,
  },
  {
    id: 'palette',
    title: { ko: '명령 찾기', en: 'Command palette' },
    frame: 'screen',
    bridge: officeOf(),
    render: () => <Palette commands={commands} onClose={nothing} onResident={nothing} />,
  },
  {
    id: 'help',
    title: { ko: '단축키', en: 'Keys' },
    frame: 'screen',
    render: () => (
      <Help
        screensTitle={{ ko: '업무 화면', en: 'Screens' }}
        screens={areas.map(({ keys, label }) => ({ keys, what: label }))}
        onClose={nothing}
      />
    ),
  },
  {
    id: 'settings',
    title: { ko: '화면 설정, 책임자', en: 'Display settings, supervisor' },
    frame: 'screen',
    bridge: officeOf(),
    render: () => <Settings official={supervisor} onClose={nothing} />,
  },
  {
    id: 'offline-banner',
    title: { ko: '오프라인 알림', en: 'Offline banner' },
    frame: 'component',
    bridge: officeOf(),
    render: () => <OfflineBanner status={offline} onOutbox={nothing} onAdmit={nothing} isOpenAtFirst />,
  },
  {
    id: 'device-unknown',
    title: { ko: '중앙 서버가 모르는 컴퓨터', en: 'A device that central does not know' },
    frame: 'component',
    bridge: officeOf(),
    render: () => banner({ type: 'DeviceUnknown' }),
  },
  {
    id: 'link-problem',
    title: { ko: '연결에 사람이 필요함', en: 'The link needs a person' },
    frame: 'component',
    bridge: officeOf(),
    render: () => banner({ type: 'CentralRefused', code: 'clock-skew', detail: '' }),
  },
  {
    id: 'desk-restored',
    title: { ko: '백업에서 복원한 컴퓨터', en: 'Restored from a backup' },
    frame: 'window',
    bridge: officeOf({
      queries: {
        getStatus: () => aStatus({ link: awaitingAdmission, unsent: 2 }),
        getBackup: () => ({ ...aBackup, restoredFrom: '2026-10-28T01:00:00Z' }),
      },
    }),
    render: () => <Desk text="한도" isOpen />,
  },
  {
    id: 'desk-closed',
    title: { ko: '다른 컴퓨터가 이어받은 컴퓨터', en: 'Another computer goes on in its place' },
    frame: 'window',
    bridge: officeOf({
      queries: {
        getStatus: () => aStatus({ link: { ...awaitingAdmission, error: { type: 'IncarnationClosed' } }, unsent: 1 }),
      },
    }),
    render: () => <Desk text="한도" />,
  },
  {
    id: 'no-office',
    title: { ko: '브라우저로 연 창', en: 'In a browser' },
    frame: 'window',
    render: () => <App bridge={null} />,
  },
  {
    id: 'broken',
    title: { ko: '화면 오류', en: 'A screen broke' },
    frame: 'window',
    render: () => <Broken onAgain={() => undefined} />,
  },
];
