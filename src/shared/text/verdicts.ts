import type { CouldNotCheck, Verdict, VerdictType, Warning } from '../code/verdict.ts';
import type { OvertakenPart } from '../contract/verify.ts';
import type { Profile } from '../registry/profile.ts';
import { dateToText, type Language, type Text } from './language.ts';

/** A verdict in words: a headline to be read from afar, and what to do about it. */
export interface VerdictText {
  readonly headline: string;
  readonly detail: string;
}

interface Entry {
  readonly headline: Text;
  readonly detail: Text;
}

const comparePaper = {
  ko: '아래 내용이 종이에 적힌 것과 같은지 반드시 견주어 보십시오.',
  en: 'Compare what follows with the paper, line by line.',
} as const satisfies Text;

const verdictTexts = {
  genuine: {
    headline: { ko: '진본입니다', en: 'Genuine' },
    detail: {
      ko: `발급기관이 서명한 부호이며 바뀐 곳이 없습니다. ${comparePaper.ko}`,
      en: `The office signed this code and nothing in it was changed. ${comparePaper.en}`,
    },
  },
  overtaken: {
    headline: { ko: '내용이 달라졌습니다', en: 'Overtaken' },
    detail: {
      ko: '실제로 발급된 증명서이지만, 발급할 때 이미 등록 사항이 달라져 있었습니다. 새로 발급받도록 안내하십시오.',
      en: 'This was really issued, but the register already said otherwise by then. Ask for a new certificate.',
    },
  },
  expired: {
    headline: { ko: '유효기한이 지났습니다', en: 'Expired' },
    detail: {
      ko: '진본이지만 제출할 수 있는 기간이 지났습니다. 새로 발급받도록 안내하십시오.',
      en: 'It is genuine, but the time in which it may be handed in is over. Ask for a new certificate.',
    },
  },
  replaced: {
    headline: { ko: '다른 증명서로 대체되었습니다', en: 'Replaced' },
    detail: {
      ko: '이 증명서를 대신하여 다른 증명서가 발급되었습니다. 나중에 발급된 것을 받으십시오.',
      en: 'Another certificate was issued in place of this one. Ask for the later one.',
    },
  },
  'not-yet-issued': {
    headline: { ko: '교부 기록이 아직 없습니다', en: 'Not yet issued' },
    detail: {
      ko: '부호는 맞지만 교부되었다는 기록이 아직 중앙 서버에 없습니다. 잠시 뒤 다시 확인하거나 발급기관에 문의하십시오.',
      en: 'The code is right, but central has not heard that the sheet was handed over. Check again later, or ask the office.',
    },
  },
  revoked: {
    headline: { ko: '효력이 없습니다', en: 'Not valid' },
    detail: {
      ko: '이 증명서는 효력이 없습니다. 받지 말고 발급기관에 문의하십시오.',
      en: 'This certificate is not valid. Do not accept it; ask the office that it names.',
    },
  },
  altered: {
    headline: { ko: '부호가 맞지 않습니다', en: 'Does not check out' },
    detail: {
      ko: '발급기관이 서명한 그대로가 아닙니다. 다시 읽어 보고, 같은 결과이면 받지 마십시오.',
      en: 'This is not as an office signed it. Scan it once more; if that changes nothing, do not accept it.',
    },
  },
  'wrong-profile': {
    headline: { ko: '다른 시스템의 증명서입니다', en: 'Of another system' },
    detail: {
      ko: '이 검증기가 알고 있는 시스템에서 발급된 증명서가 아닙니다. 받지 마십시오.',
      en: 'This was not issued by the system whose keys are in use here. Do not accept it.',
    },
  },
  'unknown-key': {
    headline: { ko: '누가 서명했는지 알 수 없습니다', en: 'Unknown signer' },
    detail: {
      ko: '서명한 기기가 열쇠 목록에 없습니다. 목록을 새로 받아 다시 확인하고, 그래도 없으면 받지 마십시오.',
      en: 'The device that signed is not in the key list. Fetch a new list and try again; if it is still missing, do not accept it.',
    },
  },
  'newer-form': {
    headline: { ko: '새 양식이라 읽을 수 없습니다', en: 'Of a newer form' },
    detail: {
      ko: '서명은 맞지만 이 검증기보다 나중에 만든 양식입니다. 검증기를 새것으로 바꾸어 다시 확인하십시오.',
      en: 'The signature is right, but the form is newer than this verifier. Get a new verifier and try again.',
    },
  },
  'not-a-code': {
    headline: { ko: '증명서의 부호가 아닙니다', en: 'Not a certificate code' },
    detail: {
      ko: '증명서에 인쇄된 부호는 RRS1: 로 시작합니다. 증명서의 큰 사각형 부호를 읽히십시오.',
      en: 'The code on a certificate begins with RRS1:. Scan the large square code on the certificate.',
    },
  },
  'on-record': {
    headline: { ko: '발급 기록이 있습니다', en: 'On record' },
    detail: {
      ko: `이 번호로 발급된 증명서가 있습니다. 종이 자체는 확인하지 않았습니다. ${comparePaper.ko}`,
      en: `A certificate was issued under this number. The paper itself was not checked. ${comparePaper.en}`,
    },
  },
  'not-on-record': {
    headline: { ko: '발급 기록이 없습니다', en: 'Not on record' },
    detail: {
      ko: '이 번호로 발급된 기록이 없습니다. 통신이 끊긴 동안 발급되어 아직 도착하지 않았을 수 있으니, 부호를 읽혀 확인하십시오.',
      en: 'Nothing is on record under this number. It may have been issued without the network and not be here yet: scan the code.',
    },
  },
  'could-not-check': {
    headline: { ko: '확인하지 못했습니다', en: 'Could not check' },
    detail: { ko: '진위를 알 수 없습니다.', en: 'Nothing is known about it yet.' },
  },
} as const satisfies Record<VerdictType, Entry>;

const revokedTexts = {
  void: { ko: '교부되지 않고 폐기된 증명서입니다.', en: 'The sheet was made void.' },
  withdrawn: { ko: '발급 뒤에 취소된 증명서입니다.', en: 'It was withdrawn after it was issued.' },
  device: {
    ko: '발급일에 이 기기는 발급 권한이 없었습니다.',
    en: 'The device that signed it had no right to on that day.',
  },
} as const satisfies Record<Extract<Verdict, { type: 'revoked' }>['why'], Text>;

const alteredTexts = {
  unreadable: { ko: '부호가 손상되었습니다.', en: 'The code is damaged.' },
  signature: { ko: '서명이 내용과 맞지 않습니다.', en: 'The signature does not fit the contents.' },
  'other-office': {
    ko: '서명한 기기가 적힌 기관의 것이 아닙니다.',
    en: 'The device that signed it is not of the office that it names.',
  },
  'register-differs': {
    ko: '중앙 서버의 발급 기록과 다릅니다.',
    en: 'Central has something else on record under this number.',
  },
  'other-paper': {
    ko: '부호와 종이의 번호가 서로 다릅니다. 다른 증명서의 부호를 옮겨 붙인 것일 수 있습니다.',
    en: 'Code and paper carry different numbers: the code may have been copied from another certificate.',
  },
} as const satisfies Record<Extract<Verdict, { type: 'altered' }>['why'], Text>;

const couldNotCheckTexts = {
  'no-keys': {
    ko: '열쇠 목록이 없습니다. 목록과 중앙 서버의 공개 열쇠를 불러오십시오.',
    en: 'There is no key list. Load one, and the public key of central.',
  },
  'no-root': {
    ko: '중앙 서버의 공개 열쇠가 없습니다. 먼저 불러오십시오.',
    en: 'The public key of central is missing. Load it first.',
  },
  'no-code': {
    ko: '그림에서 증명서의 부호를 찾지 못했습니다. 더 크고 또렷하게 다시 찍으십시오.',
    en: 'No certificate code was found in the picture. Take it again, larger and sharper.',
  },
  'no-answer': {
    ko: '중앙 서버의 답을 받지 못했습니다. 나중에 다시 하거나, 부호를 읽혀 확인하십시오.',
    en: 'Central did not answer. Try again later, or scan the code.',
  },
  'mistyped-number': {
    ko: '번호가 잘못 입력되었습니다. 종이의 16자리 숫자와 하나씩 견주어 보십시오.',
    en: 'The number was mistyped. Compare its 16 digits with the paper.',
  },
} as const satisfies Record<CouldNotCheck, Text>;

const profileTexts = {
  training: {
    ko: '교육용으로 만든 것이며, 증명서로서 효력이 없습니다.',
    en: 'It was made for training and proves nothing.',
  },
  production: {
    ko: '실제 증명서인데, 지금은 교육용 열쇠로 확인하고 있습니다.',
    en: 'It claims to be a real certificate, but the keys in use here are those for training.',
  },
} as const satisfies Record<Profile, Text>;

const warningTexts = {
  training: { ko: '교육용이며, 증명서로서 효력이 없습니다.', en: 'Made for training: it proves nothing.' },
  'register-not-asked': {
    ko: '서명만 확인했습니다. 그 뒤에 취소되었는지는 중앙 서버에 묻지 않았습니다.',
    en: 'Only the signature was checked. Central was not asked whether it was withdrawn since.',
  },
  'register-no-answer': {
    ko: '중앙 서버의 답을 받지 못하여 서명만 확인했습니다.',
    en: 'Central did not answer, so only the signature was checked.',
  },
  'register-does-not-know': {
    ko: '중앙 서버에 아직 발급 기록이 없습니다. 통신이 끊긴 동안 발급되었다면 나중에 다시 확인하십시오.',
    en: 'Central has no record of it yet. If it was issued without the network, check again later.',
  },
  'issued-without-network': {
    ko: '통신이 끊긴 동안 발급되어, 아래 시점까지의 등록 사항만 담겨 있습니다.',
    en: 'Issued without the network: it shows the register as of the time below.',
  },
  'device-withdrawn-later': {
    ko: '발급한 기기는 그 뒤에 사용이 정지되었습니다. 중앙 서버에 확인하십시오.',
    en: 'The device that issued it was withdrawn later. Ask central about it.',
  },
  'keys-old': {
    ko: '열쇠 목록이 오래되었습니다. 새로 받아 다시 확인하십시오.',
    en: 'The key list is out of date. Fetch a new one and check again.',
  },
  'has-expired': { ko: '유효기한도 지났습니다.', en: 'Its time is over as well.' },
  'clock-behind': {
    ko: '이 컴퓨터의 날짜가 늦습니다. 날짜를 바로잡고 다시 확인하십시오.',
    en: 'The date of this computer is behind. Set it right and check again.',
  },
  'paper-not-compared': {
    ko: '파일의 글자를 읽을 수 없어 부호만 확인했습니다.',
    en: 'The text of the file could not be read; only the code was checked.',
  },
  'pages-differ': {
    ko: '파일의 면수가 증명서의 면수와 다릅니다. 빠지거나 더해진 면이 있습니다.',
    en: 'The file does not have as many pages as the certificate: some are missing or were added.',
  },
} as const satisfies Record<Warning, Text>;

const partTexts = {
  moved: { ko: '주소', en: 'the address' },
  householder: { ko: '세대주', en: 'the householder' },
  members: { ko: '세대원', en: 'the household members' },
  name: { ko: '이름', en: 'the name' },
  status: { ko: '등록 상태', en: 'the status' },
  other: { ko: '그 밖의 사항', en: 'another entry' },
} as const satisfies Record<OvertakenPart, Text>;

export const verdictToText = (verdict: Verdict, language: Language): VerdictText => {
  const { headline, detail } = verdictTexts[verdict.type];
  const reason = reasonOf(verdict, language);
  // A training paper checks out like any other, and nobody may take it for one that counts.
  const isTraining = 'warnings' in verdict && verdict.warnings.includes('training');
  const mark = isTraining ? { ko: '[교육용] ', en: '[Training] ' }[language] : '';
  return {
    headline: mark + headline[language],
    detail: [reason, detail[language]].filter((each) => each !== '').join(' '),
  };
};

const reasonOf = (verdict: Verdict, language: Language): string => {
  switch (verdict.type) {
    case 'revoked':
      return revokedTexts[verdict.why][language];
    case 'altered':
      return alteredTexts[verdict.why][language];
    case 'could-not-check':
      return couldNotCheckTexts[verdict.why][language];
    case 'wrong-profile':
      return profileTexts[verdict.profile][language];
    case 'overtaken': {
      if (!verdict.overtaken) return '';
      const part = partTexts[verdict.overtaken.what][language];
      const since = dateToText(verdict.overtaken.since, language);
      return language === 'ko' ? `${since}부터 다른 것: ${part}.` : `Since ${since} ${part} is another.`;
    }
    default:
      return '';
  }
};

export const warningToText = (warning: Warning, language: Language): string => warningTexts[warning][language];
