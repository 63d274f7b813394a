import { afterEach, describe, expect, test } from 'vitest';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { Role } from '../../src/shared/registry/office.ts';
import type { RegisterReport } from '../../src/shared/registry/register-report.ts';
import { isMoveIn, type Report } from '../../src/shared/registry/report.ts';
import type { ResidentNumber } from '../../src/shared/registry/resident-number.ts';
import { allRegistered, type FilingDesk, newId, supervisorHere } from '../builders/filing-desk.ts';
import {
  deskOfFamilies,
  kim,
  kimChild,
  kimSpouse,
  kims,
  lee,
  lees,
  newHome,
  whole,
} from '../builders/filing-people.ts';
import { expectRefused } from '../builders/refused.ts';
import { aMoveInReport, anAddress, day, eungaram, moversOf, solnae } from '../builders/registry.ts';
import { everyRegisterReport, named, onReport } from '../builders/reports.ts';

// Who may file what, and what is refused at the counter whatever the register says.

let desk: FilingDesk | null = null;
const openDesk = async (role?: Role): Promise<FilingDesk> => {
  desk = await deskOfFamilies(role);
  return desk;
};
afterEach(async () => {
  await desk?.close();
  desk = null;
});

describe('who may file what', () => {
  const backdated = whole(lees.residents, { backdating: { supervisor: supervisorHere, scan: 'a'.repeat(64) } });
  const forSupervisors: readonly Report[] = [
    backdated,
    ...everyRegisterReport(kims.residents).filter(
      (report) => report.kind === 'deletion' || ('basis' in report && report.basis.type === 'ex-officio'),
    ),
  ];
  const forAll: readonly Report[] = [
    whole(lees.residents),
    ...everyRegisterReport(kims.residents).filter((report) => !forSupervisors.includes(report)),
  ].filter((report) => isMoveIn(report) || (report.kind !== 'unknown-domicile' && report.kind !== 'deletion'));

  test.each(['clerk', 'mentor', 'trainee'] as const)(
    'a %s files what citizens report, and no act of the office’s own',
    async (role) => {
      const { file } = await openDesk(role);
      for (const report of forAll) expect(await file(report)).toMatchObject({ ok: true });
      for (const report of forSupervisors)
        expect(expectRefused(await file(report), 'NotAllowed').needs).toEqual(['supervisor']);
    },
  );

  test('a supervisor files everything', async () => {
    const { file } = await openDesk('supervisor');
    expect(forSupervisors.length).toBe(3);
    for (const report of [...forAll, ...forSupervisors]) expect(await file(report)).toMatchObject({ ok: true });
  });

  test.each(['auditor', 'kiosk'] as const)('a %s files nothing', async (role) => {
    const { file } = await openDesk(role);
    for (const report of [...forAll, ...forSupervisors]) expectRefused(await file(report), 'NotAllowed');
  });

  test('who vouches for an earlier day must be a supervisor of this office', async () => {
    const { file } = await openDesk('supervisor');
    const report = {
      ...backdated,
      backdating: { supervisor: 'solnae-clerk' as typeof supervisorHere, scan: 'a'.repeat(64) },
    };
    expect(expectRefused(await file(report), 'InvalidInput').issues[0]?.path).toBe('report.backdating.supervisor');
  });
});

describe('what can be seen without any register', () => {
  /** A number that nobody can have, and that is no invented one either. */
  const foreignToTraining = '851512-2000001' as ResidentNumber;

  /** Every place of a value at which a resident number stands. */
  const placesOf = (value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] => {
    if (typeof value === 'string') return /^\d{6}-\d{7}$/.test(value) ? [path] : [];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, each]) => placesOf(each, [...path, key]));
  };
  const replacedAt = (value: unknown, [key, ...rest]: readonly (string | number)[], by: string): unknown => {
    if (key === undefined) return by;
    const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
    copy[key] = replacedAt(copy[key], rest, by);
    return copy;
  };

  const full = aMoveInReport({
    form: 'part-of-household',
    to: newHome,
    movers: [
      {
        ...moversOf([kimSpouse])[0],
        consent: { by: 'guardian', guardian: named(kim), formShown: true, cardShown: true, kinOfReporter: null },
      },
      {
        number: null,
        name: '아가',
        relation: '자녀',
        newborn: { birthDate: day('2026-08-01'), mother: kimSpouse.number },
      },
    ] as MoveInReport['movers'],
    into: { type: 'household-of', householder: named(lee) },
    reporter: {
      name: kim.name,
      number: kim.number,
      capacity: 'delegate',
      identityChecked: true,
      delegationShown: true,
      kinship: 'spouse',
    },
    previousHouseholder: named(kim),
    remaining: { householder: kimChild.number, relations: [{ number: kim.number, relation: '부' }] },
  });

  test('a number of the other profile is refused wherever it stands', async () => {
    const { file, replica } = await openDesk('supervisor');
    const before = replica().journalHeadSeq();
    let tried = 0;
    for (const report of [full, ...everyRegisterReport(kims.residents)])
      for (const path of placesOf(report)) {
        const other = replacedAt(report, path, foreignToTraining) as Report;
        expectRefused(await file(other), 'NumberOfOtherProfile');
        tried += 1;
      }
    expect(tried).toBeGreaterThan(25);
    expect(replica().journalHeadSeq()).toBe(before);
  });

  test('a move to the area of another office is refused', async () => {
    const { file } = await openDesk();
    expectRefused(await file(whole(lees.residents, { to: anAddress({ office: eungaram }) })), 'OtherOfficesArea');
    expect(solnae).toBe(newHome.office);
  });

  test('a person who stands twice is refused with the place', async () => {
    const { file } = await openDesk('supervisor');
    const twice: RegisterReport = {
      kind: 'stay-abroad',
      reportDate: day('2026-08-03'),
      people: [named(kim), named(lee), named(kim)],
      step: 'departure',
      basis: onReport(kim),
    };
    expect(expectRefused(await file(twice), 'InvalidInput').issues[0]?.path).toBe('report.people');
    const baby = {
      number: null,
      name: '아가',
      relation: '자녀',
      newborn: { birthDate: day('2026-08-01'), mother: kim.number },
    } as const;
    const report = whole(kims.residents, { movers: [...moversOf(kims.residents), baby, { ...baby }] });
    expect(expectRefused(await file(report), 'InvalidInput').issues[0]?.path).toBe('report.movers.5');
  });
});

describe('an id', () => {
  test('is an act once: the same content gets the same answer, another is refused', async () => {
    const { file, amend, replica } = await openDesk('supervisor');
    const before = replica().journalHeadSeq();
    const [death] = everyRegisterReport(kims.residents).filter(({ kind }) => kind === 'death');
    for (const report of [whole(lees.residents), death as RegisterReport]) {
      const id = newId();
      const first = await file(report, id);
      expect(first.ok).toBe(true);
      expect(await file(report, id)).toMatchObject({ ok: true, value: first.ok && first.value });
      expectRefused(await file({ ...report, reportDate: day('2026-08-04') }, id), 'IdAlreadyUsed');
      // Also as another kind of act.
      expectRefused(
        await file(isMoveIn(report) ? (death as RegisterReport) : whole(lees.residents), id),
        'IdAlreadyUsed',
      );
      expectRefused(await amend(id, { type: 'withdrawn', on: day('2026-08-03'), note: '취하' }, id), 'IdAlreadyUsed');
    }
    expect(replica().journalHeadSeq()).toBe(before + 2);
  });

  test('asked again once central has answered, gets central’s answer', async () => {
    const { file, decide } = await openDesk();
    const id = newId();
    const report = whole(lees.residents);
    await file(report, id);
    const answers = allRegistered(
      id,
      report.movers.map(({ number }) => number ?? ''),
    );
    await decide({ answers: [answers] });
    expect(await file(report, id)).toMatchObject({
      ok: true,
      value: { filing: id, preview: answers.movers, centralChecks: [] },
    });
  });
});
