import type { MoveReason } from '../../../shared/registry/move-in.ts';
import type { Relation, ResidentStatus } from '../../../shared/registry/resident.ts';
import type { Text } from '../../../shared/text/language.ts';
import type { Capacity, Destination, Form, Kinship } from './model/draft.ts';

/** The words of the forms. What prints stays Korean beside its English. */
export const formWords = {
  'whole-household': { ko: '세대 모두 이동', en: 'A whole household' },
  'part-of-household': { ko: '세대 일부 이동', en: 'Part of a household' },
  're-registration': { ko: '재등록', en: 'Re-registration' },
  'national-abroad': { ko: '재외국민·해외체류자', en: 'National residing or staying abroad' },
} as const satisfies Record<Form, Text>;

export const formHints = {
  'whole-household': {
    ko: '거주자인 세대원을 모두 적습니다. (별지 15)',
    en: 'Every member who is a resident is listed. (Form 15)',
  },
  'part-of-household': {
    ko: '세대원 가운데 일부만 옮깁니다. (별지 15의2)',
    en: 'Only some of the members move. (Form 15-2)',
  },
  're-registration': {
    ko: '거주불명자나 말소된 사람이 다시 등록합니다. (별지 15의2)',
    en: 'For those of unknown domicile or struck off. (Form 15-2)',
  },
  'national-abroad': { ko: '누구에게나 위임할 수 있습니다. (별지 15의3)', en: 'They may send anybody. (Form 15-3)' },
} as const satisfies Record<Form, Text>;

export const destinationWords = {
  'own-household': { ko: '세대를 새로 이룸', en: 'A household of their own' },
  'household-of': { ko: '이미 있는 세대에 들어감', en: 'A household that is there' },
  dormitory: { ko: '기숙사·시설에 들어감', en: 'A dormitory or home' },
} as const satisfies Record<Destination, Text>;

export const destinationHints = {
  'own-household': {
    ko: '옮기는 사람 가운데 한 사람이 세대주입니다.',
    en: 'One of those who move is the householder.',
  },
  'household-of': {
    ko: '편입: 새 주소의 세대주 밑으로 들어갑니다.',
    en: 'Joining: somebody there leads them.',
  },
  dormitory: {
    ko: '관리자가 있고, 저마다 한 세대가 됩니다.',
    en: 'It has a manager, and each is a household of their own.',
  },
} as const satisfies Record<Destination, Text>;

/** A whole household that goes into another one merges with it. */
export const mergingHint: Text = {
  ko: '합가: 세대 모두가 새 주소의 세대와 합칩니다.',
  en: 'Merging: the whole household becomes one with it.',
};

export const capacityWords = {
  householder: { ko: '세대주', en: 'Householder' },
  'household-manager': { ko: '세대를 관리하는 사람', en: 'Household manager' },
  mover: { ko: '옮기는 본인', en: 'One of those who move' },
  delegate: { ko: '위임받은 사람', en: 'Delegate' },
  'dormitory-manager': { ko: '기숙사·시설 관리자', en: 'Manager of the dormitory or home' },
} as const satisfies Record<Capacity, Text>;

export const capacityHints = {
  householder: { ko: '새 주소에서 세대주가 되는 사람', en: 'Who leads the household at the new address' },
  'household-manager': { ko: '세대주가 신고할 수 없을 때', en: 'Where the householder cannot report' },
  mover: { ko: '세대주가 신고할 수 없을 때', en: 'Where the householder cannot report' },
  delegate: { ko: '세대주의 위임장과 신분증을 보입니다', en: 'Shows the householder’s delegation and card' },
  'dormitory-manager': { ko: '들어온 사람들을 대신하여', en: 'For those who came in' },
} as const satisfies Record<Capacity, Text>;

export const kinshipWords = {
  spouse: { ko: '배우자', en: 'Spouse' },
  'lineal-kin': { ko: '직계혈족', en: 'Lineal kin' },
  'spouse-lineal-kin': { ko: '배우자의 직계혈족', en: 'Lineal kin of the spouse' },
  'lineal-kin-spouse': { ko: '직계혈족의 배우자', en: 'Spouse of lineal kin' },
} as const satisfies Record<Kinship, Text>;

export const reasonWords = {
  직업: { ko: '직업', en: 'Work' },
  가족: { ko: '가족', en: 'Family' },
  주택: { ko: '주택', en: 'Housing' },
  교육: { ko: '교육', en: 'Education' },
  주거환경: { ko: '주거환경', en: 'Neighbourhood' },
  자연환경: { ko: '자연환경', en: 'Nature' },
  '그 밖의 사유': { ko: '그 밖의 사유', en: 'Another reason' },
} as const satisfies Record<MoveReason, Text>;

export const statusWords = {
  resident: { ko: '거주자', en: 'Resident' },
  'unknown-domicile': { ko: '거주불명자', en: 'Domicile unknown' },
  'national-abroad': { ko: '재외국민', en: 'National abroad' },
  'staying-abroad': { ko: '해외체류자', en: 'Staying abroad' },
  deleted: { ko: '말소', en: 'Struck off' },
} as const satisfies Record<ResidentStatus, Text>;

const both = (ko: string, en: string): Text => ({ ko, en: `${en} (${ko})` });

export const relationWords = {
  본인: both('본인', 'Householder'),
  배우자: both('배우자', 'Spouse'),
  자녀: both('자녀', 'Child'),
  부: both('부', 'Father'),
  모: both('모', 'Mother'),
  조부: both('조부', 'Grandfather'),
  조모: both('조모', 'Grandmother'),
  손: both('손', 'Grandchild'),
  증손: both('증손', 'Great-grandchild'),
  형제자매: both('형제자매', 'Sibling'),
  며느리: both('며느리', 'Daughter-in-law'),
  사위: both('사위', 'Son-in-law'),
  '배우자의 부': both('배우자의 부', 'Spouse’s father'),
  '배우자의 모': both('배우자의 모', 'Spouse’s mother'),
  '배우자의 자녀': both('배우자의 자녀', 'Spouse’s child'),
  조카: both('조카', 'Nephew or niece'),
  '그 밖의 친족': both('그 밖의 친족', 'Other kin'),
  동거인: both('동거인', 'Cohabitant'),
  증조부: both('증조부', 'Great-grandfather'),
  증조모: both('증조모', 'Great-grandmother'),
  '부의 배우자': both('부의 배우자', 'Father’s spouse'),
  '모의 배우자': both('모의 배우자', 'Mother’s spouse'),
  '손의 배우자': both('손의 배우자', 'Grandchild’s spouse'),
  '배우자의 조부': both('배우자의 조부', 'Spouse’s grandfather'),
  '배우자의 조모': both('배우자의 조모', 'Spouse’s grandmother'),
  '배우자의 손': both('배우자의 손', 'Spouse’s grandchild'),
  '배우자의 형제자매': both('배우자의 형제자매', 'Spouse’s sibling'),
  '그 밖의 직계혈족': both('그 밖의 직계혈족', 'Other lineal kin'),
  '그 밖의 직계혈족의 배우자': both('그 밖의 직계혈족의 배우자', 'Spouse of other lineal kin'),
} as const satisfies Record<Relation, Text>;
