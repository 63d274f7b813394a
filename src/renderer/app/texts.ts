import type { Text } from '../../shared/text/language.ts';

export const texts = {
  backup: { ko: '백업', en: 'Backup' },
  rekey: { ko: '파일 열쇠 바꾸기', en: 'Change the file key' },
  product: { ko: 'RRS Office', en: 'RRS Office' },
  loading: { ko: '여는 중', en: 'Opening' },
  skip: { ko: '본문으로 건너뛰기', en: 'Skip to the content' },
  areas: { ko: '업무', en: 'Areas' },
  menu: { ko: '메뉴', en: 'Menu' },
  commands: { ko: '명령 찾기', en: 'Commands' },
  settings: { ko: '화면 설정', en: 'Display' },
  lock: { ko: '잠그기', en: 'Lock' },
  help: { ko: '도움말', en: 'Help' },
  back: { ko: '앞 화면으로', en: 'Back' },
  screens: { ko: '업무 화면', en: 'Screens' },
  syncNow: { ko: '지금 중앙 서버와 맞추기', en: 'Sync with central now' },
  synced: { ko: '중앙 서버와 맞췄습니다.', en: 'In step with central.' },
  pullCable: { ko: '연습용 선 뽑기', en: 'Pull the practice cable' },
  putCable: { ko: '연습용 선 다시 꽂기', en: 'Put the practice cable back' },
  notices: { ko: '알림', en: 'Notices' },
  closeNotice: { ko: '닫기', en: 'Close' },

  language: { ko: '언어', en: 'Language' },
  contrast: { ko: '화면 대비', en: 'Contrast' },
  contrastLight: { ko: '밝게', en: 'Light' },
  contrastHigh: { ko: '선명하게 (고대비)', en: 'High contrast' },
  zoom: { ko: '화면 크기', en: 'Size' },
  settingsHint: { ko: '이 컴퓨터에만 기억합니다.', en: 'Kept on this computer only.' },
  close: { ko: '닫기', en: 'Close' },

  idleTitle: { ko: '곧 화면이 잠깁니다', en: 'The screen is about to lock' },
  idleStay: { ko: '계속 일하기', en: 'Stay' },

  noOffice: { ko: '이 페이지는 RRS Office 안에서만 열립니다', en: 'This page works inside RRS Office only' },
  noOfficeHint: {
    ko: '브라우저로 연 창에는 명부가 연결되어 있지 않으며, 여기서는 아무것도 볼 수 없습니다. 바탕 화면의 RRS Office를 실행하십시오.',
    en: 'A window of a browser has no register behind it, and nothing can be seen here. Start RRS Office from your desktop.',
  },

  crashTitle: { ko: '화면에 문제가 생겼습니다', en: 'Something went wrong on this screen' },
  crashHint: {
    ko: '접수하고 발급한 것은 모두 저장되어 있고, 작성하던 신고도 초안으로 남아 있습니다. 다시 열면 이어서 할 수 있습니다.',
    en: 'All that was filed and issued is saved, and so are drafts. Open it again to go on.',
  },
  reload: { ko: '다시 열기', en: 'Open again' },
  todayWaiting: { ko: '기다리는 일', en: 'What waits' },
  todayTray: { ko: '처리할 신고와 세대', en: 'Filings and households to settle' },
  todayPapers: { ko: '확인할 증명', en: 'Papers to see to' },
  todayOutbox: { ko: '아직 보내지 않은 것', en: 'Not sent yet' },
  todayDrafts: { ko: '쓰던 신고', en: 'Unfinished reports' },
  todayNoDrafts: { ko: '쓰던 신고가 없습니다.', en: 'Nothing is unfinished.' },
  todayUntitled: { ko: '전입신고 (이름 없음)', en: 'Move-in (no name yet)' },
  todayNew: { ko: '새 전입신고', en: 'New move-in' },
} as const satisfies Record<string, Text>;

export const waitingToText = (count: number): Text =>
  count === 0 ? { ko: '없음', en: 'none' } : { ko: `${String(count)}건`, en: String(count) };

export const idleToText = (seconds: number): Text => ({
  ko: `${String(seconds)}초 뒤에 잠깁니다. 아무 키나 누르거나 마우스를 움직이면 계속합니다.`,
  en: `It locks in ${String(seconds)} s. Press any key or move the mouse to stay.`,
});

/** How a profile marks every screen, so that nobody takes practice for work. */
export const markings: Readonly<Record<string, { readonly label: Text; readonly note: Text }>> = {
  training: {
    label: { ko: '교육용 TRAINING', en: 'TRAINING 교육용' },
    note: {
      ko: '연습입니다. 나오는 사람과 번호는 모두 지어낸 것입니다.',
      en: 'This is practice. All people and numbers are invented.',
    },
  },
};
