import {
  type ConsentDraft,
  type MoveInDraft,
  newDraft,
  withMover,
  withMoverChange,
  withStayer,
} from '../../src/renderer/features/move-in/model/draft.ts';
import { anAddress, day, filingId, inventedNumber } from './registry.ts';

/** Invented people as an official types them. */
export const adult = { name: '서다온', number: inventedNumber('1985-04-12', 'F', 1) };
export const spouse = { name: '문태오', number: inventedNumber('1984-02-17', 'M', 2) };
export const child = { name: '문하람', number: inventedNumber('2014-06-15', 'F', 3) };
export const guest = { name: '유가온', number: inventedNumber('1999-09-09', 'F', 4) };
export const host = { name: '노해찬', number: inventedNumber('1960-01-30', 'M', 5) };

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
export const byHand: ConsentDraft = { ...noConsent, by: 'mover', cardShown: true };
export const byGuardian: ConsentDraft = {
  ...noConsent,
  by: 'guardian',
  guardian: spouse,
  formShown: true,
  cardShown: true,
};

const empty = newDraft({ filing: filingId(1), today: day('2026-11-22') });

/** A household of two that moves under its own householder, who stands at the counter: in order. */
export const filled: MoveInDraft = [{ ...adult }, { ...spouse, relation: '배우자' as const }].reduce<MoveInDraft>(
  (draft, mover) => withMover(draft, mover),
  {
    ...empty,
    form: 'whole-household',
    destination: 'own-household',
    reason: '주택',
    reporter: { ...adult, capacity: 'householder', identityChecked: true, delegationShown: false, kinship: null },
    place: { listed: anAddress(), typed: null, unit: '101동 1203호', room: '' },
    movedOn: '2026-11-20',
    previousAddress: '다온도 새론시 은가람대로 45',
    before: { who: 'mover', mover: 'p1', name: '', number: '' },
    head: 'p1',
  },
);

const joining: MoveInDraft = {
  ...withMoverChange(withMoverChange(filled, 'p1', { relation: '동거인', consent: byHand }), 'p2', {
    ...child,
    relation: '동거인',
    consent: byGuardian,
  }),
  form: 'part-of-household',
  destination: 'household-of',
  head: null,
  joined: host,
  before: { ...spouse, who: 'other', mover: null },
  reporter: { ...adult, capacity: 'mover', identityChecked: true, delegationShown: false, kinship: null },
};

const leaving: MoveInDraft = withStayer(
  {
    ...withMoverChange(filled, 'p2', { ...guest, relation: '동거인' }),
    form: 'part-of-household',
    remaining: { ...spouse, who: 'named', relations: [] },
  },
  { ...child, relation: '자녀' },
);

/** Every form that the rules know, filled in and in order. */
export const drafts = {
  'a whole household': filled,
  'a whole household that merges into another': {
    ...joining,
    form: 'whole-household',
    before: { ...joining.before, who: 'mover', mover: 'p1' },
  },
  'part of a household that forms a new one': {
    ...withMoverChange(filled, 'p1', { consent: byHand }),
    form: 'part-of-household',
    before: { ...host, who: 'other', mover: null },
  },
  'part of a household that joins another': joining,
  'the householder leaves with a part': leaving,
  'the householder leaves, and nobody is named': {
    ...leaving,
    remaining: { name: '', number: '', who: 'later', relations: [] },
  },
  're-registration': {
    ...filled,
    form: 're-registration',
    before: { name: '', number: '', who: 'unknown', mover: null },
  },
  'a national abroad by a delegate': {
    ...filled,
    form: 'national-abroad',
    remaining: { name: '', number: '', who: 'nobody', relations: [] },
    reporter: { ...host, capacity: 'delegate', identityChecked: true, delegationShown: true, kinship: null },
  },
  'by the householder’s kin': {
    ...filled,
    reporter: { ...host, capacity: 'delegate', identityChecked: true, delegationShown: true, kinship: 'lineal-kin' },
  },
  'by a household manager': {
    ...filled,
    reporter: { ...host, capacity: 'household-manager', identityChecked: true, delegationShown: false, kinship: null },
  },
  'into a dormitory': {
    ...filled,
    destination: 'dormitory',
    head: null,
    before: { name: '', number: '', who: null, mover: null },
    dormitory: { name: '솔내기숙사', manager: host },
    reporter: {
      ...host,
      capacity: 'dormitory-manager',
      identityChecked: true,
      delegationShown: false,
      kinship: null,
    },
  },
  'a day further back': {
    ...filled,
    reportDate: '2026-10-01',
    movedOn: '2026-09-30',
    isBackdated: true,
    supervisor: 'solnae-head',
    scan: 'AB'.repeat(32),
  },
} as const satisfies Readonly<Record<string, MoveInDraft>>;
