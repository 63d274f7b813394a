import type { Text } from '../../../shared/text/language.ts';

/** Reporter, movers, and whoever else is named. */
export const peopleTexts = {
  name: { ko: '성명', en: 'Name' },
  number: { ko: '주민등록번호', en: 'Resident number' },
  cardHint: {
    ko: '신분증을 카드 리더기에 대면 번호가 들어갑니다. 성명은 신분증대로 입력합니다.',
    en: 'Put the card on the reader to fill in the number. Type the name as on the card.',
  },
  fromMovers: { ko: '옮기는 사람에서 고르기', en: 'Choose from those who move' },
  capacity: { ko: '신고인의 자격', en: 'In what capacity' },
  kinship: {
    ko: '세대주와의 관계 (가족관계증명서로 확인)',
    en: 'Tie to the householder (by a family relation certificate)',
  },
  kinshipAbroad: {
    ko: '재외국민과 해외체류자는 누구에게나 위임할 수 있어 관계를 묻지 않습니다.',
    en: 'Nationals abroad may send anybody, so no tie is asked for.',
  },
  identity: { ko: '신분증으로 본인인지 확인했습니다', en: 'I checked their identity card' },
  delegation: { ko: '세대주의 위임장과 신분증을 확인했습니다', en: 'I saw the householder’s delegation and card' },
  movers: { ko: '옮기는 사람', en: 'Those who move' },
  mover: { ko: '옮기는 사람', en: 'Mover' },
  noMovers: { ko: '아직 아무도 없습니다', en: 'Nobody yet' },
  noMoversHint: {
    ko: '이 기관의 주민이면 찾아서 넣고, 다른 곳에서 왔으면 신고서와 신분증을 보고 적으십시오.',
    en: 'Find them if they are residents of this office; if they come from elsewhere, type them from form and card.',
  },
  addReporter: { ko: '신고인 추가', en: 'Add the reporter' },
  addTyped: { ko: '직접 추가', en: 'Type somebody' },
  addNewborn: { ko: '번호 없는 아기 추가', en: 'Add a newborn' },
  addFromRegister: { ko: '우리 주민에서 찾아 추가', en: 'Add residents of this office' },
  addFromRegisterHint: {
    ko: '성명, 생년월일, 주소로 찾습니다. 고르면 세대원이 나오고, 열람이 기록됩니다.',
    en: 'By name, day of birth or address. The household is shown, and the view is recorded.',
  },
  nobodyFound: { ko: '우리 기관에서 찾을 수 없습니다', en: 'Nobody of this office' },
  householdOf: { ko: '이 세대에서 옮기는 사람', en: 'Who moves of this household' },
  addChosen: { ko: '고른 사람 추가', en: 'Add those chosen' },
  addChosenHint: {
    ko: '추가하면 주민등록번호를 확인한 것으로 기록됩니다.',
    en: 'That their resident numbers were looked up is recorded.',
  },
  close: { ko: '닫기', en: 'Close' },
  already: { ko: '이미 추가함', en: 'Added already' },
  newborn: { ko: '주민등록번호가 아직 없는 아기', en: 'A newborn without a number' },
  birthDate: { ko: '생년월일', en: 'Day of birth' },
  mother: { ko: '어머니의 주민등록번호', en: 'The mother’s resident number' },
  remove: { ko: '빼기', en: 'Remove' },
  removed: { ko: '옮기는 사람에서 뺐습니다.', en: 'Taken off the list.' },
  undo: { ko: '되돌리기', en: 'Undo' },
  minor: { ko: '미성년', en: 'Minor' },
  ofThisOffice: { ko: '우리 주민', en: 'Resident here' },
  find: { ko: '우리 주민에서 찾기', en: 'Find among our residents' },
  findHint: {
    ko: '고르면 성명과 번호가 들어가고, 확인한 것이 기록됩니다.',
    en: 'Fills in name and number; that it was looked up is recorded.',
  },
} as const satisfies Record<string, Text>;

/** The purpose under which residents are looked at for a move-in, as it is recorded. */
export const viewPurpose = '전입신고 접수';
