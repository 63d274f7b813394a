import type { Text } from '../../shared/text/language.ts';
import type { Screen } from '../state/navigation.ts';

/** An area of work, as the navigation lists it. */
export interface Area {
  readonly screen: Screen;
  readonly keys: string;
  readonly label: Text;
}

/** In the order of their keys. Those that wait for somebody have a count. */
export const areas: readonly Area[] = [
  { screen: 'move-in', keys: 'F2', label: { ko: '전입신고', en: 'Move-in' } },
  { screen: 'search', keys: 'F3', label: { ko: '주민 검색', en: 'Residents' } },
  { screen: 'certificate', keys: 'F4', label: { ko: '증명 발급', en: 'Certificates' } },
  { screen: 'ledger', keys: 'F6', label: { ko: '발급 대장', en: 'Ledger' } },
  { screen: 'outbox', keys: 'F7', label: { ko: '보낼 편지함', en: 'Outbox' } },
  { screen: 'tray', keys: 'F8', label: { ko: '처리할 일', en: 'To do' } },
  { screen: 'printer', keys: 'F9', label: { ko: '프린터', en: 'Printers' } },
];
