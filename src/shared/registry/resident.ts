import { z } from 'zod';
import { Address } from './address.ts';
import { FilingId, HouseholdId, OfficeId, ResidentId } from './ids.ts';
import { PlainDate } from './plain-date.ts';
import { ResidentNumber } from './resident-number.ts';

/**
 * Relation to the householder (세대주와의 관계). The ministry's own code list could not be found;
 * this is the set that the reference names, kept as Korean terms because they print.
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
]);
export type Relation = z.infer<typeof Relation>;

/** Registration status [A 6, 10-3, 20]. */
export const ResidentStatus = z.enum(['resident', 'unknown-domicile', 'national-abroad', 'staying-abroad', 'deleted']);
export type ResidentStatus = z.infer<typeof ResidentStatus>;

/** One line of the address history. Nothing in it is ever overwritten [D 9②]; a new line is added. */
export const AddressRow = z.object({
  /** Report date (신고일): from this day the person is registered here [A 23②]. */
  registeredOn: PlainDate,
  /** Event date (발생일): the day on which they really moved in. */
  movedOn: PlainDate,
  reason: z.enum(['전입', '신규등록']),
  address: Address,
  household: HouseholdId,
  householderName: z.string().max(60),
  relation: Relation,
  /** The filing that put the line here, or null for what stood when the register was taken over. */
  filing: FilingId.nullable(),
});
export type AddressRow = z.infer<typeof AddressRow>;

/** A change of what identifies a person (인적사항 변경). The old value stays [D 9②]. */
const PersonalChange = z.object({
  on: PlainDate,
  what: z.enum(['name', 'number', 'birth-date', 'sex']),
  from: z.string().max(60),
  to: z.string().max(60),
  reason: z.string().max(60),
  /** Follows from an adoption, which papers don't tell [R 13⑨]. */
  isAdoption: z.boolean(),
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
});
export type Resident = z.infer<typeof Resident>;

/** A family member who is not a citizen, noted with the household [D 6-2, 9①]. */
const ForeignMember = z.object({
  relation: Relation,
  name: z.string().max(60),
  nameRoman: z.string().max(80),
  /** Alien registration number. */
  number: z.string().max(20),
  since: PlainDate,
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
});
export type Household = z.infer<typeof Household>;
