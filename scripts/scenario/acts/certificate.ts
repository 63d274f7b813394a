import type { z } from 'zod';
import type { CertificateAsk } from '../../../src/shared/contract/commands.ts';
import { AbstractOptions, type CertificateRequest, CopyOptions } from '../../../src/shared/registry/certificate.ts';
import type { HouseholdId, ResidentId } from '../../../src/shared/registry/ids.ts';
import type { ResidentNumber } from '../../../src/shared/registry/resident-number.ts';
import { didYouMean } from '../format/nearest.ts';
import type { CertificateInput } from '../format/papers.ts';
import { isYes } from '../format/steps.ts';
import { paperWords } from '../format/words.ts';
import { readAddress } from '../world/addresses.ts';
import type { StoryPerson } from '../world/people.ts';
import { type ActContext, personOf, type StoryFiling } from './context.ts';
import { groundOf } from './ground.ts';

/** What an office's register says of somebody at the moment at which they ask. */
export interface PaperLookup {
  readonly find: (number: ResidentNumber) => { readonly resident: ResidentId; readonly household: HouseholdId } | null;
}

/** A paper that is asked for, once the office's register can be looked at. */
export interface BuiltCertificate {
  /** What can't be told apart here stands as an id that is nobody's, so that the office itself says so. */
  readonly toAsk: (lookup: PaperLookup) => CertificateAsk;
}

const nobody = '00000000-0000-4000-8000-e00000000000';

/** Null after saying what is wrong. */
export const buildCertificate = (
  context: ActContext,
  input: CertificateInput,
  filings: ReadonlyMap<string, StoryFiling>,
): BuiltCertificate | null => {
  const { problems, path } = context;
  const before = problems.list().length;
  const kind = paperWords.toWord(input.kind);
  const fields = typeof input.applicant === 'string' ? { person: input.applicant } : (input.applicant ?? {});
  const filing = kind === 'move-in-receipt' ? filingOf(context, input, filings) : null;
  const named = input.of === undefined ? null : personOf(context, input.of, ['of']);
  const applicant =
    fields.person === undefined
      ? (named ?? (filing && reporterOf(context, filing)))
      : personOf(context, fields.person, typeof input.applicant === 'string' ? ['applicant'] : ['applicant', 'person']);
  const subject = named ?? applicant;
  if (!applicant) problems.add(path, 'say who asks for it: applicant: 김철수', 'key');
  if (!applicant || !subject) return null;
  const ground = groundOf(context, input.ground, { kind, subject, applicant });
  const request = requestOf(context, input, kind, { subject, filing });
  if (!request || !ground || problems.list().length > before) return null;
  const identity = fields.identity ?? 'resident-card';
  return {
    toAsk: (lookup) => ({
      request: request(lookup),
      applicant: {
        name: applicant.name,
        number: fields.number === 'none' ? null : applicant.number,
        identity: identity === 'none' ? null : identity,
      },
      ground,
      purpose: String(input.purpose ?? '제출용'),
      exemption: input.exemption ? { group: input.exemption.group, proof: input.exemption.proof ?? '' } : null,
    }),
  };
};

const filingOf = (
  { problems, path }: ActContext,
  { filing }: CertificateInput,
  filings: ReadonlyMap<string, StoryFiling>,
): StoryFiling | null => {
  const found = filings.get(String(filing ?? ''));
  if (!found)
    problems.add(
      filing === undefined ? path : [...path, 'filing'],
      filing === undefined
        ? 'say of which filing: filing: step-2'
        : `nothing was filed as ${filing} before this step${didYouMean(String(filing), [...filings.keys()])}`,
      filing === undefined ? 'key' : 'value',
    );
  return found ?? null;
};

const reporterOf = ({ world }: ActContext, { report }: StoryFiling): StoryPerson | null => {
  const number = 'reporter' in report ? report.reporter.number : null;
  return [...world.people.byKey.values()].find((person) => person.number === number) ?? null;
};

type Request = (lookup: PaperLookup) => CertificateRequest;

const requestOf = (
  context: ActContext,
  input: CertificateInput,
  kind: CertificateRequest['kind'],
  { subject, filing }: { readonly subject: StoryPerson; readonly filing: StoryFiling | null },
): Request | null => {
  const { world, office, problems, path } = context;
  const household = (lookup: PaperLookup) => lookup.find(subject.number)?.household ?? (nobody as HouseholdId);
  switch (kind) {
    case 'copy': {
      const options = parsed(context, CopyOptions, optionsOf(input, fullCopy, leastCopy));
      return options && ((lookup) => ({ kind, household: household(lookup), options }));
    }
    case 'copy-english': {
      const options = parsed(context, CopyOptions, optionsOf(input, fullCopy, leastCopy));
      const named = Object.entries(input['english-names'] ?? {}).flatMap(([key, name]) => {
        const person = /^foreign-\d+$/.test(key) ? null : personOf(context, key, ['english-names', key]);
        return person || /^foreign-\d+$/.test(key) ? [{ key, person, name: String(name) }] : [];
      });
      const address = String(input['english-address'] ?? `${office.office.nameEn}, Republic of Korea`);
      const pastAddresses = (input['english-past-addresses'] ?? []).map(String);
      return (
        options &&
        ((lookup) => ({
          kind,
          household: household(lookup),
          options,
          address,
          pastAddresses,
          names: Object.fromEntries(
            named.map(({ key, person, name }) => [
              person === null ? key : (lookup.find(person.number)?.resident ?? nobody),
              name,
            ]),
          ),
        }))
      );
    }
    case 'abstract': {
      const options = parsed(context, AbstractOptions, optionsOf(input, fullAbstract, leastAbstract));
      return (
        options &&
        ((lookup) => ({
          kind,
          resident: lookup.find(subject.number)?.resident ?? subject.id ?? (nobody as ResidentId),
          options,
        }))
      );
    }
    case 'moved-in-households': {
      if (input.address === undefined) problems.add(path, 'say of which house: address: 은가람대로 45', 'key');
      const address = input.address && readAddress(input.address, world, office, problems, [...path, 'address']);
      return address ? () => ({ kind, address, leaveOutDeleted: isYes(input['leave-out-deleted'] ?? false) }) : null;
    }
    case 'move-in-receipt':
      return filing && (() => ({ kind, filing: filing.id, stage: input.stage ?? 'accepted' }));
  }
};

const fullCopy: CopyOptions = {
  pastAddresses: { type: 'all' },
  formationReason: true,
  formationDate: true,
  dates: true,
  changeReasons: 'all',
  otherNames: true,
  numberTails: 'all',
  relations: 'detailed',
  cohabitants: true,
  foreignFamily: true,
};
const leastCopy: CopyOptions = {
  pastAddresses: { type: 'none' },
  formationReason: false,
  formationDate: false,
  dates: false,
  changeReasons: 'none',
  otherNames: false,
  numberTails: 'none',
  relations: 'none',
  cohabitants: false,
  foreignFamily: false,
};
const fullAbstract: AbstractOptions = {
  personalChanges: true,
  pastAddresses: { type: 'all' },
  pastHouseholders: true,
  numberTail: true,
  householder: true,
  relations: 'detailed',
  dates: true,
  changeReasons: true,
  military: 'all',
  foreignNumber: true,
};
const leastAbstract: AbstractOptions = {
  personalChanges: false,
  pastAddresses: { type: 'none' },
  pastHouseholders: false,
  numberTail: false,
  householder: false,
  relations: 'plain',
  dates: false,
  changeReasons: false,
  military: 'none',
  foreignNumber: false,
};

const parsed = <T extends z.ZodType>(
  { problems, path }: ActContext,
  schema: T,
  options: unknown,
): z.infer<T> | null => {
  const read = schema.safeParse(options);
  if (read.success) return read.data;
  for (const issue of read.error.issues)
    problems.add([...path, 'options'], `this paper doesn’t have ${issue.path.join('.')} so: ${issue.message}`);
  return null;
};

/** Single options are laid over everything that can be shown; those of the other form say nothing here. */
const optionsOf = <T extends object>({ options }: CertificateInput, full: T, least: T): unknown => {
  if (options === undefined || options === 'all') return full;
  if (options === 'none') return least;
  const given = new Map(Object.entries(options).map(([name, value]) => [camel(name), value]));
  return Object.fromEntries(
    Object.entries(full).map(([name, usual]) => [name, given.has(name) ? valueOf(usual, given.get(name)) : usual]),
  );
};

const camel = (name: string): string => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const valueOf = (usual: unknown, given: unknown): unknown => {
  if (given === 'none' || given === 'all')
    return typeof usual === 'object' ? { type: given } : typeof usual === 'boolean' ? given === 'all' : given;
  if (typeof given === 'number') return { type: 'recent', years: given };
  const isWanted = given === true || given === 'yes';
  if (isWanted || given === false || given === 'no') {
    if (typeof usual === 'boolean') return isWanted;
    return isWanted ? usual : 'none';
  }
  return given;
};
