import type { Topic } from './topics.ts';

/**
 * A field of the task; also the id of its element, so that a summary of errors leads to it. Fields of one mover carry
 * the mover's key: `mover-p3-number`.
 */
export type FieldId = string;

export type MoverField =
  | 'name'
  | 'number'
  | 'birth-date'
  | 'mother'
  | 'relation'
  | 'consent'
  | 'guardian-name'
  | 'guardian-number'
  | 'found-on'
  | 'found-by'
  | 'found';

export const moverField = (key: string, field: MoverField): FieldId => `mover-${key}-${field}`;

export type StayerField = 'name' | 'number' | 'relation';

export const stayerField = (key: string, field: StayerField): FieldId => `stayer-${key}-${field}`;

const plainFields = {
  form: 'kind',
  destination: 'kind',
  reason: 'kind',
  'report-date': 'kind',
  supervisor: 'kind',
  scan: 'kind',
  'reporter-name': 'reporter',
  'reporter-number': 'reporter',
  'reporter-capacity': 'reporter',
  'reporter-kinship': 'reporter',
  movers: 'movers',
  to: 'place',
  road: 'place',
  building: 'place',
  remark: 'place',
  unit: 'place',
  room: 'place',
  'moved-on': 'place',
  'previous-address': 'place',
  head: 'household',
  before: 'household',
  'before-name': 'household',
  'before-number': 'household',
  'joined-name': 'household',
  'joined-number': 'household',
  'dormitory-name': 'household',
  'manager-name': 'household',
  'manager-number': 'household',
  remaining: 'remaining',
  'remaining-name': 'remaining',
  'remaining-number': 'remaining',
} as const satisfies Readonly<Record<string, Topic>>;
export type PlainField = keyof typeof plainFields;

const isPlainField = (field: string): field is PlainField => Object.hasOwn(plainFields, field);

const fieldOrder: readonly string[] = Object.keys(plainFields);

/** As the fields of a page stand one below the other: those of the page first, then person by person. */
export const byPlace = (a: FieldId, b: FieldId): number => placeOf(a) - placeOf(b);

const ownOrder: readonly string[] = [
  'name',
  'number',
  'birth-date',
  'mother',
  'relation',
  'consent',
  'guardian-name',
  'guardian-number',
  'found-on',
  'found-by',
  'found',
];

const placeOf = (field: FieldId): number => {
  if (isPlainField(field)) return fieldOrder.indexOf(field);
  const person = Number(/^[a-z]+-p(\d+)-/.exec(field)?.[1] ?? 0);
  return fieldOrder.length + person * ownOrder.length + ownOrder.indexOf(ownFieldOf(field));
};

/** On which page a field stands. */
export const topicOfField = (field: FieldId): Topic => {
  if (isPlainField(field)) return plainFields[field];
  if (field.startsWith('stayer-')) return 'remaining';
  const own = ownFieldOf(field);
  if (own === 'relation') return 'household';
  if (['name', 'number', 'birth-date', 'mother'].includes(own)) return 'movers';
  return own === '' ? 'check' : 'evidence';
};

/** The field without the key of whose it is: `number` of `mover-p3-number`; empty where it is nobody's. */
export const ownFieldOf = (field: FieldId): string => /^(?:mover|stayer)-p\d+-(.+)$/.exec(field)?.[1] ?? '';
