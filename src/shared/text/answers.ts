import type { Answer, Missing, Notice, OtherFiling } from '../registry/answer.ts';
import { dateToText, type Language, type Text, withoutNumbers } from './language.ts';

/** What is missing, then how it can be supplied. */
const missingTexts = {
  'other-office': {
    ko: '우리 기관에서 처리할 수 없는 신고입니다. 전입은 새 주소지, 그 밖의 신고는 등록된 주소지를 관할하는 읍·면·동으로 이송하십시오.',
    en: 'This is for another office: a move-in for that of the new address, other reports for that of the registered one. Pass it on.',
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
    ko: '전입, 출생, 사망한 날이 신고일보다 늦습니다. 실제로 있었던 일만 신고할 수 있으므로 두 날짜를 확인하십시오.',
    en: 'The move, birth or death lies after the report. Only what has happened can be reported: check both dates.',
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
  'members-not-listed': {
    ko: '신고서에 빠진 세대원이 있습니다. 빠진 세대원을 적거나 세대 일부 이동으로 신고하도록 안내하십시오.',
    en: 'Members of the household are missing from the form. Add them, or have a move of part of the household reported.',
  },
  'mover-deceased': {
    ko: '신고일 전에 사망한 것으로 등록된 사람입니다. 이름과 주민등록번호를 확인하고, 맞으면 신고서에서 빼십시오.',
    en: 'The register has this person as deceased by that day. Check the name and number; if they are right, take the person off the form.',
  },
  foreigner: {
    ko: '외국인등록번호 또는 국내거소신고번호입니다. 외국인은 전입신고를 하지 않으므로 출입국·외국인관서나 시·군·구에 체류지 변경을 신고하도록 안내하십시오.',
    en: "This is a foreigner's number. Foreigners are not moved by this form: direct them to report their new place of stay to immigration.",
  },
  'birth-not-registered': {
    ko: '출생이 아직 등록되지 않은 아이입니다. 출생신고를 안내하고, 이미 신고했으면 등록된 뒤에 저절로 처리됩니다.',
    en: "The child's birth is not registered yet. Have it registered; once it is, the child's move is decided by itself.",
  },
  'consent-missing': {
    ko: '세대주가 바뀌는 전입자의 확인이 없습니다. 전입자(미성년자는 법정대리인)의 서명을 받거나 사실조사를 하십시오.',
    en: 'The householder changes, and the mover has not agreed. Have the mover, or the guardian of a minor, sign, or do a fact-finding.',
  },
  'mover-card-not-seen': {
    ko: '세대주가 바뀌는 전입자의 신분증을 확인하지 않았습니다. 신분증을 보거나, 신고인의 배우자·직계혈족이면 가족관계증명서로 확인하십시오.',
    en: "The mover's identity card was not seen. See it, or a family relation certificate if the reporter is the spouse or lineal kin.",
  },
  'guardian-form-missing': {
    ko: '미성년자 법정대리인의 확인서가 없습니다. 법정대리인이 작성한 확인서(별지 제15호의4서식)를 받으십시오.',
    en: "The guardian's form is missing. Ask for form 15-4, filled in by the minor's guardian.",
  },
  'guardian-card-not-seen': {
    ko: '법정대리인의 신분증을 확인하지 않았습니다. 신분증을 보거나, 신고인의 배우자·직계혈족이면 가족관계증명서로 확인하십시오.',
    en: "The guardian's identity card was not seen. See it, or a family relation certificate if the reporter is the spouse or lineal kin.",
  },
  'not-found-living-there': {
    ko: '사실조사에서 새 주소에 살지 않는 것으로 나타났습니다. 신고인에게 알리고 거주 사실을 다시 확인하십시오.',
    en: 'The fact-finding did not find the person living there. Tell the reporter, and look into it again.',
  },
  'delegate-not-entitled': {
    ko: '위임받은 사람이 세대주의 배우자, 직계혈족 등 법에서 정한 가족인지 확인하지 않았습니다. 가족관계증명서로 관계를 확인하십시오.',
    en: 'It was not noted how the delegate is related to the householder. Check it by a family relation certificate: only near kin may report.',
  },
  'destination-unknown': {
    ko: '들어갈 세대의 세대주를 찾을 수 없습니다. 세대주의 이름과 주민등록번호를 확인하십시오.',
    en: 'The householder of the household that is joined was not found. Check the name and the resident number.',
  },
  'destination-elsewhere': {
    ko: '들어갈 세대가 신고한 주소에 없거나 그 사람이 세대주가 아닙니다. 새 주소와 세대주를 확인하십시오.',
    en: 'The household that is joined is not at that address, or the person does not lead it. Check the address and who the householder is.',
  },
  'person-unknown': {
    ko: '이 번호로 주민등록된 사람이 없습니다. 신분증이나 통보 문서에 적힌 번호를 확인하십시오.',
    en: 'Nobody of this number is in the register. Check the number on the identity card or in the notification.',
  },
  'not-a-member': {
    ko: '그 세대의 세대주나 세대원이 아닙니다. 주민등록표에서 세대와 세대주를 확인하십시오.',
    en: 'This person does not lead, or does not belong to, that household. Check the household and its householder in the register.',
  },
  'already-householder': {
    ko: '이미 세대주로 등록된 사람입니다. 새 세대주가 누구인지 확인하십시오.',
    en: 'This person is the householder already. Check who the new householder is to be.',
  },
  'householder-report-needed': {
    ko: '같은 주소에서 세대주만 바뀌는 경우입니다. 전입신고가 아니라 세대주 변경 신고로 받으십시오.',
    en: 'Only the householder changes, at the same address. Take it as a change of householder, not as a move-in.',
  },
  'relation-not-clear': {
    ko: '세대주와의 관계를 정할 수 없습니다. 관계를 확인하여 적고, 세대주가 바뀌면 세대주 변경으로 신고를 받으십시오.',
    en: 'The relation to the householder is not clear. Note it; if the householder changes, take a change of householder.',
  },
  'procedure-incomplete': {
    ko: '직권조치의 절차가 끝나지 않았습니다. 사실조사와 7일 이상의 최고 또는 공고를 마치고, 그 기간이 지난 뒤에 처리하십시오.',
    en: 'The procedure is not complete. Investigate, give a notice of at least seven days, and act once these days are over.',
  },
  'evidence-missing': {
    ko: '근거가 되는 서류가 적혀 있지 않습니다. 기본증명서 등 서류를 확인하고 무엇을 보았는지 적으십시오.',
    en: 'The document that proves it is not noted. See it, such as a basic certificate, and note what was seen.',
  },
  'status-does-not-fit': {
    ko: '지금의 등록상태에서는 할 수 없는 처리입니다. 주민등록표에서 등록상태를 확인하십시오.',
    en: 'This cannot be done with the status that the person has. Check the status in the register.',
  },
  'number-taken': {
    ko: '다른 사람의 주민등록번호입니다. 출생신고서나 통보 문서에 적힌 번호를 확인하십시오.',
    en: 'This resident number is somebody else’s. Check the number in the report of birth or in the notification.',
  },
  'nothing-changes': {
    ko: '신고한 내용이 주민등록표와 이미 같습니다. 바꿀 항목과 값을 확인하십시오.',
    en: 'The register says this already. Check what is to be changed, and to what.',
  },
  'parent-unknown': {
    ko: '아이가 들어갈 세대의 부 또는 모를 찾을 수 없습니다. 부모의 이름과 주민등록번호를 확인하십시오.',
    en: 'The parent whose household the child enters was not found. Check the name and the resident number.',
  },
  'measure-unknown': {
    ko: '이의신청의 대상이 된 처분을 찾을 수 없습니다. 처분의 접수 번호와 사람을 확인하십시오.',
    en: 'The measure that is objected to was not found. Check its number and whom it was taken against.',
  },
  'foreign-member-unknown': {
    ko: '이 세대에 기록되어 있지 않은 외국인입니다. 외국인등록번호를 확인하십시오.',
    en: 'This foreign family member is not noted with the household. Check the registration number.',
  },
} as const satisfies Record<Missing, Text>;

/** What there is to see to although the registration stands. */
const noticeTexts = {
  'left-without-householder': {
    ko: '전에 살던 세대에 세대주가 없습니다. 남은 세대원에게 새 세대주를 신고하도록 안내하십시오.',
    en: 'The household that was left has no householder. Have those who stayed name one.',
  },
  'no-householder-yet': {
    ko: '새 주소의 세대에 아직 세대주가 없습니다. 세대주로 신고된 사람의 처리를 마치거나 세대주 변경을 신고하도록 안내하십시오.',
    en: 'The household at the new address has no householder yet. Complete the filing of the one who was named, or have another named.',
  },
  'relation-assumed': {
    ko: '세대주와의 관계 가운데 추정하여 적은 것이 있습니다. 관계를 확인하고 다르면 정정하십시오.',
    en: 'Some relations to the householder were taken as they usually are. Check them, and correct what is different.',
  },
  'foreign-family-stays': {
    ko: '세대에 기록된 외국인 가족은 함께 옮겨지지 않았습니다. 체류지 변경을 신고한 뒤 다시 기록하도록 안내하십시오.',
    en: 'Foreign family noted with the household did not move along. They are noted again once they have reported their own move.',
  },
  'area-changed': {
    ko: '행정구역이 바뀌어 이 주소를 다른 읍·면·동에서 관할합니다. 신고인에게 관할 기관을 알리십시오.',
    en: 'The address has come to another office since. Tell the reporter which office is in charge now.',
  },
} as const satisfies Record<Notice, Text>;

type Held = Extract<Answer, { readonly type: 'held' }>;

const heldTexts = {
  'same-day-filing': {
    ko: '같은 날 신고된 다른 신고가 이미 반영되었습니다. 어느 신고가 맞는지 신고인에게 확인하십시오.',
    en: 'Another report of the same day already stands. Ask the citizen which of the two is right.',
  },
  'not-of-this-household': {
    ko: '이 세대에 속하지 않은 사람입니다. 세대주와 이 사람에게 함께 이동하는지 확인하십시오.',
    en: 'This person does not belong to the household. Ask the householder and the person whether they move together.',
  },
  'already-there': {
    ko: '이미 그 주소의 그 세대에 등록된 사람입니다. 같은 신고가 두 번 접수되지 않았는지 확인하십시오.',
    en: 'This person is registered in that household at that address already. Check whether the same report was filed twice.',
  },
} as const satisfies Record<Held['why'], Text>;

export const missingToText = (missing: Missing, language: Language): string => missingTexts[missing][language];

export const noticeToText = (notice: Notice, language: Language): string => noticeTexts[notice][language];

/** The whole answer for one mover, for the screen and to be read out to the citizen. */
export const answerToText = (answer: Answer, language: Language): string => {
  switch (answer.type) {
    case 'registered': {
      const on = dateToText(answer.on, language);
      return [
        language === 'ko' ? `등록되었습니다(등록일 ${on}).` : `Registered from ${on}.`,
        ...(answer.notices ?? []).map((notice) => noticeToText(notice, language)),
      ].join(' ');
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
    case 'withdrawn': {
      const on = dateToText(answer.on, language);
      return language === 'ko'
        ? `신고인이 취하한 신고입니다(취하일 ${on}). 다시 처리하려면 새로 신고를 받으십시오.`
        : `Taken back by the citizen on ${on}. To have it done after all, take a new report.`;
    }
    case 'refused': {
      const on = dateToText(answer.on, language);
      return withoutNumbers(
        language === 'ko'
          ? `수리하지 않았습니다(처분일 ${on}). 사유: ${answer.reasons} 불복 방법: ${answer.remedies}`
          : `Refused on ${on}. Reasons: ${answer.reasons} Remedies: ${answer.remedies}`,
      );
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
