import type { Text } from '../../../shared/text/language.ts';

export const placeTexts = {
  to: { ko: '새 주소', en: 'New address' },
  toHint: {
    ko: '도로명과 건물번호로 찾습니다. 초성도 됩니다(예: ㅅㄴㄷ 7). 우리 관할만 나옵니다.',
    en: 'By road and building number, or initial consonants. Only this office’s area is listed.',
  },
  notListed: { ko: '목록에 없는 주소를 직접 입력', en: 'Type an address that is not listed' },
  listed: { ko: '목록에서 찾기', en: 'Look it up in the list' },
  typedBadge: { ko: '목록에 없는 주소', en: 'Not in the list' },
  typedHint: {
    ko: '새로 지은 건물 등 목록에 없는 주소입니다. 건축물대장이나 계약서로 확인하고 입력하십시오.',
    en: 'Not in the list, such as a new building. Check it with the building ledger or the contract.',
  },
  road: { ko: '도로명', en: 'Road' },
  building: { ko: '건물번호', en: 'Building number' },
  remark: { ko: '법정동·건물 이름', en: 'Legal dong, name of the building' },
  unit: { ko: '상세주소 (동·층·호)', en: 'Unit' },
  unitHint: { ko: '예: 101동 1203호. 없으면 비웁니다.', en: 'Such as 101동 1203호, or empty.' },
  room: { ko: '다가구주택·준주택의 호실', en: 'Room' },
  roomHint: { ko: '찾을 때만 쓰고 증명서에 나오지 않습니다.', en: 'To find people; never printed.' },
  movedOn: { ko: '이사한 날', en: 'Day of the move' },
  movedOnHint: { ko: '신고일보다 늦을 수 없습니다.', en: 'Not after the report date.' },
  previous: { ko: '전에 살던 곳', en: 'Previous address' },
  previousHint: { ko: '신고인이 말한 대로 적습니다.', en: 'As the reporter tells it.' },
  office: { ko: '관할', en: 'Area' },
} as const satisfies Record<string, Text>;

export const householdsThere = (count: number): Text => ({
  ko: `이 건물에 이미 ${String(count)}세대가 등록되어 있습니다. 상세주소와 들어가는 세대를 확인하십시오.`,
  en: `Households registered in this building already: ${String(count)}. Check unit and household.`,
});

export const householdTexts = {
  before: { ko: '전에 살던 세대의 세대주', en: 'Who led the household that they leave' },
  beforeHint: {
    ko: '세대주가 바뀌는 사람은 확인 서류가 필요합니다.',
    en: 'Those whose householder changes have to agree.',
  },
  beforeOther: { ko: '옮기지 않는 다른 사람', en: 'Somebody who does not move' },
  beforeUnknown: { ko: '모름', en: 'Nobody knows' },
  beforeUnknownHint: {
    ko: '모두에게 확인 서류를 받습니다',
    en: 'Everybody is asked to agree',
  },
  householder: { ko: '세대주', en: 'Householder' },
  head: { ko: '새 세대의 세대주', en: 'Who leads the new household' },
  headHint: { ko: '옮기는 사람 가운데에서 고릅니다.', en: 'One of those who move.' },
  relations: { ko: '세대주와의 관계', en: 'Relations to the householder' },
  choose: { ko: '고르십시오', en: 'Choose' },
  joined: { ko: '들어갈 세대의 세대주', en: 'Householder of the household that they enter' },
  joinedHint: {
    ko: '새 주소에서 지금 세대주인 사람이어야 합니다.',
    en: 'It must be the one who leads a household at the new address now.',
  },
  dormitory: { ko: '기숙사나 시설의 이름', en: 'Name of the dormitory or home' },
  manager: { ko: '관리자', en: 'Manager' },
  ledBefore: { ko: '전에도 세대주였던 사람', en: 'Who led their household before' },
  ledBeforeHint: {
    ko: '기숙사에서는 저마다 한 세대가 됩니다. 전에 세대주가 아니었으면 확인 서류가 필요합니다.',
    en: 'In a dormitory each is a household of their own. Who did not lead one before has to agree.',
  },
} as const satisfies Record<string, Text>;
