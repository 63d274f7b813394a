import type { core } from 'zod';
import type { BrokenBound } from '../contract/bounds.ts';
import type { Text } from './language.ts';

type Issue = core.$ZodIssue;

/**
 * What a field must be, from what the contract says is wrong with it. Nothing of what was entered is in it.
 *
 * @param isMissing nothing at all was entered
 */
export const issueToText = (issue: Issue, isMissing: boolean): Text => {
  switch (issue.code) {
    case 'invalid_type':
      return isMissing ? missing : typeToText(issue.expected);
    case 'too_big':
      return sizeToText(issue.origin, 'most', Number(issue.maximum));
    case 'too_small':
      return isMissing ? missing : sizeToText(issue.origin, 'least', Number(issue.minimum));
    case 'invalid_format':
      return formatToText(issue.format, issue.pattern);
    case 'invalid_value':
      return isMissing ? missing : choiceToText(issue.values);
    case 'invalid_union':
      return isMissing
        ? missing
        : choiceToText('options' in issue && Array.isArray(issue.options) ? issue.options : []);
    case 'unrecognized_keys':
      return unknownField;
    case 'custom':
      return customToText(issue.message);
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
      return otherForm;
  }
};

export const boundToText = ({ bound }: BrokenBound): Text => bounds[bound];

const bounds = {
  depth: {
    ko: '항목 안에 항목이 너무 깊이 들어 있습니다. 서식에 있는 항목만 보내십시오.',
    en: 'Fields stand too deep inside of one another. Send the fields of the form only.',
  },
  values: {
    ko: '항목이 너무 많습니다. 서식에 있는 항목만 보내십시오.',
    en: 'There are far too many fields. Send the fields of the form only.',
  },
} as const satisfies Record<BrokenBound['bound'], Text>;

const missing: Text = { ko: '꼭 입력해야 합니다.', en: 'This must be given.' };

export const unknownField: Text = {
  ko: '서식에 없는 항목입니다. 빼고 보내십시오.',
  en: 'There is no such field. Leave it out.',
};

const otherForm: Text = {
  ko: '정해진 형식이 아닙니다. 형식을 확인하십시오.',
  en: 'This is not in the form that is expected. Check its form.',
};

const types: Readonly<Record<string, Text>> = {
  string: { ko: '글자로 입력해야 합니다.', en: 'This must be a text.' },
  number: { ko: '숫자로 입력해야 합니다.', en: 'This must be a number.' },
  int: { ko: '정수로 입력해야 합니다.', en: 'This must be a whole number.' },
  boolean: { ko: '예(true) 또는 아니요(false)여야 합니다.', en: 'This must be true or false.' },
  array: { ko: '목록이어야 합니다.', en: 'This must be a list.' },
  object: { ko: '여러 항목으로 된 값이어야 합니다.', en: 'This must be a group of fields.' },
  record: { ko: '여러 항목으로 된 값이어야 합니다.', en: 'This must be a group of fields.' },
};

const typeToText = (expected: string): Text =>
  (Object.hasOwn(types, expected) ? types[expected] : undefined) ?? otherForm;

const sizeToText = (origin: string, bound: 'most' | 'least', size: number): Text => {
  const n = String(size);
  if (origin === 'string')
    return bound === 'most'
      ? { ko: `${n}자 이하로 입력해야 합니다.`, en: `This must have at most ${n} letters.` }
      : { ko: `${n}자 이상으로 입력해야 합니다.`, en: `This must have at least ${n} letters.` };
  if (origin === 'array' || origin === 'set')
    return bound === 'most'
      ? { ko: `${n}개를 넘을 수 없습니다.`, en: `There must be at most ${n} of them.` }
      : { ko: `${n}개 이상이어야 합니다.`, en: `There must be at least ${n} of them.` };
  return bound === 'most'
    ? { ko: `${n} 이하여야 합니다.`, en: `This must be ${n} or less.` }
    : { ko: `${n} 이상이어야 합니다.`, en: `This must be ${n} or more.` };
};

const formats: Readonly<Record<string, Text>> = {
  date: {
    ko: '달력에 있는 날짜를 2026-08-03처럼 연-월-일로 입력해야 합니다.',
    en: 'This must be a day of the calendar, written as 2026-08-03.',
  },
  datetime: {
    ko: '2026-08-03T09:00:00Z처럼 날짜와 시각을 입력해야 합니다.',
    en: 'This must be a date with a time, written as 2026-08-03T09:00:00Z.',
  },
  uuid: {
    ko: '하이픈(-)으로 나뉜 36자의 식별 번호(UUID)여야 합니다.',
    en: 'This must be an identifier (UUID) of 36 characters with hyphens.',
  },
  url: {
    ko: 'http:// 또는 https://로 시작하는 주소여야 합니다.',
    en: 'This must be an address (URL) that starts with http:// or https://.',
  },
};

/** Patterns as the contract writes them; a test holds that each of them is here. */
const patterns: Readonly<Record<string, Text>> = {
  '/^\\d{6}-\\d{7}$/': {
    ko: '주민등록번호는 앞 6자리와 뒤 7자리 사이에 하이픈(-)을 넣어 입력해야 합니다.',
    en: 'A resident number has six digits, a hyphen and seven digits.',
  },
  '/^(\\d{6}-\\d{7}|newborn \\d{4}-\\d{2}-\\d{2} .+)$/': {
    ko: '주민등록번호이거나, 번호가 없는 아이는 newborn 2026-08-01 이름처럼 적어야 합니다.',
    en: 'This must be a resident number, or newborn 2026-08-01 and the name for a child without one.',
  },
  '/^\\d{10}$/': {
    ko: '행정동 코드는 숫자 10자리여야 합니다.',
    en: 'The code of an office has ten digits.',
  },
  '/^[a-z0-9][a-z0-9.-]{1,39}$/': {
    ko: '사용자 ID는 영문 소문자와 숫자로 시작하는 2~40자여야 하며, 점(.)과 하이픈(-)을 쓸 수 있습니다.',
    en: 'A user ID has 2 to 40 small letters, digits, dots or hyphens, and starts with a letter or digit.',
  },
  '/^[0-9a-f]{64}$/': {
    ko: 'SHA-256 값은 0~9와 a~f로 된 64자여야 합니다.',
    en: 'A SHA-256 value has 64 characters, 0 to 9 and a to f.',
  },
  '/^[a-z0-9._-]+$/': {
    ko: '용지 이름은 영문 소문자, 숫자, 점(.), 밑줄(_), 하이픈(-)으로 써야 합니다.',
    en: 'The name of a medium has small letters, digits, dots, underscores and hyphens only.',
  },
};

const printerUri: Text = {
  ko: '프린터 주소는 ipp:// 또는 ipps://로 시작해야 하며, 사용자 이름이나 물음표(?)는 쓸 수 없습니다.',
  en: 'The address of a printer starts with ipp:// or ipps://, without a user name or a question mark.',
};

const formatToText = (format: string, pattern: string | undefined): Text => {
  if (format !== 'regex') return (Object.hasOwn(formats, format) ? formats[format] : undefined) ?? otherForm;
  const key = pattern ?? '';
  if (key.startsWith('/^ipps?:')) return printerUri;
  return (Object.hasOwn(patterns, key) ? patterns[key] : undefined) ?? otherForm;
};

const choiceToText = (values: readonly unknown[]): Text => {
  const choices = values.map(String);
  if (choices.length === 0) return otherForm;
  if (choices.length === 1) return { ko: `${choices[0] ?? ''}이어야 합니다.`, en: `This must be ${choices[0] ?? ''}.` };
  return {
    ko: `다음 가운데 하나여야 합니다: ${choices.join(', ')}.`,
    en: `This must be one of: ${choices.join(', ')}.`,
  };
};

/** What the contract says of several fields together, in its own English words; a test holds that each is here. */
const customTexts: Readonly<Record<string, Text>> = {
  'holds characters that cannot be seen': {
    ko: '보이지 않는 글자(줄바꿈, 제어 문자)나 깨진 글자가 들어 있습니다. 지우고 다시 입력하십시오.',
    en: 'This holds letters that cannot be seen (line breaks, control characters) or halves of letters. Type it anew.',
  },
  'holds nothing but spaces': {
    ko: '빈칸만 있습니다. 내용을 입력해야 합니다.',
    en: 'This holds nothing but spaces. It must be given.',
  },
  'exactly one mover is the householder (본인)': {
    ko: '전입자 가운데 한 사람만 세대주(본인)여야 합니다.',
    en: 'Exactly one of the movers must be the householder.',
  },
  'who joins a household is not its householder (본인); a change of householder is a report of its own': {
    ko: '다른 세대에 들어가는 사람은 본인(세대주)일 수 없습니다. 세대주 변경은 따로 신고해야 합니다.',
    en: 'Who joins a household cannot be its householder. A change of householder is a report of its own.',
  },
  'the same resident number stands twice': {
    ko: '같은 주민등록번호가 두 번 있습니다. 한 사람은 한 번만 적어야 합니다.',
    en: 'The same resident number stands twice. Each person must be listed once.',
  },
  'who has no number is named with the day of birth and the mother': {
    ko: '주민등록번호가 없는 아이는 생년월일과 어머니를 함께 적어야 합니다.',
    en: 'A child without a number must be named with the day of birth and the mother.',
  },
  'who has a number is found by it alone': {
    ko: '주민등록번호가 있으면 출생 정보를 적지 않습니다. 둘 가운데 하나만 적으십시오.',
    en: 'Who has a number is found by it. Give the number or the birth, not both.',
  },
  'reports as one of the movers, but is none of them': {
    ko: '전입자 본인으로 신고했으나 전입자 명단에 없습니다. 신고인의 자격이나 번호를 확인하십시오.',
    en: 'The reporter is said to be one of the movers and is not among them. Check the capacity or the number.',
  },
  'reports as the householder, but with another number': {
    ko: '세대주로 신고했으나 세대주와 번호가 다릅니다. 신고인의 자격이나 번호를 확인하십시오.',
    en: 'The reporter is said to be the householder, whose number is another. Check the capacity or the number.',
  },
  'reports as the manager of a dormitory, but nobody moves into one': {
    ko: '기숙사 관리자로 신고했으나 기숙사로 전입하는 사람이 없습니다. 신고인의 자격을 확인하십시오.',
    en: 'The reporter is said to manage a dormitory, and nobody moves into one. Check the capacity.',
  },
  'only the householder is 본인': {
    ko: '본인은 세대주뿐입니다. 세대주와의 관계를 확인하십시오.',
    en: 'Only the householder is 본인. Check the relation to the householder.',
  },
  'an objection is dismissed with the remedies': {
    ko: '이의신청을 기각할 때에는 불복 방법을 적어야 합니다.',
    en: 'An objection that is dismissed needs the remedies that are left.',
  },
};

const customToText = (message: string): Text =>
  (Object.hasOwn(customTexts, message) ? customTexts[message] : undefined) ?? otherForm;
