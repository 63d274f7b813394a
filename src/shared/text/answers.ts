import type { Answer, Missing, OtherFiling } from '../registry/answer.ts';
import { dateToText, type Language, type Text, withoutNumbers } from './language.ts';

/** What is missing, then how it can be supplied. */
const missingTexts = {
  'other-office': {
    ko: '전입신고는 새 주소지를 관할하는 읍·면·동에서만 받을 수 있습니다. 해당 읍·면·동으로 이송하십시오.',
    en: 'A move-in is reported at the office of the new address only. Pass the report on to that office.',
  },
  'report-date-after-arrival': {
    ko: '신고일이 중앙 서버에 도착한 날보다 늦습니다. 신고일을 확인하십시오.',
    en: 'The report date is later than the day on which the report arrived at central. Check the report date.',
  },
  'report-date-too-early': {
    ko: '신고일이 이 컴퓨터가 마지막으로 연결된 날보다 앞섭니다. 신고서 원본과 책임자의 확인이 필요합니다.',
    en: 'The report date lies before the last contact of this computer. The original form and a supervisor are needed.',
  },
  'report-date-before-current-registration': {
    ko: '신고일이 현재 주소의 등록일과 같거나 그보다 앞섭니다. 신고일과 현재 주소의 등록일을 확인하십시오.',
    en: 'The report date is not after the registration at the present address. Check both dates.',
  },
  'moved-after-report': {
    ko: '전입한 날이 신고일보다 늦습니다. 실제로 전입한 뒤에 신고할 수 있으므로 두 날짜를 확인하십시오.',
    en: 'The move lies after the report. A move can be reported only once it has happened: check both dates.',
  },
  'identity-not-checked': {
    ko: '신고인의 신분을 확인하지 않았습니다. 신분증으로 본인인지 확인하십시오.',
    en: "The reporter's identity was not checked. Check it with an identity card.",
  },
  'delegation-missing': {
    ko: '세대주의 위임을 확인하지 않았습니다. 위임장과 위임한 사람의 신분증을 확인하십시오.',
    en: "The householder's delegation was not shown. Check the delegation and the householder's identity card.",
  },
  'mover-unknown': {
    ko: '주민등록번호로 찾을 수 없는 사람입니다. 신분증의 번호를 확인하십시오.',
    en: 'Nobody is registered under this resident number. Check the number on the identity card.',
  },
  'name-differs': {
    ko: '신고서의 이름이 주민등록표의 이름과 다릅니다. 이름과 주민등록번호를 확인하십시오.',
    en: 'The name on the form differs from the name in the register. Check the name and the resident number.',
  },
  'other-form-needed': {
    ko: '말소자, 거주불명자, 재외국민 등은 이 서식으로 전입할 수 없습니다. 재등록 등 해당 서식으로 신고를 받으십시오.',
    en: 'Someone whose registration was deleted, whose domicile is unknown or who lives abroad cannot move with this form. Take the report on the form for them, such as re-registration.',
  },
  'householder-unresolved': {
    ko: '함께 이동할 세대주의 등록을 먼저 보완해야 합니다. 세대주의 이름과 주민등록번호를 확인하십시오.',
    en: "The householder's own registration must be completed first. Check the householder's name and resident number.",
  },
  'householder-differs': {
    ko: '신고서의 세대주가 주민등록표의 세대주와 다릅니다. 세대주를 확인하거나 세대 일부 이동으로 신고하도록 안내하십시오.',
    en: 'The householder on the form is not the one in the register. Check who it is, or have a move of part of a household reported.',
  },
  'members-not-listed': {
    ko: '신고서에 빠진 세대원이 있습니다. 빠진 세대원을 적거나 세대 일부 이동으로 신고하도록 안내하십시오.',
    en: 'Members of the household are missing from the form. Add them, or have a move of part of the household reported.',
  },
} as const satisfies Record<Missing, Text>;

type Held = Extract<Answer, { readonly type: 'held' }>;

const heldTexts = {
  'same-day-filing': {
    ko: '같은 날 신고된 다른 전입신고가 이미 반영되었습니다. 어느 신고가 맞는지 신고인에게 확인하십시오.',
    en: 'Another move-in reported for the same day already stands. Ask the citizen which of the two is right.',
  },
  'not-of-this-household': {
    ko: '이 세대에 속하지 않은 사람입니다. 세대주와 이 사람에게 함께 이동하는지 확인하십시오.',
    en: 'This person does not belong to the household. Ask the householder and the person whether they move together.',
  },
} as const satisfies Record<Held['why'], Text>;

export const missingToText = (missing: Missing, language: Language): string => missingTexts[missing][language];

/** The whole answer for one mover, for the screen and to be read out to the citizen. */
export const answerToText = (answer: Answer, language: Language): string => {
  switch (answer.type) {
    case 'registered': {
      const on = dateToText(answer.on, language);
      return language === 'ko' ? `등록되었습니다(등록일 ${on}).` : `Registered from ${on}.`;
    }
    case 'supplement':
      return [
        language === 'ko' ? '보완이 필요합니다.' : 'Something is missing.',
        ...answer.missing.map((missing) => missingToText(missing, language)),
      ].join(' ');
    case 'held': {
      const held = language === 'ko' ? '처리를 보류했습니다.' : 'On hold.';
      const facts = answer.other ? ` ${otherFilingToText(answer.other, language)}` : '';
      return withoutNumbers(`${held} ${heldTexts[answer.why][language]}${facts}`);
    }
  }
};

/** Facts stand after a colon, so that no particle has to agree with a name. */
const otherFilingToText = (other: OtherFiling, language: Language): string => {
  const reported = dateToText(other.reportDate, language);
  return language === 'ko'
    ? `다른 신고 - 신고일: ${reported} 새 주소: ${other.address} 세대주: ${other.householderName}`
    : `The other filing - reported: ${reported}, new address: ${other.address}, householder: ${other.householderName}`;
};
