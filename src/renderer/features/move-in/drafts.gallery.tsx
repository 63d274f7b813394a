import type { FilingId } from '../../../shared/registry/ids.ts';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import type { Relation } from '../../../shared/registry/resident.ts';
import { anAddress } from '../../gallery/people.ts';
import { type ConsentDraft, type MoveInDraft, type MoverDraft, newDraft, withMover } from './model/draft.ts';

/** The move-ins of the gallery. Nobody can have these numbers: no year has their months. */
export const filing = '00000000-0000-4000-8000-c00000000041' as FilingId;
export const today = '2026-11-22' as PlainDate;

export const empty: MoveInDraft = newDraft({ filing, today });

const adult = { name: '서다온', number: '852412-2000001' };
const spouse = { name: '문태오', number: '842217-1000002' };
const child = { name: '문하람', number: '142615-4000003' };
const host = { name: '노해찬', number: '602130-1000005' };

const noConsent: ConsentDraft = {
  by: null,
  cardShown: false,
  kin: 'none',
  guardian: { name: '', number: '' },
  formShown: false,
  on: '',
  official: '',
  livesThere: null,
};

type Facts = Partial<Omit<MoverDraft, 'key'>>;
const withMovers = (draft: MoveInDraft, movers: readonly Facts[]): MoveInDraft =>
  movers.reduce<MoveInDraft>((before, mover) => withMover(before, mover), draft);

const base: MoveInDraft = {
  ...empty,
  reason: '주택',
  reporter: { ...adult, capacity: 'householder', identityChecked: true, delegationShown: false, kinship: null },
  place: { listed: anAddress('37'), typed: null, unit: '101동 1203호', room: '' },
  movedOn: '2026-11-20',
  previousAddress: '다온도 새론시 은가람대로 45',
};

/** A household of three that moves as it is. */
export const whole: MoveInDraft = {
  ...withMovers({ ...base, form: 'whole-household', destination: 'own-household' }, [
    adult,
    { ...spouse, relation: '배우자' },
    { ...child, relation: '자녀' },
  ]),
  before: { who: 'mover', mover: 'p1', name: '', number: '' },
  head: 'p1',
};

/** A mother and her child who join another household; the child's consent lacks the guardian's card. */
export const joining: MoveInDraft = {
  ...withMovers({ ...base, form: 'part-of-household', destination: 'household-of', joined: host }, [
    { ...adult, relation: '자녀' },
    {
      ...child,
      relation: '손',
      consent: { ...noConsent, by: 'guardian', guardian: spouse, formShown: true },
    },
    { name: '구다올', number: '992309-2000006', relation: '동거인' },
    {
      name: '하늬봄',
      number: '002105-4000007',
      relation: '동거인',
      consent: { ...noConsent, by: 'fact-finding', on: '2026-11-21', official: 'solnae-clerk-1', livesThere: 'yes' },
    },
  ]),
  before: { ...spouse, who: 'other', mover: null },
  reporter: { ...adult, capacity: 'mover', identityChecked: true, delegationShown: false, kinship: null },
};

/** The householder goes with a newborn, and two stay. */
export const leaving: MoveInDraft = {
  ...withMovers({ ...base, form: 'part-of-household', destination: 'own-household' }, [
    adult,
    { name: '서새봄', isNewborn: true, birthDate: '2026-11-01', mother: adult.number, relation: '자녀' },
  ]),
  before: { who: 'mover', mover: 'p1', name: '', number: '' },
  head: 'p1',
  remaining: {
    ...spouse,
    who: 'named',
    relations: [{ key: 'p9', ...child, relation: '자녀' }],
  },
};

/** Into a dormitory, by its manager. */
export const dormitory: MoveInDraft = {
  ...withMovers({ ...base, form: 'part-of-household', destination: 'dormitory' }, [
    adult,
    { name: '구다올', number: '992309-2000006' },
  ]),
  dormitory: { name: '솔내기숙사', manager: host },
  reporter: { ...host, capacity: 'dormitory-manager', identityChecked: true, delegationShown: false, kinship: null },
};

/** By somebody whom the householder sent, on a day further back, to an address that is in no list. */
export const delegated: MoveInDraft = {
  ...whole,
  reportDate: '2026-10-01',
  movedOn: '2026-09-30',
  isBackdated: true,
  supervisor: 'solnae-supervisor',
  scan: 'ab'.repeat(32),
  reporter: { ...host, capacity: 'delegate', identityChecked: true, delegationShown: false, kinship: 'lineal-kin' },
  place: {
    listed: null,
    typed: {
      office: anAddress('1').office,
      province: '다온도',
      city: '늘해군',
      township: '솔내면',
      road: '솔내새길',
      building: '7-1',
      remark: '',
    },
    unit: '',
    room: '202호',
  },
};

/** With everything left out or mistyped that can be. */
export const wrong: MoveInDraft = {
  ...withMovers(
    {
      ...empty,
      form: 'part-of-household',
      destination: 'household-of',
      reportDate: '2026-13-01',
      isBackdated: true,
      scan: '12',
      movedOn: '2026-12-32',
      reporter: { ...base.reporter, name: '', number: '852412-20', capacity: 'delegate' },
      place: {
        ...empty.place,
        typed: { ...(delegated.place.typed as NonNullable<typeof delegated.place.typed>), road: '' },
      },
    },
    [
      { name: '', number: '852412' },
      {
        ...child,
        relation: null,
        consent: { ...noConsent, by: 'guardian', guardian: { name: '', number: '12' } },
      },
      { ...adult, consent: { ...noConsent, by: 'fact-finding', on: '어제' } },
    ],
  ),
  before: { name: '', number: '8522', who: 'other', mover: null },
};

const relations: readonly (Relation | null)[] = [
  null,
  '배우자',
  '자녀',
  '자녀',
  '자녀',
  '부',
  '모',
  '형제자매',
  '며느리',
  '손',
  '배우자의 형제자매',
  '동거인',
];

/** Twelve people with long and rare names. */
export const crowd: MoveInDraft = {
  ...withMovers(
    { ...base, form: 'whole-household', destination: 'own-household' },
    relations.map((relation, index) => ({
      name:
        ['알렉산드라 마리아 곤살레스 페르난데스', '길정𠮷', '남궁누리솔', '제갈온', '선우하람찬빛나라'][index] ??
        `문가온${String(index)}`,
      number: `${String(50 + index * 3)}2${String(1 + (index % 9))}15-${index % 2 === 0 ? '2' : '1'}${String(index).padStart(6, '0')}`,
      relation,
    })),
  ),
  before: { who: 'mover', mover: 'p1', name: '', number: '' },
  head: 'p1',
  reporter: {
    name: '알렉산드라 마리아 곤살레스 페르난데스',
    number: '502115-2000000',
    capacity: 'householder',
    identityChecked: true,
    delegationShown: false,
    kinship: null,
  },
};
