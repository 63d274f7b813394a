import { afterEach, describe, expect, test } from 'vitest';
import type { CentralChecks } from '../../src/shared/contract/commands.ts';
import { entryBodies } from '../../src/shared/contract/entry.ts';
import type { MoverAnswer } from '../../src/shared/registry/answer.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { Role } from '../../src/shared/registry/office.ts';
import type { RegisterReport } from '../../src/shared/registry/register-report.ts';
import type { Resident } from '../../src/shared/registry/resident.ts';
import type { ResidentNumber } from '../../src/shared/registry/resident-number.ts';
import { type FilingDesk, newId } from '../builders/filing-desk.ts';
import {
  abroad,
  deskOfFamilies,
  here,
  kim,
  kimChild,
  kimSpouse,
  kims,
  lee,
  leeSpouse,
  lees,
  lost,
  newHome,
  stranger,
  whole,
} from '../builders/filing-people.ts';
import {
  aMoveInReport,
  anAddressRow,
  aResident,
  day,
  filingId,
  inventedNumber,
  moversOf,
} from '../builders/registry.ts';
import { consenting, everyRegisterReport, joining, named, reportedBy } from '../builders/reports.ts';

// What is filed at the counter is taken with or without a network; what can be told at once is told.

let desk: FilingDesk | null = null;
const openDesk = async (role?: Role): Promise<FilingDesk> => {
  desk = await deskOfFamilies(role);
  return desk;
};
afterEach(async () => {
  await desk?.close();
  desk = null;
});

const typesOf = (preview: readonly MoverAnswer[]): string[] => preview.map(({ answer }) => answer.type);

describe('every form of move-in', () => {
  const forms: readonly [string, MoveInReport][] = [
    ['a whole household', whole(kims.residents)],
    [
      'a part that forms its own',
      aMoveInReport({
        form: 'part-of-household',
        to: newHome,
        movers: [{ ...moversOf([kimSpouse])[0], relation: '본인' } as MoveInReport['movers'][number]],
        ...reportedBy(kimSpouse),
        previousHouseholder: named(kim),
      }),
    ],
    [
      'the householder leaves, and those who stay name another',
      aMoveInReport({
        form: 'part-of-household',
        to: newHome,
        movers: moversOf([kim]),
        remaining: { householder: kimSpouse.number },
      }),
    ],
    ['one who joins another household', joining([kimSpouse], lee, { to: here('20') })],
    [
      'a household that merges into another',
      joining([lee, leeSpouse], kim, { form: 'whole-household', to: here('10') }),
    ],
    [
      'into a dormitory',
      aMoveInReport({
        form: 'part-of-household',
        to: newHome,
        movers: consenting([kimSpouse, leeSpouse].slice(0, 1)),
        into: { type: 'dormitory', name: '솔내기숙사', manager: named(lee) },
        ...reportedBy(kimSpouse),
      }),
    ],
    ['re-registration', whole(lost.residents, { form: 're-registration' })],
    ['of one staying abroad', whole(abroad.residents, { form: 'national-abroad' })],
  ];

  test.each(forms)('is taken without a network, and answered for each mover: %s', async (_, report) => {
    const { file, replica, office } = await openDesk();
    const id = newId();
    const before = replica().journalHeadSeq();
    const taken = await file(report, id);
    expect(taken).toMatchObject({ ok: true, value: { filing: id, centralChecks: ['report-date'] } });
    if (!taken.ok) return;
    expect(typesOf(taken.value.preview)).toEqual(report.movers.map(() => 'registered'));
    expect(replica().journalHeadSeq()).toBe(before + 1);
    const body = entryBodies.moveInReported.parse(JSON.parse(replica().entryBody(id) ?? ''));
    expect(body.report).toEqual(report);
    expect(office.filings(null).rows[0]).toMatchObject({ id, what: report.form, state: 'waiting' });
  });

  const unknowable: readonly [string, MoveInReport, CentralChecks[]][] = [
    ['a mover of another office', whole([stranger]), ['movers-from-elsewhere']],
    [
      'one of several',
      whole([kim, kimSpouse, kimChild, { ...stranger, relation: '동거인' }]),
      ['movers-from-elsewhere'],
    ],
    ['who joins a household of elsewhere', joining([kim], stranger, { to: here('20') }), ['household']],
    [
      'who leaves a household of elsewhere',
      aMoveInReport({
        form: 'part-of-household',
        to: newHome,
        movers: [{ ...moversOf([kimSpouse])[0], relation: '본인' } as MoveInReport['movers'][number]],
        ...reportedBy(kimSpouse),
        previousHouseholder: named(stranger),
      }),
      ['household'],
    ],
    [
      'with a newborn',
      whole(kims.residents, {
        movers: [
          ...moversOf(kims.residents),
          {
            number: null,
            name: '아가',
            relation: '자녀',
            newborn: { birthDate: day('2026-08-01'), mother: kimSpouse.number },
          },
        ],
      }),
      ['birth'],
    ],
    [
      'with the newborn of a mother of elsewhere',
      whole([kim, kimSpouse, kimChild], {
        movers: [
          ...moversOf(kims.residents),
          {
            number: null,
            name: '아가',
            relation: '자녀',
            newborn: { birthDate: day('2026-08-01'), mother: stranger.number },
          },
        ],
      }),
      ['birth'],
    ],
  ];
  test.each(unknowable)(
    'is taken where the office cannot know, and says what central must check: %s',
    async (_, report, checks) => {
      const { file } = await openDesk();
      expect(await file(report)).toMatchObject({
        ok: true,
        value: { preview: [], centralChecks: ['report-date', ...checks] },
      });
    },
  );

  test('a newborn who is registered here by then is known by mother, name and day', async () => {
    const { file, decide } = await openDesk();
    const number = inventedNumber('2026-07-30', 'F', 600_001);
    const baby = aResident({
      nth: 600,
      name: '아가',
      number,
      birthDate: day('2026-07-30'),
      relation: '자녀',
      household: kims.household.id,
      addresses: [
        anAddressRow({
          address: here('10'),
          household: kims.household.id,
          reason: '출생등록',
          registeredOn: day('2026-08-01'),
          relation: '자녀',
          filing: filingId(1),
        }),
      ],
    });
    await decide({
      residents: [baby],
      households: [{ ...kims.household, members: [...kims.household.members, baby.id] }],
    });
    const report = whole(kims.residents, {
      movers: [
        ...moversOf(kims.residents),
        {
          number: null,
          name: '아가',
          relation: '자녀',
          newborn: { birthDate: day('2026-07-30'), mother: kimSpouse.number },
        },
      ],
    });
    const taken = await file(report);
    expect(taken).toMatchObject({ ok: true, value: { centralChecks: ['report-date'] } });
    expect(taken.ok && typesOf(taken.value.preview)).toEqual(report.movers.map(() => 'registered'));
  });

  test('a foreigner is known as one without any register', async () => {
    const { file } = await openDesk();
    const foreign = '902131-5000001' as ResidentNumber;
    const report = whole(lees.residents, {
      movers: [...moversOf(lees.residents), { number: foreign, name: '린', relation: '배우자' }],
    });
    const taken = await file(report);
    expect(taken.ok && taken.value.preview.find(({ mover }) => mover === foreign)?.answer).toEqual({
      type: 'supplement',
      missing: ['foreigner'],
    });
  });

  test('[CF-2] a filing that waits here is settled along, whichever was taken first', async () => {
    const { file, filed } = await openDesk();
    await filed(
      joining([kimSpouse], lee, { to: here('20'), reportDate: day('2026-08-02'), movedOn: day('2026-08-01') }),
    );
    const taken = await file(whole([kim, kimSpouse, kimChild, kims.residents[3] as Resident]));
    expect(
      taken.ok && taken.value.preview.map(({ answer }) => (answer.type === 'held' ? answer.why : answer.type)),
    ).toEqual(['registered', 'not-of-this-household', 'registered', 'registered']);
  });

  test('a household that is being joined may itself be on its way: chains are followed', async () => {
    const { file, filed } = await openDesk();
    await filed(whole(lees.residents, { to: here('99'), reportDate: day('2026-08-01'), movedOn: day('2026-08-01') }));
    const taken = await file(joining([kimSpouse], lee, { to: here('99') }));
    expect(taken.ok && typesOf(taken.value.preview)).toEqual(['registered']);
    expect((await file(joining([kimSpouse], lee, { to: here('20') }))).ok).toBe(true);
  });

  test('where the register here has gone on since, nothing is said but that central must look', async () => {
    const { file, decide } = await openDesk();
    const moved: Resident = {
      ...kim,
      addresses: [
        ...kim.addresses,
        anAddressRow({
          address: here('55'),
          registeredOn: day('2026-08-03'),
          filing: filingId(7),
          household: kim.household,
        }),
      ],
    };
    await decide({ residents: [moved] });
    expect(await file(whole(kims.residents))).toMatchObject({
      ok: true,
      value: { preview: [], centralChecks: ['report-date', 'later-filings'] },
    });
    expect(await file(whole(kims.residents, { reportDate: day('2026-08-04') }))).toMatchObject({
      ok: true,
      value: { centralChecks: ['report-date', 'later-filings'] },
    });
  });
});

describe('every other report', () => {
  const reports = everyRegisterReport(kims.residents).map((report) => [report.kind, report] as const);

  test.each(reports)('is taken without a network: %s', async (kind, report) => {
    const { file, replica, office } = await openDesk('supervisor');
    const id = newId();
    const taken = await file(report, id);
    expect(taken).toMatchObject({ ok: true, value: { filing: id } });
    if (!taken.ok) return;
    const { preview, centralChecks } = taken.value;
    // Whether there was such a measure central knows; and whose a new number is.
    expect(centralChecks).toEqual(
      { objection: ['report-date', 'movers-from-elsewhere'], birth: ['report-date', 'number'] }[kind as string] ?? [
        'report-date',
      ],
    );
    expect(typesOf(preview)).toEqual(kind === 'objection' ? [] : ['registered']);
    expect(entryBodies.registerReported.parse(JSON.parse(replica().entryBody(id) ?? '')).report).toEqual(report);
    expect(office.filings(null).rows[0]).toMatchObject({
      id,
      what: kind,
      address: '다온도 늘해군 솔내면 솔내동촌길 10',
      householderName: kim.name,
    });
  });

  test('of people who are registered elsewhere is left to central', async () => {
    const { file } = await openDesk('supervisor');
    for (const report of everyRegisterReport([stranger, aResident({ nth: 501 })])) {
      const taken = await file(report);
      const expected = report.kind === 'birth' ? 'household' : 'movers-from-elsewhere';
      expect(taken.ok && taken.value.centralChecks, report.kind).toContain(expected);
      expect(taken.ok && taken.value.preview, report.kind).toEqual([]);
    }
  });

  test('a child whose birth waits may move before central has heard of either', async () => {
    const { file, filed } = await openDesk();
    const birth = everyRegisterReport(kims.residents).find((report) => report.kind === 'birth') as RegisterReport & {
      kind: 'birth';
    };
    await filed(birth);
    const report = whole(kims.residents, {
      movers: [...moversOf(kims.residents), { number: birth.child.number, name: birth.child.name, relation: '자녀' }],
    });
    const taken = await file(report);
    expect(taken).toMatchObject({ ok: true, value: { centralChecks: ['report-date'] } });
    expect(taken.ok && typesOf(taken.value.preview)).toEqual(report.movers.map(() => 'registered'));
  });
});
