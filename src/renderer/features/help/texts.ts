import type { Text } from '../../../shared/text/language.ts';

export const texts = {
  title: { ko: '단축키', en: 'Keys' },
  close: { ko: '닫기', en: 'Close' },
  note: {
    ko: '한글을 조합하는 동안에는 단축키가 쉬므로 글자를 잃지 않습니다.',
    en: 'Keys rest while a Korean letter is being composed, so no letter is lost.',
  },
} as const satisfies Record<string, Text>;

interface KeyGroup {
  readonly title: Text;
  readonly keys: readonly { readonly keys: string; readonly what: Text }[];
}

/** What works within a screen; the screens' own keys come from the navigation. */
export const keyGroups: readonly KeyGroup[] = [
  {
    title: { ko: '어디서나', en: 'Anywhere' },
    keys: [
      { keys: 'Ctrl+K', what: { ko: '명령 찾기', en: 'Find a command' } },
      { keys: 'Alt+Left', what: { ko: '앞 화면으로', en: 'Back' } },
      { keys: 'Ctrl+L', what: { ko: '화면 잠그기', en: 'Lock the screen' } },
      { keys: 'F1', what: { ko: '단축키 보기', en: 'Show the keys' } },
      { keys: 'Esc', what: { ko: '닫기, 한 단계 뒤로', en: 'Close, one step back' } },
    ],
  },
  {
    title: { ko: '주민 검색', en: 'Search' },
    keys: [
      { keys: '/', what: { ko: '검색 칸으로', en: 'To the search field' } },
      { keys: 'Down', what: { ko: '검색 칸에서 목록으로', en: 'From the field into the list' } },
      { keys: 'Enter', what: { ko: '주민등록표 열기', en: 'Open the page' } },
      { keys: 'PageDown', what: { ko: '한 화면 아래로', en: 'One page down' } },
    ],
  },
  {
    title: { ko: '신고와 발급', en: 'Filings and papers' },
    keys: [
      { keys: 'Ctrl+Enter', what: { ko: '다음으로', en: 'Go on' } },
      { keys: 'Tab', what: { ko: '다음 칸으로', en: 'To the next field' } },
    ],
  },
];
