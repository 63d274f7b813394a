import type { CertificateKind, Exemption, Ground, IssueDefect, Overtaken } from '../registry/certificate.ts';
import type { Language, Text } from './language.ts';

/** What stands in the way, then what can be done. */
const defectTexts = {
  'identity-not-checked': {
    ko: '신청인의 신분을 확인하지 않았습니다. 신분증으로 확인하십시오. 지문과 모바일 신분증은 중앙 서버에 연결되어 있을 때만 쓸 수 있습니다.',
    en: "The applicant's identity was not checked. Check a card; fingerprints and mobile cards can be checked only while central answers.",
  },
  'applicant-number-missing': {
    ko: '신청인의 주민등록번호가 없습니다. 신분증의 번호를 입력하십시오.',
    en: "The applicant's resident number is missing. Enter it from the identity card.",
  },
  'applicant-unknown': {
    ko: '우리 기관의 주민등록표에서 신청인을 찾을 수 없습니다. 번호와 이름을 확인하고, 다른 지역 주민이면 신청 사유를 다시 고르십시오.',
    en: 'The applicant is not in the register of this office. Check number and name; if they live elsewhere, choose another ground.',
  },
  'not-the-person': {
    ko: '신청인이 증명 대상자 본인이 아니거나, 위임한 사람이 본인이나 세대원이 아닙니다. 신청인과 위임한 사람, 신청 사유를 확인하십시오.',
    en: 'The applicant is not the person whose paper this is, or who delegated is neither that person nor of the household. Check both and the ground.',
  },
  'not-of-household': {
    ko: '신청인이 이 세대의 세대원이 아닙니다. 신청 사유를 확인하고 위임장이나 증명 자료를 받으십시오.',
    en: 'The applicant is not a member of this household. Check the ground, and ask for a delegation or proof.',
  },
  'delegation-missing': {
    ko: '위임장이나 위임한 사람의 신분증을 확인하지 않았습니다. 두 가지를 모두 확인하십시오.',
    en: 'The delegation or the identity card of the one who gave it was not shown. Check both.',
  },
  'family-record-missing': {
    ko: '가족관계를 증명하는 자료를 확인하지 않았습니다. 가족관계증명서로 관계를 확인하십시오.',
    en: 'No proof of the family relation was shown. Check it with a family relation certificate.',
  },
  'evidence-missing': {
    ko: '신청 사유를 증명하는 자료가 적혀 있지 않습니다. 제출한 증명 자료를 확인하고 적으십시오.',
    en: 'The proof for the ground is not noted. Check what the applicant brought, and note it.',
  },
  'ground-not-for-this-paper': {
    ko: '이 사유로는 이 증명서를 발급할 수 없습니다. 사유에 맞는 증명서를 안내하십시오.',
    en: 'This paper is not issued on this ground. Tell the applicant which paper the ground allows.',
  },
  'abstract-only': {
    ko: '이 신청인에게는 등본을 발급할 수 없습니다. 초본으로 신청하도록 안내하십시오.',
    en: 'No copy is issued to this applicant. Tell them that they can ask for the abstract.',
  },
  withheld: {
    ko: '신청인에게 열람·교부가 제한된 증명서입니다. 주소나 까닭을 말하지 말고 제한 통지서를 내주십시오.',
    en: 'This paper is withheld from the applicant. Give no address and no reason; hand over the written notice.',
  },
  'exemption-proof-missing': {
    ko: '수수료 면제 사유가 이 신청에 맞지 않거나 증명 자료가 적혀 있지 않습니다. 자료를 확인하고 적거나 수수료를 받으십시오.',
    en: 'The exemption from the fee does not fit, or its proof is not noted. Check and note the proof, or charge the fee.',
  },
  'roman-name-missing': {
    ko: '로마자 이름이 없는 사람이 있습니다. 여권의 로마자 이름을 신청인에게 확인하여 입력하십시오.',
    en: 'Someone has no name in Roman letters. Ask the applicant for the one in the passport and enter it.',
  },
  'past-addresses-in-english-missing': {
    ko: '영문으로 적은 과거 주소의 수가 인쇄할 줄의 수와 다릅니다. 오래된 것부터 한 줄에 하나씩 신청서대로 입력하거나 과거 주소를 빼십시오.',
    en: 'There must be one English address for each past line that prints. Enter them as written on the form, oldest first, or leave past addresses out.',
  },
  'nobody-registered-there': {
    ko: '증명할 사람이나 세대를 주민등록표에서 찾을 수 없습니다. 주소와 대상자를 확인하십시오.',
    en: 'There is nobody in the register whom this paper could certify. Check the address and the person.',
  },
  'filing-not-accepted': {
    ko: '전입신고가 아직 수리되지 않았습니다. 민원 접수증을 내주고, 수리된 뒤에 접수증을 발급하십시오.',
    en: 'The move-in has not been accepted yet. Hand out the acknowledgement of intake, and the receipt once it is.',
  },
  'not-live': {
    ko: '세대주가 없거나 말소된 세대여서 등본을 만들 수 없습니다. 세대주를 먼저 정하거나 초본으로 신청하도록 안내하십시오.',
    en: 'The household has no registered householder, so there is no copy of it. Have one named first, or offer the abstract.',
  },
  'offline-not-authorised': {
    ko: '중앙 서버에 연결되지 않은 동안의 발급이 허용되지 않았습니다. 연결된 뒤에 발급하거나 다른 기관을 안내하십시오.',
    en: 'Issuing without central is not allowed at this office. Issue once it answers, or direct the applicant to another office.',
  },
  'offline-only-own': {
    ko: '연결이 끊긴 동안에는 처리를 기다리는 신고가 없는 우리 주민 본인이나 세대원에게만 발급합니다. 연결된 뒤에 다시 신청하도록 안내하십시오.',
    en: 'Without central, papers go only to residents of this office, for their own household, with no filing waiting. Ask them to come back once it answers.',
  },
  'kiosk-only-own': {
    ko: '무인민원발급기에서는 본인이나 세대원의 등본과 초본만 발급합니다. 창구에서 신청하도록 안내하십시오.',
    en: "A kiosk issues copies and abstracts only, of the applicant's own household. Direct the applicant to the counter.",
  },
  'supervisor-needed': {
    ko: '주민등록표 자료가 오래되어 책임자만 발급할 수 있습니다. 책임자에게 요청하십시오.',
    en: 'The register here has not been updated for long, so only a supervisor may issue. Ask a supervisor.',
  },
} as const satisfies Record<IssueDefect, Text>;

export const defectToText = (defect: IssueDefect, language: Language): string => defectTexts[defect][language];

const kindTexts = {
  copy: { ko: '주민등록표 등본', en: 'Certified copy' },
  'copy-english': { ko: '주민등록표 등본(영문)', en: 'Certified copy in English' },
  abstract: { ko: '주민등록표 초본', en: 'Abstract' },
  'moved-in-households': { ko: '전입세대확인서', en: 'Moved-in household certificate' },
  'move-in-receipt': { ko: '전입신고 접수증', en: 'Receipt for a move-in report' },
} as const satisfies Record<CertificateKind, Text>;

export const certificateKindToText = (kind: CertificateKind, language: Language): string => kindTexts[kind][language];

const groundTexts = {
  self: { ko: '본인', en: 'The person themself' },
  household: { ko: '세대원', en: 'Member of the household' },
  delegate: { ko: '위임받은 사람', en: 'Delegate' },
  kin: { ko: '가족', en: 'Family' },
  state: { ko: '국가·지방자치단체의 공무', en: 'Official duties of the state' },
  litigation: { ko: '소송·비송사건·경매', en: 'Litigation or auction' },
  statute: { ko: '다른 법령의 근거', en: 'Another statute' },
  creditor: { ko: '채권·채무 등 이해관계', en: 'Creditor or other interest' },
  house: { ko: '건물의 소유·임차·계약', en: 'Interest in the house' },
} as const satisfies Record<Ground['type'], Text>;

export const groundToText = (ground: Ground['type'], language: Language): string => groundTexts[ground][language];

/** What papers are mostly for. What prints is the official's own word, so the list is a help and not a limit. */
export const commonPurposes: readonly Text[] = [
  { ko: '관공서 제출', en: 'For a public office' },
  { ko: '금융회사 제출', en: 'For a bank or insurer' },
  { ko: '회사 제출', en: 'For an employer' },
  { ko: '학교 제출', en: 'For a school' },
  { ko: '법원 제출', en: 'For a court' },
  { ko: '부동산 계약', en: 'For a contract about a house' },
  { ko: '여권·비자 신청', en: 'For a passport or visa' },
  { ko: '본인 확인', en: 'For their own information' },
];

const exemptionTexts = {
  'basic-livelihood': { ko: '국민기초생활 수급자', en: 'Recipient of basic livelihood' },
  veteran: { ko: '국가유공자·참전유공자', en: 'Veteran or person of merit' },
  'bereaved-of-veteran': { ko: '국가유공자의 유족', en: 'Bereaved of a veteran' },
  'independence-merit': { ko: '독립유공자와 그 유족', en: 'Person of merit for independence, or bereaved' },
  'may-18-merit': { ko: '5·18민주유공자와 그 유족', en: 'Person of merit of 18 May, or bereaved' },
  'special-duty-merit': { ko: '특수임무유공자와 그 유족', en: 'Person of merit for special duties, or bereaved' },
  'agent-orange': { ko: '고엽제후유의증 환자', en: 'Patient exposed to defoliants' },
  'single-parent': { ko: '한부모가족 지원대상자', en: 'Supported single parent' },
  'two-or-more-minor-children': { ko: '미성년 자녀 2명 이상 양육', en: 'Two or more minor children' },
  'newborn-first-abstract': { ko: '출생신고한 사람의 첫 초본', en: 'First abstract of a newborn' },
  disaster: { ko: '재해 등으로 인정된 경우', en: 'Recognised for a disaster' },
  'public-office': { ko: '국가·지방자치단체의 공무', en: 'Official duties of the state' },
  ordinance: { ko: '조례로 정한 경우', en: 'By ordinance' },
  'replaces-spoiled': { ko: '잘못 나온 증명서를 다시 발급', en: 'In place of a spoiled paper' },
} as const satisfies Record<Exemption['group'], Text>;

export const exemptionToText = (group: Exemption['group'], language: Language): string =>
  exemptionTexts[group][language];

/** What the register says now of the day on which the paper was issued. It stays issued; a person decides. */
const overtakenTexts = {
  moved: {
    ko: '발급한 날에 이미 다른 주소로 등록되어 있었습니다. 증명서를 받은 사람에게 알리고 새로 발급받도록 안내하십시오.',
    en: 'On the day of issue the person was registered at another address already. Tell whoever got the paper, and offer a new one.',
  },
  householder: {
    ko: '발급한 날에 이미 세대주가 달랐습니다. 증명서를 받은 사람에게 알리고 새로 발급받도록 안내하십시오.',
    en: 'On the day of issue the householder was another person already. Tell whoever got the paper, and offer a new one.',
  },
  members: {
    ko: '발급한 날에 등록되어 있던 사람이 증명서에 빠져 있습니다. 증명서를 받은 사람에게 알리고 새로 발급받도록 안내하십시오.',
    en: 'Someone who was registered on the day of issue is missing from the paper. Tell whoever got it, and offer a new one.',
  },
  name: {
    ko: '발급한 날에 이미 성명이 바뀌어 있었습니다. 증명서를 받은 사람에게 알리고 새로 발급받도록 안내하십시오.',
    en: 'On the day of issue the name had changed already. Tell whoever got the paper, and offer a new one.',
  },
  status: {
    ko: '발급한 날에 이미 등록 상태가 달랐습니다. 증명서를 받은 사람에게 알리고 새로 발급받도록 안내하십시오.',
    en: 'On the day of issue the status of registration was another one already. Tell whoever got the paper, and offer a new one.',
  },
} as const satisfies Record<Overtaken['what'], Text>;

export const overtakenToText = (what: Overtaken['what'], language: Language): string => overtakenTexts[what][language];
