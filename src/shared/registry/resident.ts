import { z } from 'zod';
import { Address } from './address.ts';
import { FilingId, HouseholdId, OfficeId, ResidentId } from './ids.ts';
import { PlainDate } from './plain-date.ts';
import { ResidentNumber } from './resident-number.ts';

/**
 * Relation to the householder (세대주와의 관계), kept as Korean terms because they print. The ministry's own code list
 * could not be found: the first eighteen are the set that the reference names, from memory in part.
 *
 * The others are ours. They are the family of 민법 779 that the first set has no word for: without them a
 * great-grandfather, a step-parent, a grandchild's spouse or a brother of the spouse would stand among the cohabitants,
 * and who is head for a while and hands back would leave the others with another relation than before. 부의 배우자 and
 * 모의 배우자 mirror 배우자의 자녀. What needs five generations, or a grandparent who remarried, is gathered in the
 * last two. No 외조부, 외조모 and 외손: 민법 768 and 777 know no difference between the father's line and the mother's,
 * and a register that doesn't say through whom they are kin couldn't keep it up.
 */
export const Relation = z.enum([
  '본인',
  '배우자',
  '자녀',
  '부',
  '모',
  '조부',
  '조모',
  '손',
  '증손',
  '형제자매',
  '며느리',
  '사위',
  '배우자의 부',
  '배우자의 모',
  '배우자의 자녀',
  '조카',
  '그 밖의 친족',
  '동거인',
  '증조부',
  '증조모',
  '부의 배우자',
  '모의 배우자',
  '손의 배우자',
  '배우자의 조부',
  '배우자의 조모',
  '배우자의 손',
  '배우자의 형제자매',
  '그 밖의 직계혈족',
  '그 밖의 직계혈족의 배우자',
]);
export type Relation = z.infer<typeof Relation>;

/** What a form may say of a member. Who leads the household is told by naming them. */
export const MemberRelation = Relation.refine((relation) => relation !== '본인', {
  error: 'only the householder is 본인',
});

/** Registration status [A 6, 10-3, 20]. */
export const ResidentStatus = z.enum(['resident', 'unknown-domicile', 'national-abroad', 'staying-abroad', 'deleted']);
export type ResidentStatus = z.infer<typeof ResidentStatus>;

/** Why a line was added (변동사유). */
export const RowReason = z.enum([
  '전입',
  '신규등록',
  '전입세대구성',
  '세대합가',
  '세대분리',
  '세대주변경',
  '출생등록',
  '재등록',
  '거주불명등록',
  '말소',
  '사망',
  '국외이주신고',
  '해외체류',
  '귀국신고',
  '정정',
  '직권정정',
  '이의신청정정',
  '행정구역변경',
]);
export type RowReason = z.infer<typeof RowReason>;

/** One line of the address history. Nothing in it is ever overwritten [D 9②]; a new line is added. */
export const AddressRow = z.object({
  /** Report date (신고일): from this day the person is registered here [A 23②]. */
  registeredOn: PlainDate,
  /** Event date (발생일): the day on which they really moved in. */
  movedOn: PlainDate,
  reason: RowReason,
  address: Address,
  household: HouseholdId,
  householderName: z.string().max(60),
  relation: Relation,
  /** The filing that put the line here, or null for what stood when the register was taken over. */
  filing: FilingId.nullable(),
  /** The status from this line on; absent: as before, and before any, an ordinary resident. */
  status: ResidentStatus.optional(),
});
export type AddressRow = z.infer<typeof AddressRow>;

/** A change of what identifies a person (인적사항 변경). The old value stays [D 9②]. */
const PersonalChange = z.object({
  on: PlainDate,
  what: z.enum(['name', 'number', 'birth-date', 'sex', 'hanja']),
  from: z.string().max(60),
  to: z.string().max(60),
  reason: z.string().max(60),
  /** Follows from an adoption, which papers don't tell [R 13⑨]. */
  isAdoption: z.boolean(),
  /** The filing that changed it; absent for what was taken over. */
  filing: FilingId.optional(),
});
export type PersonalChange = z.infer<typeof PersonalChange>;

/** Military service (병역사항), as told by the military manpower office. */
const MilitaryService = z.object({
  category: z.string().max(20),
  branch: z.string().max(20),
  rank: z.string().max(20),
  serviceNumber: z.string().max(20),
  enlistedOn: PlainDate.nullable(),
  dischargedOn: PlainDate.nullable(),
  dischargeReason: z.string().max(40),
});
export type MilitaryService = z.infer<typeof MilitaryService>;

/** Someone from whom a victim of domestic violence has their papers withheld [A 29⑥]. */
const WithheldFrom = z.object({ name: z.string().max(60), birthDate: PlainDate, since: PlainDate });
export type WithheldFrom = z.infer<typeof WithheldFrom>;

/** The individual resident record (개인별 주민등록표). */
export const Resident = z.object({
  id: ResidentId,
  number: ResidentNumber,
  name: z.string().min(1).max(60),
  hanja: z.string().max(30),
  nameRoman: z.string().max(80),
  sex: z.enum(['M', 'F']),
  birthDate: PlainDate,
  status: ResidentStatus,
  office: OfficeId,
  household: HouseholdId,
  relation: Relation,
  /** Oldest first; the last line is the current address. */
  addresses: z.array(AddressRow).min(1),
  personalChanges: z.array(PersonalChange).optional(),
  military: MilitaryService.optional(),
  /** Registration number as a foreigner or an overseas Korean, before naturalisation or return. */
  foreignNumber: z.string().max(20).optional(),
  withheldFrom: z.array(WithheldFrom).optional(),
  /** Who bore them, where the birth was registered here: a report that names the child without a number finds it so. */
  mother: ResidentNumber.optional(),
  /** The day of the death; nobody is registered anywhere after it. */
  diedOn: PlainDate.optional(),
});
export type Resident = z.infer<typeof Resident>;

/** A family member who is not a citizen, noted with the household [D 6-2, 9①]. */
export const ForeignMember = z.object({
  relation: Relation,
  name: z.string().max(60),
  nameRoman: z.string().max(80),
  /** Alien registration number. */
  number: z.string().max(20),
  since: PlainDate,
  /** The day from which they are not noted any more. */
  until: PlainDate.optional(),
});
export type ForeignMember = z.infer<typeof ForeignMember>;

/** The household record (세대별 주민등록표). */
export const Household = z.object({
  id: HouseholdId,
  office: OfficeId,
  address: Address,
  /** Null only while those who stayed behind have not yet named a new householder. */
  householder: ResidentId.nullable(),
  /** In the order in which they print [D 6②]. */
  members: z.array(ResidentId),
  /** 세대구성 사유 및 일자, where the record says them. */
  formedOn: PlainDate.optional(),
  formedReason: z.string().max(40).optional(),
  foreignFamily: z.array(ForeignMember).optional(),
  /** The dormitory or home in which it is. */
  dormitory: z.string().max(60).optional(),
  /** A record that ended is kept [A 22], and nobody is a member of it any more: who was, and why it ended. */
  closed: z
    .object({ on: PlainDate, reason: RowReason, members: z.array(ResidentId), into: HouseholdId.nullable() })
    .optional(),
});
export type Household = z.infer<typeof Household>;
