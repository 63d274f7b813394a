import { z } from 'zod';
import { Address } from '../../../../shared/registry/address.ts';
import { FilingId, HouseholdId, ResidentId } from '../../../../shared/registry/ids.ts';
import { MoveInReport, MoveReason } from '../../../../shared/registry/move-in.ts';
import { PlainDate } from '../../../../shared/registry/plain-date.ts';
import { Relation, ResidentStatus } from '../../../../shared/registry/resident.ts';

/**
 * A move-in while it is being taken. Everything is kept as it was typed, also what can't be right, so that nothing is
 * lost before it is mended; `draftToReport` reads it.
 */
const Text = z.string().max(2_000);

const Person = z.object({ name: Text, number: Text });
export type PersonDraft = z.infer<typeof Person>;

const kinOfReporter = z.enum(['none', 'spouse', 'lineal-kin']);
export type KinOfReporter = z.infer<typeof kinOfReporter>;

const Consent = z.object({
  /** Null while nobody has agreed yet. */
  by: z.enum(['mover', 'guardian', 'fact-finding']).nullable(),
  cardShown: z.boolean(),
  kin: kinOfReporter,
  guardian: Person,
  formShown: z.boolean(),
  /** Of the fact-finding. */
  on: Text,
  official: Text,
  livesThere: z.enum(['yes', 'no']).nullable(),
});
export type ConsentDraft = z.infer<typeof Consent>;

const Mover = Person.extend({
  /** Tells movers apart while they have neither name nor number; part of the ids of their fields. */
  key: z.string().regex(/^p\d{1,4}$/),
  isNewborn: z.boolean(),
  birthDate: Text,
  /** The number of a newborn's mother. */
  mother: Text,
  relation: Relation.nullable(),
  /** Led the household that they leave. Asked of each where everybody comes from one of their own, as into a dormitory. */
  ledBefore: z.boolean(),
  consent: Consent,
  /** What the register of this office says of them; null for whom it doesn't know. */
  known: z
    .object({
      resident: ResidentId,
      household: HouseholdId,
      birthDate: PlainDate,
      status: ResidentStatus,
      relation: Relation,
    })
    .nullable(),
});
export type MoverDraft = z.infer<typeof Mover>;

const Stayer = Person.extend({
  key: z.string().regex(/^p\d{1,4}$/),
  relation: Relation.nullable(),
});
export type StayerDraft = z.infer<typeof Stayer>;

const Capacity = MoveInReport.shape.reporter.shape.capacity;
export type Capacity = z.infer<typeof Capacity>;
const Kinship = MoveInReport.shape.reporter.shape.kinship.unwrap();
export type Kinship = z.infer<typeof Kinship>;
export type Form = MoveInReport['form'];
export type Destination = NonNullable<MoveInReport['into']>['type'];

export const MoveInDraft = z.object({
  v: z.literal(1),
  /** The filing that this becomes, from its first moment: however often it is sent, it is filed once. */
  filing: FilingId,
  /** The next mover gets this as the number of their key. */
  nextKey: z.int().min(1).max(9_999),
  form: MoveInReport.shape.form.nullable(),
  destination: z.enum(['own-household', 'household-of', 'dormitory']).nullable(),
  reason: MoveReason.nullable(),
  reportDate: Text,
  /** The report date lies further back than the office can be shown to have taken it. */
  isBackdated: z.boolean(),
  supervisor: Text,
  scan: Text,
  reporter: Person.extend({
    capacity: Capacity.nullable(),
    identityChecked: z.boolean(),
    delegationShown: z.boolean(),
    kinship: Kinship.nullable(),
  }),
  movers: z.array(Mover).max(40),
  place: z.object({
    /** From the list of addresses. */
    listed: Address.nullable(),
    /** One that the list doesn't know, as the citizen tells it; the rest of it is where the office is. */
    typed: Address.pick({ office: true, province: true, city: true, township: true })
      .extend({ road: Text, building: Text, remark: Text })
      .nullable(),
    unit: Text,
    room: Text,
  }),
  movedOn: Text,
  previousAddress: Text,
  /** Who led the household that is left. */
  before: Person.extend({
    who: z.enum(['mover', 'other', 'unknown']).nullable(),
    mover: Text.nullable(),
  }),
  /** The key of the mover who leads a household of their own. */
  head: Text.nullable(),
  /** The householder of the household that is joined. */
  joined: Person,
  dormitory: z.object({ name: Text, manager: Person }),
  remaining: Person.extend({
    who: z.enum(['named', 'later', 'nobody']).nullable(),
    relations: z.array(Stayer).max(60),
  }),
});
export type MoveInDraft = z.infer<typeof MoveInDraft>;

const nobody: PersonDraft = { name: '', number: '' };

const noConsent: ConsentDraft = {
  by: null,
  cardShown: false,
  kin: 'none',
  guardian: nobody,
  formShown: false,
  on: '',
  official: '',
  livesThere: null,
};

/** A draft with nothing in it but the id that it will be filed under, and today. */
export const newDraft = ({ filing, today }: { readonly filing: FilingId; readonly today: PlainDate }): MoveInDraft => ({
  v: 1,
  filing,
  nextKey: 1,
  form: null,
  destination: null,
  reason: null,
  reportDate: today,
  isBackdated: false,
  supervisor: '',
  scan: '',
  reporter: { ...nobody, capacity: null, identityChecked: false, delegationShown: false, kinship: null },
  movers: [],
  place: { listed: null, typed: null, unit: '', room: '' },
  movedOn: '',
  previousAddress: '',
  before: { ...nobody, who: null, mover: null },
  head: null,
  joined: nobody,
  dormitory: { name: '', manager: nobody },
  remaining: { ...nobody, who: null, relations: [] },
});

/** What `saveDraft` keeps, read back; null where it can't be read, as when an older window wrote it in another way. */
export const contentToDraft = (content: string): MoveInDraft | null => {
  try {
    return MoveInDraft.safeParse(JSON.parse(content)).data ?? null;
  } catch {
    return null;
  }
};

export const draftToContent = (draft: MoveInDraft): string => JSON.stringify(draft);

/** With one more mover, who has `facts` already. */
export const withMover = (draft: MoveInDraft, facts: Partial<Omit<MoverDraft, 'key'>> = {}): MoveInDraft => ({
  ...draft,
  nextKey: draft.nextKey + 1,
  movers: [
    ...draft.movers,
    {
      ...nobody,
      key: `p${String(draft.nextKey)}`,
      isNewborn: false,
      birthDate: '',
      mother: '',
      relation: null,
      ledBefore: false,
      consent: noConsent,
      known: null,
      ...facts,
    },
  ],
});

/** Without the mover; whoever was said to lead a household by being them is asked for again. */
export const withoutMover = (draft: MoveInDraft, key: string): MoveInDraft => ({
  ...draft,
  movers: draft.movers.filter((mover) => mover.key !== key),
  head: draft.head === key ? null : draft.head,
  before: draft.before.mover === key ? { ...draft.before, who: null, mover: null } : draft.before,
});

export const withMoverChange = (draft: MoveInDraft, key: string, change: Partial<MoverDraft>): MoveInDraft => ({
  ...draft,
  movers: draft.movers.map((mover) => (mover.key === key ? { ...mover, ...change } : mover)),
});

/** With one more of those who stay, whose relation to their new householder is told. */
export const withStayer = (draft: MoveInDraft, facts: Partial<Omit<StayerDraft, 'key'>> = {}): MoveInDraft => ({
  ...draft,
  nextKey: draft.nextKey + 1,
  remaining: {
    ...draft.remaining,
    relations: [
      ...draft.remaining.relations,
      { ...nobody, key: `p${String(draft.nextKey)}`, relation: null, ...facts },
    ],
  },
});
