import type { Text } from '../../../shared/text/language.ts';

export const texts = {
  title: { ko: '명령 찾기', en: 'Find a command' },
  field: { ko: '화면, 할 일 또는 주민', en: 'Screen, action or resident' },
  placeholder: { ko: '화면, 할 일, 주민 이름', en: 'Screen, action, resident’s name' },
  screens: { ko: '화면', en: 'Screens' },
  actions: { ko: '할 일', en: 'Actions' },
  residents: { ko: '주민', en: 'Residents' },
  nothing: { ko: '맞는 것이 없습니다.', en: 'Nothing fits.' },
} as const satisfies Record<string, Text>;
