import type { Text } from '../../../shared/text/language.ts';
import { type FieldId, ownFieldOf, type PlainField } from './model/fields.ts';

/** What a field says that holds what it can't mean. */
export const issueTexts = {
  number: {
    ko: '주민등록번호는 숫자 13자리입니다. 신분증의 번호를 다시 확인하십시오.',
    en: 'A resident number has 13 digits. Check it on the identity card.',
  },
  date: {
    ko: '달력에 있는 날짜를 입력하십시오. 예: 2026-11-20',
    en: 'Enter a day of the calendar, such as 2026-11-20.',
  },
} as const satisfies Record<string, Text>;

const name: Text = { ko: '성명을 입력하십시오.', en: 'Enter the name.' };
const number: Text = { ko: '주민등록번호를 입력하십시오.', en: 'Enter the resident number.' };
const address: Text = {
  ko: '새 주소를 목록에서 고르거나 직접 입력하십시오.',
  en: 'Choose the new address, or type it.',
};

/** What a field says that nothing was entered in. */
const missingTexts: Readonly<Record<PlainField, Text>> = {
  form: { ko: '신고 종류를 고르십시오.', en: 'Choose what is reported.' },
  destination: { ko: '새 주소에서 어느 세대에 속하는지 고르십시오.', en: 'Choose the household at the new address.' },
  reason: { ko: '전입 사유를 고르십시오.', en: 'Choose the reason for the move.' },
  'report-date': { ko: '신고일을 입력하십시오.', en: 'Enter the report date.' },
  supervisor: {
    ko: '신고일을 확인한 책임자의 ID를 입력하십시오.',
    en: 'Enter the ID of the supervisor who vouches for the date.',
  },
  scan: {
    ko: '신고서 원본을 스캔한 파일을 고르십시오.',
    en: 'Choose the file with the scanned form.',
  },
  'reporter-name': { ko: '신고인의 성명을 입력하십시오.', en: 'Enter the reporter’s name.' },
  'reporter-number': { ko: '신고인의 주민등록번호를 입력하십시오.', en: 'Enter the reporter’s resident number.' },
  'reporter-capacity': { ko: '신고인의 자격을 고르십시오.', en: 'Choose in what capacity they report.' },
  'reporter-kinship': { ko: '세대주와의 관계를 고르십시오.', en: 'Choose the tie to the householder.' },
  movers: { ko: '옮기는 사람을 한 사람 이상 추가하십시오.', en: 'Add at least one person who moves.' },
  to: address,
  road: { ko: '도로명을 입력하십시오.', en: 'Enter the road.' },
  building: { ko: '건물번호를 입력하십시오.', en: 'Enter the building number.' },
  remark: address,
  unit: address,
  room: address,
  'moved-on': { ko: '이사한 날을 입력하십시오.', en: 'Enter the day of the move.' },
  'previous-address': {
    ko: '전에 살던 곳을 신고인이 말한 대로 입력하십시오.',
    en: 'Enter the previous address as told.',
  },
  head: { ko: '새 세대의 세대주를 고르십시오.', en: 'Choose who leads the new household.' },
  before: { ko: '전에 살던 세대의 세대주를 고르십시오.', en: 'Choose who led the household that they leave.' },
  'before-name': { ko: '전 세대주의 성명을 입력하십시오.', en: 'Enter the name of the householder before.' },
  'before-number': {
    ko: '전 세대주의 주민등록번호를 입력하십시오.',
    en: 'Enter the number of the householder before.',
  },
  'joined-name': { ko: '들어갈 세대의 세대주 성명을 입력하십시오.', en: 'Enter the name of the householder there.' },
  'joined-number': {
    ko: '들어갈 세대의 세대주 주민등록번호를 입력하십시오.',
    en: 'Enter the resident number of the householder there.',
  },
  'dormitory-name': { ko: '기숙사나 시설의 이름을 입력하십시오.', en: 'Enter the name of the dormitory or home.' },
  'manager-name': { ko: '관리자의 성명을 입력하십시오.', en: 'Enter the manager’s name.' },
  'manager-number': { ko: '관리자의 주민등록번호를 입력하십시오.', en: 'Enter the manager’s resident number.' },
  remaining: {
    ko: '남는 사람이 있는지, 있으면 누가 세대주가 되는지 고르십시오.',
    en: 'Choose whether anybody stays, and who leads them.',
  },
  'remaining-name': { ko: '새 세대주의 성명을 입력하십시오.', en: 'Enter the name of the new householder.' },
  'remaining-number': {
    ko: '새 세대주의 주민등록번호를 입력하십시오.',
    en: 'Enter the number of the new householder.',
  },
};

/** Fields of one person. */
const ownTexts: Readonly<Record<string, Text>> = {
  name,
  number,
  'birth-date': { ko: '아이의 생년월일을 입력하십시오.', en: 'Enter the child’s day of birth.' },
  mother: { ko: '어머니의 주민등록번호를 입력하십시오.', en: 'Enter the mother’s resident number.' },
  relation: { ko: '세대주와의 관계를 고르십시오.', en: 'Choose the relation to the householder.' },
  'guardian-name': { ko: '법정대리인의 성명을 입력하십시오.', en: 'Enter the guardian’s name.' },
  'guardian-number': { ko: '법정대리인의 주민등록번호를 입력하십시오.', en: 'Enter the guardian’s resident number.' },
  'found-on': { ko: '사실조사를 한 날을 입력하십시오.', en: 'Enter the day of the fact-finding.' },
  'found-by': { ko: '사실조사를 한 공무원의 ID를 입력하십시오.', en: 'Enter the ID of the official who looked.' },
  found: { ko: '사실조사에서 살고 있는지 고르십시오.', en: 'Choose what the fact-finding showed.' },
};

const anything: Text = { ko: '꼭 입력해야 합니다.', en: 'This must be given.' };

export const missingText = (field: FieldId): Text =>
  (Object.hasOwn(missingTexts, field) ? missingTexts[field as PlainField] : undefined) ??
  ownTexts[ownFieldOf(field)] ??
  anything;
