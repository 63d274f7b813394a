import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type {
  AbstractOptions,
  CertificateRequest,
  CopyOptions,
  Ground,
} from '../../src/shared/registry/certificate.ts';
import { type Household, Relation, type Resident, ResidentStatus } from '../../src/shared/registry/resident.ts';
import { SheetContent } from '../../src/shared/registry/sheet.ts';
import { allowedOptions } from '../../src/shared/rules/paper/abstract.ts';
import { askerOf } from '../../src/shared/rules/paper/asker.ts';
import { composeContent } from '../../src/shared/rules/paper/compose.ts';
import { canonicalContent } from '../../src/shared/rules/paper/digest.ts';
import { judgeAsk } from '../../src/shared/rules/paper/judge.ts';
import { overtakenBy } from '../../src/shared/rules/paper/overtaken.ts';
import type { PaperAsk, PaperSources } from '../../src/shared/rules/paper/sources.ts';
import { holderOf, subjectsOf } from '../../src/shared/rules/paper/subjects.ts';
import {
  anAsk,
  applicantOf,
  aReceiptRequest,
  aSituation,
  aStranger,
  delegationBy,
  filingSource,
  grounds,
  paperDay,
  paperSources,
} from '../builders/paper.ts';
import {
  aHousehold,
  aMoveInReport,
  anAddress,
  anAddressRow,
  aResident,
  day,
  householdId,
  inventedNumber,
  moversOf,
} from '../builders/registry.ts';

const seed = 20_261_122;
const runs = { seed, numRuns: 300 } as const;

/** A word that stands in one place of the register only, so that it is found wherever it gets to. */
const room = '문간방다락';

const dates = ['1979-02-28', '1999-12-31', '2008-07-01', '2019-11-22', '2024-02-29', '2026-11-20'] as const;

const person = (nth: number): fc.Arbitrary<Resident> =>
  fc
    .record({
      relation: fc.constantFrom(...Relation.options),
      status: fc.constantFrom(...ResidentStatus.options),
      rows: fc.subarray([...dates], { minLength: 1 }),
      birthDate: fc.constantFrom(day('1961-03-09'), day('1988-11-23'), day('2012-06-15')),
      hasMilitary: fc.boolean(),
      hasChanges: fc.boolean(),
      hasForeignNumber: fc.boolean(),
      nameRoman: fc.constantFrom('', `ROMAN ${String(nth)}`),
    })
    .map((made) => {
      const name = `이름${'가나다라마바사아자차'.charAt(nth)}`;
      const relation = nth === 0 ? '본인' : made.relation;
      const household = householdId(1);
      const addresses = made.rows.map((registeredOn, index) =>
        anAddressRow({
          registeredOn: day(registeredOn),
          movedOn: day(registeredOn),
          reason: index === 0 ? '신규등록' : '전입',
          address: anAddress({ unit: `${String(index + 1)}동`, room }),
          household: index === made.rows.length - 1 || nth % 2 === 0 ? household : householdId(9),
          householderName: `세대주${String(nth)}${String(index)}`,
          relation,
        }),
      );
      const old = inventedNumber(made.birthDate, 'F', 900_000 + nth);
      return aResident({
        nth: nth + 1,
        name,
        hanja: `漢字${String(nth)}`,
        nameRoman: made.nameRoman,
        relation,
        status: made.status,
        birthDate: made.birthDate,
        household,
        addresses,
        ...(made.hasForeignNumber ? { foreignNumber: `85240${String(nth)}-60000${String(nth)}7` } : {}),
        ...(made.hasMilitary
          ? {
              military: {
                category: '예비역',
                branch: `군별${String(nth)}`,
                rank: '병장',
                serviceNumber: `교육-${String(nth)}`,
                enlistedOn: day('2005-03-08'),
                dischargedOn: null,
                dischargeReason: '만기전역',
              },
            }
          : {}),
        ...(made.hasChanges
          ? {
              personalChanges: [
                { on: day('2012-05-11'), what: 'number', from: old, to: old, reason: `번호 ${old}`, isAdoption: false },
                { on: day('2013-05-11'), what: 'name', from: '친생이름', to: name, reason: '입양', isAdoption: true },
              ],
            }
          : {}),
      });
    });

const family: fc.Arbitrary<{ readonly household: Household; readonly residents: readonly Resident[] }> = fc
  .integer({ min: 1, max: 6 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, nth) => person(nth))))
  .chain((residents) =>
    fc.record({ hasForeigner: fc.boolean(), hasHead: fc.boolean(), isDated: fc.boolean() }).map((made) => ({
      residents,
      household: {
        ...aHousehold({ members: residents }),
        ...(made.hasHead ? {} : { householder: null }),
        ...(made.isDated ? { formedOn: day('2008-07-01'), formedReason: '전입세대구성' } : {}),
        ...(made.hasForeigner
          ? {
              foreignFamily: [
                {
                  relation: '배우자' as const,
                  name: '쩐 티 호아',
                  nameRoman: 'TRAN THI HOA',
                  number: inventedNumber('1988-08-07', 'F', 800_123),
                  since: day('2023-09-11'),
                },
              ],
            }
          : {}),
      },
    })),
  );

const past = fc.oneof(
  fc.constant({ type: 'none' as const }),
  fc.constant({ type: 'all' as const }),
  fc.record({ type: fc.constant('recent' as const), years: fc.integer({ min: 1, max: 100 }) }),
);

const copyOptions: fc.Arbitrary<CopyOptions> = fc.record({
  pastAddresses: past,
  formationReason: fc.boolean(),
  formationDate: fc.boolean(),
  dates: fc.boolean(),
  changeReasons: fc.constantFrom('none', 'household', 'members', 'all'),
  otherNames: fc.boolean(),
  numberTails: fc.constantFrom('none', 'applicant', 'all'),
  relations: fc.constantFrom('none', 'plain', 'detailed'),
  cohabitants: fc.boolean(),
  foreignFamily: fc.boolean(),
});

const abstractOptions: fc.Arbitrary<AbstractOptions> = fc.record({
  personalChanges: fc.boolean(),
  pastAddresses: past,
  pastHouseholders: fc.boolean(),
  numberTail: fc.boolean(),
  householder: fc.boolean(),
  dates: fc.boolean(),
  changeReasons: fc.boolean(),
  military: fc.constantFrom('none', 'basic', 'all'),
  foreignNumber: fc.boolean(),
  relations: fc.constantFrom('plain', 'detailed'),
});

const ground: fc.Arbitrary<Ground> = fc.oneof(
  fc.constantFrom<Ground>(...Object.values(grounds)),
  fc.constant<Ground>({ ...grounds.creditor, isInheritance: true }),
  fc.constant<Ground>({ ...grounds.kin, of: 'member', kinship: 'ascendant' }),
);

/** Anybody asks for anything of a household, whether they may have it or not. */
const question: fc.Arbitrary<{ readonly ask: PaperAsk; readonly sources: PaperSources }> = fc
  .record({
    home: family,
    ground,
    copy: copyOptions,
    abstract: abstractOptions,
    kind: fc.constantFrom('copy', 'copy-english', 'abstract', 'moved-in-households', 'move-in-receipt'),
    which: fc.nat(5),
    by: fc.nat(6),
    isStranger: fc.boolean(),
    leaveOutDeleted: fc.boolean(),
    isFilingWaiting: fc.boolean(),
    stage: fc.constantFrom('intake', 'accepted'),
  })
  .map(({ home, ...made }) => {
    const { household, residents } = home;
    const subject = residents[made.which % residents.length] ?? null;
    const applicant = made.isStranger || !subject ? aStranger : subject;
    const principal = residents[made.by] ?? null;
    const delegated = delegationBy(principal ?? aStranger);
    const requests: Readonly<Record<typeof made.kind, CertificateRequest>> = {
      copy: { kind: 'copy', household: household.id, options: made.copy },
      'copy-english': {
        kind: 'copy-english',
        household: household.id,
        options: made.copy,
        address: '1 Some-gil',
        pastAddresses: ['2 Past-gil'],
        names: {},
      },
      abstract: { kind: 'abstract', resident: subject?.id ?? aStranger.id, options: made.abstract },
      'moved-in-households': {
        kind: 'moved-in-households',
        address: household.address,
        leaveOutDeleted: made.leaveOutDeleted,
      },
      'move-in-receipt': aReceiptRequest(made.stage),
    };
    const movers = moversOf([{ ...residents[0], relation: '본인' } as Resident]);
    const sources = paperSources({
      ...filingSource(aMoveInReport({ movers })),
      household,
      members: residents,
      subject,
      homes: [{ household, members: residents }],
      isFilingWaiting: made.isFilingWaiting,
      applicant: made.isStranger ? null : subject,
      principal,
    });
    const ask = anAsk({
      request: requests[made.kind],
      applicant: applicantOf(applicant),
      ground: made.ground.type === 'delegate' ? delegated : made.ground,
    });
    return { ask, sources };
  });

const shown = (ask: PaperAsk, sources: PaperSources): SheetContent | null =>
  composeContent({ ask, sources, today: paperDay, language: 'ko' });

/** Every resident number that the register of the test has, in whatever place. */
const numbersOf = ({ members, household }: PaperSources): readonly string[] => [
  ...members.flatMap((member) => [
    member.number,
    ...(member.personalChanges ?? []).flatMap((change) => (change.what === 'number' ? [change.from, change.to] : [])),
  ]),
  ...(household?.foreignFamily ?? []).map((foreigner) => foreigner.number),
];

describe('whoever asks for whatever of whichever household', () => {
  test('[CE-16, CE-20, CE-27] gets a paper of the right form, or none, and the same one again', () => {
    fc.assert(
      fc.property(question, ({ ask, sources }) => {
        const content = shown(ask, sources);
        const again = shown(structuredClone(ask), structuredClone(sources));
        expect(JSON.stringify(again)).toBe(JSON.stringify(content));
        const { defects, fee } = judgeAsk({ ask, sources, situation: aSituation() });
        expect(new Set(defects).size).toBe(defects.length);
        expect(fee.won).toBeGreaterThanOrEqual(0);
        const subjects = subjectsOf({ ask, sources, today: paperDay });
        expect(new Set(subjects).size).toBe(subjects.length);
        const holder = holderOf({ ask, sources, maskName: () => '*' });
        if (!content) {
          expect(defects.length).toBeGreaterThan(0);
          return;
        }
        expect(SheetContent.parse(content)).toEqual(content);
        expect(JSON.parse(canonicalContent(content))).toEqual(content);
        expect(holder === null).toBe(content.kind !== 'copy' && content.kind !== 'abstract');
      }),
      runs,
    );
  });

  test('[CE-16, CE-22, CE-23] learns no number tail that was not asked for and allowed', () => {
    fc.assert(
      fc.property(question, ({ ask, sources }) => {
        const text = JSON.stringify(shown(ask, sources));
        const { request } = ask;
        const own = new Set<string | null>();
        if (request.kind === 'copy' || request.kind === 'copy-english') {
          if (request.options.numberTails === 'all') return;
          if (request.options.numberTails === 'applicant') own.add(askerOf(ask, sources).number);
        }
        if (request.kind === 'abstract' && request.options.numberTail && ask.ground.type !== 'creditor') return;
        for (const number of numbersOf(sources))
          if (!own.has(number)) {
            expect(text).not.toContain(number.slice(7));
            expect(text).not.toContain(number.slice(8));
          }
      }),
      runs,
    );
  });

  test('[CE-24] never learns a room', () => {
    fc.assert(
      fc.property(question, ({ ask, sources }) => {
        expect(JSON.stringify(shown(ask, sources))).not.toContain(room);
      }),
      runs,
    );
  });

  test('[CE-22] as a creditor learns neither tail nor heads nor service, and no past address but as an heir’s', () => {
    fc.assert(
      fc.property(question, fc.boolean(), ({ ask, sources }, isInheritance) => {
        const { request } = ask;
        if (request.kind !== 'abstract' || !sources.subject) return;
        const content = shown({ ...ask, ground: { ...grounds.creditor, isInheritance } }, sources);
        const text = JSON.stringify(content);
        expect(content).toMatchObject({ householder: null, military: null, foreignNumber: null });
        for (const hidden of ['세대주', '군별', '교육-']) expect(text).not.toContain(hidden);
        for (const row of sources.subject.addresses) expect(text).not.toContain(row.householderName);
        const count = content?.kind === 'abstract' ? content.addresses.length : 0;
        if (!isInheritance) expect(count).toBe(1);
      }),
      runs,
    );
  });

  test('[CE-23] never learns of an adoption', () => {
    fc.assert(
      fc.property(question, ({ ask, sources }) => {
        expect(JSON.stringify(shown(ask, sources))).not.toMatch(/입양|친생이름/);
      }),
      runs,
    );
  });

  test('[CE-15, CE-16] of a copy learns no name but the householder’s and their own unless asked, and of nobody struck off', () => {
    fc.assert(
      fc.property(question, ({ ask, sources }) => {
        const { request } = ask;
        if (request.kind !== 'copy') return;
        const content = shown(ask, sources);
        const text = JSON.stringify(content);
        for (const member of sources.members) {
          const isNamed =
            member.id === sources.household?.householder || member.number === askerOf(ask, sources).number;
          if (member.status === 'deleted' || (!isNamed && !request.options.otherNames))
            expect(text).not.toContain(member.name);
        }
        if (content?.kind === 'copy') {
          const printed = content.members.length + (content.cohabitants?.length ?? 0);
          const living = sources.members.filter((member) => member.status !== 'deleted').length;
          expect(printed).toBeLessThanOrEqual(living);
          expect(subjectsOf({ ask, sources, today: paperDay }).length).toBeGreaterThanOrEqual(content.members.length);
        }
      }),
      runs,
    );
  });

  test('[CE-21] learns the heads of the past only where the law says so', () => {
    fc.assert(
      fc.property(question, ({ ask, sources }) => {
        const { request } = ask;
        if (request.kind !== 'abstract' || !sources.subject) return;
        const mayNever: readonly Ground['type'][] = ['litigation', 'statute', 'creditor', 'house'];
        const options = allowedOptions(request, ask, sources, paperDay);
        if (mayNever.includes(ask.ground.type)) expect(options.pastHouseholders).toBe(false);
        if (options.pastHouseholders) return;
        const text = JSON.stringify(shown(ask, sources));
        for (const row of sources.subject.addresses.slice(0, -1)) expect(text).not.toContain(row.householderName);
      }),
      runs,
    );
  });

  test('[CE-14] is given nothing that shows a person whose papers are withheld from them', () => {
    fc.assert(
      fc.property(question, fc.nat(5), ({ ask, sources }, which) => {
        const order = [{ name: aStranger.name, birthDate: aStranger.birthDate, since: day('2026-01-01') }];
        const victim = sources.members[which % sources.members.length];
        if (!victim) return;
        const members = sources.members.map((member) =>
          member.id === victim.id ? { ...member, withheldFrom: order } : member,
        );
        const guarded: PaperSources = {
          ...sources,
          members,
          subject: members.find((member) => member.id === sources.subject?.id) ?? null,
          homes: sources.homes.map((home) => ({ ...home, members })),
          applicant: null,
        };
        const byThem = { ...ask, applicant: applicantOf(aStranger) };
        const { defects } = judgeAsk({ ask: byThem, sources: guarded, situation: aSituation() });
        const shows = subjectsOf({ ask: byThem, sources: guarded, today: paperDay }).includes(victim.id);
        // A receipt repeats what the reporter said themselves, and is never withheld.
        const isReceipt = ask.request.kind === 'move-in-receipt';
        expect(defects.includes('withheld')).toBe(shows && !isReceipt);
        const content = isReceipt ? null : shown(byThem, guarded);
        if (!defects.includes('withheld')) expect(JSON.stringify(content)).not.toContain(victim.name);
      }),
      runs,
    );
  });

  test('[CE-28] gets a paper that the register it was made from doesn’t overtake', () => {
    fc.assert(
      fc.property(question, ({ ask, sources: { household, members, subject, ...sources } }) => {
        const [first] = members;
        const { request } = ask;
        if (!household || !first || request.kind === 'move-in-receipt') return;
        // One household as the register keeps it: where its householder is, everybody is.
        const together = members.map((member) => ({
          ...member,
          addresses: first.addresses.map((row) => ({
            ...row,
            address: household.address,
            householderName: first.name,
            relation:
              member.id === household.householder
                ? ('본인' as const)
                : member.relation === '본인'
                  ? '자녀'
                  : member.relation,
          })),
        }));
        const settled: PaperSources = {
          ...sources,
          household,
          members: together,
          subject: together.find((member) => member.id === subject?.id) ?? null,
          homes: [{ household, members: together }],
        };
        const content = shown(ask, settled);
        if (!content) return;
        const subjects = subjectsOf({ ask, sources: settled, today: paperDay });
        for (const member of together)
          expect(overtakenBy({ issuedOn: paperDay, kind: request.kind, content, subjects }, member, null)).toBeNull();
      }),
      runs,
    );
  });
});
