import type { QueryOutput } from '../../../shared/contract/queries.ts';
import type { Role } from '../../../shared/registry/office.ts';
import type { Text } from '../../../shared/text/language.ts';

export const texts = {
  product: { ko: 'RRS Office', en: 'RRS Office' },
  productLine: { ko: '주민등록 민원 창구', en: 'Resident register desk' },
  signIn: { ko: '로그인', en: 'Sign in' },
  signingIn: { ko: '암호를 풀고 있습니다', en: 'Opening the register' },
  migrationHint: {
    ko: '프로그램이 바뀐 뒤 한 번만 합니다. 도중에 꺼져도 자료는 그대로입니다.',
    en: 'Done once, after an update. If it is broken off, nothing is lost.',
  },
  who: { ko: '누구십니까?', en: 'Who are you?' },
  otherId: { ko: '아이디로 로그인', en: 'Sign in by user ID' },
  fromList: { ko: '목록에서 고르기', en: 'Choose from the list' },
  id: { ko: '아이디', en: 'User ID' },
  idMissing: {
    ko: '아이디를 입력해야 합니다. 영문 소문자와 숫자로 되어 있습니다.',
    en: 'Enter your user ID: small letters and digits.',
  },
  whoMissing: { ko: '이름을 고르십시오.', en: 'Choose your name.' },
  password: { ko: '비밀번호', en: 'Password' },
  passwordShort: { ko: '비밀번호는 8자 이상입니다.', en: 'A password has at least 8 letters.' },
  passwordAgain: { ko: '비밀번호 다시 입력', en: 'Password again' },
  passwordDiffers: { ko: '두 비밀번호가 다릅니다.', en: 'The two passwords differ.' },
  passwordRule: {
    ko: '8자 이상. 이 컴퓨터에서만 쓰입니다.',
    en: 'At least 8 letters. It counts on this computer only.',
  },
  capsLock: { ko: 'Caps Lock이 켜져 있습니다.', en: 'Caps Lock is on.' },
  samples: { ko: '연습용 계정', en: 'Practice accounts' },
  samplesHint: {
    ko: '교육용 프로그램의 견본 담당자입니다. 한 번 누르면 채워집니다.',
    en: 'Sample officials of the training program. One press fills them in.',
  },
  fill: { ko: '채우기', en: 'Fill in' },
  noOfficials: {
    ko: '이 컴퓨터에 비밀번호가 있는 사람이 없습니다.',
    en: 'Nobody has a password on this computer.',
  },

  locked: { ko: '화면이 잠겼습니다', en: 'The screen is locked' },
  lockedHint: {
    ko: '하던 일은 그대로 있습니다. 비밀번호를 입력하면 이어서 합니다.',
    en: 'Your work is kept. Enter your password to go on with it.',
  },
  unlock: { ko: '이어서 하기', en: 'Go on' },
  otherPerson: { ko: '다른 사람으로 로그인', en: 'Sign in as somebody else' },

  enrolTitle: { ko: '이 컴퓨터를 기관에 등록', en: 'Enrol this computer' },
  enrolHint: {
    ko: '책임자에게 받은 등록 코드로 한 번만 등록합니다. 등록하면 우리 기관의 명부를 암호화하여 내려받습니다.',
    en: 'Done once, with the code that a supervisor gave you. The register of your office is then fetched and kept encrypted.',
  },
  centralUrl: { ko: '중앙 서버 주소', en: 'Address of central' },
  centralUrlHint: { ko: '예: https://central.example.kr', en: 'For example https://central.example.kr' },
  centralUrlWrong: {
    ko: 'http:// 또는 https://로 시작하는 주소를 입력하십시오.',
    en: 'Enter an address that starts with http:// or https://.',
  },
  code: { ko: '등록 코드', en: 'Enrolment code' },
  codeHint: { ko: '대소문자와 빈칸은 상관없습니다.', en: 'Capitals and spaces do not matter.' },
  codeMissing: { ko: '등록 코드를 입력해야 합니다.', en: 'Enter the enrolment code.' },
  enrol: { ko: '등록', en: 'Enrol' },
  toCorrect: { ko: '고칠 곳이 있습니다', en: 'Please correct' },

  admitTitle: { ko: '중앙 서버의 승인 받기', en: 'Have central admit this computer' },
  admitHint: {
    ko: '중앙 서버 관리자에게 아래 번호를 알려 주고, 이 컴퓨터의 일회용 코드를 받아 입력하십시오.',
    en: 'Tell central’s administrator the number below, and enter the one-time code that you get for it.',
  },
  device: { ko: '이 컴퓨터의 번호', en: 'Number of this computer' },
  admit: { ko: '승인 받기', en: 'Have it admitted' },
  admitted: { ko: '중앙 서버가 이 컴퓨터를 승인했습니다.', en: 'Central has admitted this computer.' },
  close: { ko: '닫기', en: 'Close' },

  colleagueTitle: { ko: '이 컴퓨터의 사용자', en: 'Users of this computer' },
  colleagueHint: {
    ko: '동료가 이 컴퓨터에서 로그인할 수 있게 비밀번호를 정합니다. 책임자의 일이며 기록됩니다.',
    en: 'Gives a colleague a password on this computer. A supervisor’s act, and recorded.',
  },
  colleagueId: { ko: '동료의 아이디', en: 'Colleague’s user ID' },
  colleagueAdd: { ko: '사용자 추가', en: 'Add user' },
  colleagueAdded: { ko: '사용자를 추가했습니다.', en: 'The user was added.' },
} as const satisfies Record<string, Text>;

/** While the file of an earlier version is brought to this one. */
export const migrationTexts = {
  copying: { ko: '자료 파일을 복사하고 있습니다', en: 'Copying the data file' },
  changing: { ko: '자료를 새 버전에 맞게 바꾸고 있습니다', en: 'Bringing the data to the new version' },
  checking: { ko: '빠진 것이 없는지 확인하고 있습니다', en: 'Checking that nothing is missing' },
} as const satisfies Record<NonNullable<QueryOutput<'getSignIn'>['migration']>['step'], Text>;

export const roleTexts = {
  clerk: { ko: '담당자', en: 'Clerk' },
  supervisor: { ko: '책임자', en: 'Supervisor' },
  auditor: { ko: '감사 담당자', en: 'Auditor' },
  mentor: { ko: '현장 지도자', en: 'Mentor' },
  trainee: { ko: '교육생', en: 'Trainee' },
  kiosk: { ko: '무인민원발급기', en: 'Kiosk' },
} as const satisfies Record<Role, Text>;
