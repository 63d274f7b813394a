import type { Area, AreaSystem } from '../registry/area.ts';
import { dateToText, type Language, type Text } from './language.ts';

const systems = {
  administrative: { ko: '행정동', en: 'administrative' },
  legal: { ko: '법정동', en: 'legal' },
} as const satisfies Record<AreaSystem, Text>;

const labels = {
  path: { ko: '상위', en: 'above' },
  children: { ko: '하위', en: 'below' },
  offices: { ko: '관할 행정동', en: 'offices' },
  legalAreas: { ko: '관할 구역', en: 'serves' },
  lives: { ko: '연혁', en: 'history' },
  successors: { ko: '승계', en: 'successors' },
  notThen: { ko: '그날에는 없는 코드', en: 'no such code on that day' },
  neverThere: { ko: '코드 파일에 없는 코드입니다.', en: 'The code files do not have this code.' },
  noHits: { ko: '찾은 주소가 없습니다.', en: 'No address was found.' },
  more: { ko: '더 있습니다. 검색어를 더 자세히 입력하십시오.', en: 'There are more. Say more of the address.' },
  choose: { ko: '관할을 확인하십시오', en: 'ask which office' },
  lot: { ko: '지번', en: 'lot' },
} as const satisfies Record<string, Text>;
export type AreaLabel = keyof typeof labels;

export const areaLabel = (label: AreaLabel, language: Language): string => labels[label][language];

const reasons = {
  'same-name': { ko: '같은 이름', en: 'same name' },
  'same-area': { ko: '같은 구역', en: 'same area' },
  'contains-successors': { ko: '소속 구역 승계', en: 'holds the successors' },
} as const satisfies Record<string, Text>;

/** Why a code is thought to be a successor. */
export const successionToText = (found: readonly (keyof typeof reasons)[], language: Language): string =>
  found.map((reason) => reasons[reason][language]).join(', ');

/** `행정동 9911052000 다온도 새론시 가온동, 1988. 4. 23. – 2026. 7. 1.`; the second day is the first without it. */
export const areaToLine = (area: Area, language: Language): string => {
  const name = [area.province, area.city, area.township, area.ri].filter((part) => part !== '').join(' ');
  const to = area.to === null ? '' : ` ${dateToText(area.to, language)}`;
  return `${systems[area.system][language]} ${area.code} ${name}, ${dateToText(area.from, language)} –${to}`;
};
