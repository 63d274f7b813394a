import { type ReactNode, useEffect } from 'react';
import type { Text } from '../../../shared/text/language.ts';
import { useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Empty, Loading, ProgressBar } from '../../ui/progress.tsx';
import { showToast, ToastRegion } from '../../ui/toast.tsx';
import type { GalleryState } from '../state.ts';
import { words } from './words.ts';

const offline: Text = {
  ko: '중앙에 연결되지 않았습니다. 검색, 전입신고, 등·초본 발급은 계속할 수 있고, 3건은 연결되면 보냅니다.',
  en: 'Central cannot be reached. You can go on searching, taking reports and issuing copies; 3 reports will be sent later.',
};

const Messages = (): ReactNode => {
  const t = useText();
  return (
    <div className="stack">
      <Notice tone="warning" title={t({ ko: '10:12부터 오프라인', en: 'Offline since 10:12' })} role="status">
        {t(offline)}
      </Notice>
      <Notice tone="danger" actions={<Button size="small">{t({ ko: '다시 시도', en: 'Try again' })}</Button>}>
        {t({
          ko: '용지가 걸렸습니다. 뒤쪽 덮개를 열어 종이를 꺼낸 뒤 다시 시도하십시오.',
          en: 'Paper is jammed. Open the cover at the back, take it out and try again.',
        })}
      </Notice>
      <Notice tone="success" title={t({ ko: '등록되었습니다', en: 'Registered' })} />
      <Notice tone="info">
        {t({
          ko: '이 세대에는 답을 기다리는 신고가 있습니다.',
          en: 'A report on this household waits for its answer.',
        })}
      </Notice>
      <Notice tone="neutral">{t({ ko: '작성하던 내용은 저장되었습니다.', en: 'Your draft has been saved.' })}</Notice>
      <div className="row">
        <Badge tone="neutral">{t(words.living)}</Badge>
        <Badge tone="info">{t(words.waiting)}</Badge>
        <Badge tone="success">{t(words.registered)}</Badge>
        <Badge tone="warning">{t(words.supplement)}</Badge>
        <Badge tone="danger">{t(words.refused)}</Badge>
      </div>
    </div>
  );
};

const Waiting = (): ReactNode => {
  const t = useText();
  return (
    <div className="stack">
      <ProgressBar
        label={t({ ko: '주민등록 사본을 받는 중', en: 'Receiving the register' })}
        value={0.62}
        detail={t({
          ko: '12,400명 가운데 7,688명. 받은 사람은 이미 검색할 수 있습니다.',
          en: '7,688 of 12,400 people. Those received can be searched already.',
        })}
      />
      <ProgressBar label={t({ ko: '중앙에 연결하는 중', en: 'Connecting to central' })} value={null} />
      <Loading label={t({ ko: '불러오는 중…', en: 'Loading…' })} />
      <Empty
        title={t({ ko: '맞는 사람이 없습니다', en: 'Nobody found' })}
        hint={t({
          ko: '성명, 초성, 생년월일 또는 주소로 찾습니다. 방금 이사 온 사람은 중앙에 연결된 뒤에 보입니다.',
          en: 'Search by name, initials, date of birth or address. Newcomers show once central has been reached.',
        })}
        action={<Button>{t(words.file)}</Button>}
      />
    </div>
  );
};

const Toasts = (): ReactNode => {
  const t = useText();
  useEffect(() => {
    const stays = { seconds: 600 };
    showToast({ text: t({ ko: '초안을 저장했습니다', en: 'Draft saved' }), tone: 'success', ...stays });
    showToast({
      text: t({ ko: '신고를 지웠습니다', en: 'Report discarded' }),
      action: { label: t({ ko: '되돌리기', en: 'Undo' }), onAction: () => undefined },
      ...stays,
    });
  }, [t]);
  return <ToastRegion label={t({ ko: '알림', en: 'Notifications' })} closeLabel={t({ ko: '닫기', en: 'Close' })} />;
};

export const messagesGallery: readonly GalleryState[] = [
  {
    id: 'messages',
    title: { ko: '알림과 상태', en: 'Notices and badges' },
    frame: 'component',
    render: () => <Messages />,
  },
  {
    id: 'waiting',
    title: { ko: '진행, 불러오기, 없음', en: 'Progress, loading, empty' },
    frame: 'component',
    render: () => <Waiting />,
  },
  { id: 'toasts', title: { ko: '지나가는 알림', en: 'Toasts' }, frame: 'component', render: () => <Toasts /> },
];
