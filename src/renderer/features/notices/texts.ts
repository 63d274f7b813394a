import type { Text } from '../../../shared/text/language.ts';

export const texts = {
  retry: { ko: '다시 시도', en: 'Try again' },
  close: { ko: '닫기', en: 'Close' },
  leaveTitle: { ko: '적은 내용을 버리고 닫을까요?', en: 'Close and lose what was entered?' },
  leaveLead: { ko: '적은 내용은 저장되지 않았습니다.', en: 'What was entered is not saved.' },
  leave: { ko: '버리고 닫기', en: 'Close and lose it' },
  stay: { ko: '계속 적기', en: 'Go on' },
} as const satisfies Record<string, Text>;
