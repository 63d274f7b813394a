import { describe, expect, test } from 'vitest';
import {
  contentToDraft,
  draftToContent,
  type MoveInDraft,
  newDraft,
  withMover,
  withMoverChange,
  withoutMover,
  withStayer,
} from '../../src/renderer/features/move-in/model/draft.ts';
import { topicOfField } from '../../src/renderer/features/move-in/model/fields.ts';
import { fieldOfPath } from '../../src/renderer/features/move-in/model/issues.ts';
import { draftToReport, officeIssues } from '../../src/renderer/features/move-in/model/to-report.ts';
import { MoveInReport } from '../../src/shared/registry/move-in.ts';
import { adult, child, drafts, filled, guest, host, spouse } from '../builders/move-in-drafts.ts';
import { anAddress, day, filingId, inventedNumber } from '../builders/registry.ts';

// What an official typed becomes a report, for every form that the rules know; what is left out is said at its field.

describe('every form reaches a report', () => {
  test.each(Object.entries(drafts))('%s', (_, draft) => {
    const { report, issues } = draftToReport(draft);
    expect(issues).toEqual([]);
    expect(MoveInReport.parse(report)).toEqual(report);
  });

  test('a whole household under its own householder', () => {
    expect(draftToReport(filled).report).toEqual({
      form: 'whole-household',
      reportDate: '2026-11-22',
      movedOn: '2026-11-20',
      to: anAddress({ unit: '101동 1203호' }),
      previousAddress: '다온도 새론시 은가람대로 45',
      reason: '주택',
      movers: [
        { number: adult.number, name: adult.name, relation: '본인' },
        { number: spouse.number, name: spouse.name, relation: '배우자' },
      ],
      reporter: {
        name: adult.name,
        number: adult.number,
        capacity: 'householder',
        identityChecked: true,
        delegationShown: false,
      },
      into: { type: 'own-household' },
      previousHouseholder: { name: adult.name, number: adult.number },
    });
  });

  test('who joins names the householder there, and agrees where theirs changes', () => {
    const { report } = draftToReport(drafts['part of a household that joins another']);
    expect(report?.into).toEqual({ type: 'household-of', householder: host });
    expect(report?.movers.map(({ consent }) => consent?.by)).toEqual(['mover', 'guardian']);
  });

  test('no consent is sent where the householder stays the same', () => {
    const [mover] = filled.movers;
    const draft = withMoverChange(filled, mover?.key ?? '', {
      consent: { ...(mover?.consent as NonNullable<typeof mover>['consent']), by: 'mover', cardShown: true },
    });
    expect(draftToReport(draft).report?.movers[0]?.consent).toBeUndefined();
  });

  test('a dormitory makes everybody the householder of their own, and nobody joins anybody', () => {
    const { report } = draftToReport({
      ...drafts['into a dormitory'],
      before: { ...spouse, who: 'other', mover: null },
    });
    expect(report?.movers.map(({ relation }) => relation)).toEqual(['본인', '본인']);
    expect(report?.previousHouseholder).toBeUndefined();
  });

  test('a newborn is named by birth and mother, whatever number stood in the field before', () => {
    const draft = withMover(filled, {
      name: '서새봄',
      isNewborn: true,
      number: '123',
      birthDate: '2026.11.1',
      mother: spouse.number,
      relation: '자녀',
    });
    expect(draftToReport(draft).report?.movers[2]).toEqual({
      number: null,
      name: '서새봄',
      relation: '자녀',
      newborn: { birthDate: '2026-11-01', mother: spouse.number },
    });
  });

  test('a day further back brings its supervisor and the hash of the scan', () => {
    const { report } = draftToReport(drafts['a day further back']);
    expect(report?.backdating).toEqual({ supervisor: 'solnae-head', scan: 'ab'.repeat(32) });
  });

  test('those who stay and their new householder', () => {
    const { report } = draftToReport(drafts['the householder leaves with a part']);
    expect(report?.remaining).toEqual({
      householder: spouse.number,
      relations: [{ number: child.number, relation: '자녀' }],
    });
  });

  test('dates and numbers are read in every usual form', () => {
    const draft: MoveInDraft = {
      ...filled,
      movedOn: '2026년 11월 3일',
      reportDate: '20261122',
      reporter: { ...filled.reporter, number: adult.number.replace('-', '') },
    };
    const { report } = draftToReport(draft);
    expect([report?.movedOn, report?.reportDate, report?.reporter.number]).toEqual([
      '2026-11-03',
      '2026-11-22',
      adult.number,
    ]);
  });

  test('an address that the list does not know is sent as it was told', () => {
    const { office, province, city, township } = anAddress();
    const draft: MoveInDraft = {
      ...filled,
      place: {
        listed: null,
        typed: { office, province, city, township, road: ' 솔내새길 ', building: '7-1', remark: '' },
        unit: '',
        room: '202호',
      },
    };
    expect(draftToReport(draft).report?.to).toEqual(anAddress({ road: '솔내새길', building: '7-1', room: '202호' }));
  });
});

const fieldsOf = (draft: MoveInDraft): readonly string[] => draftToReport(draft).issues.map(({ field }) => field);

describe('what is left out is said at its field', () => {
  test('an empty draft asks for everything, each once, on a page of its own', () => {
    const fields = fieldsOf(newDraft({ filing: filingId(1), today: day('2026-11-22') }));
    expect(new Set(fields).size).toBe(fields.length);
    expect(new Set(fields.map(topicOfField))).toEqual(new Set(['kind', 'reporter', 'movers', 'place']));
    expect(fields).toEqual(expect.arrayContaining(['form', 'destination', 'reason', 'movers', 'to', 'moved-on']));
  });

  const joining = drafts['part of a household that joins another'];
  const dormitory = drafts['into a dormitory'];
  const back = drafts['a day further back'];
  const leaving = drafts['the householder leaves with a part'];
  const born = withMover(filled, {
    name: '서새봄',
    isNewborn: true,
    birthDate: '2026-11-01',
    mother: spouse.number,
    relation: '자녀',
  });
  const [first, second] = joining.movers;
  const consentOfFirst = first?.consent as NonNullable<typeof first>['consent'];
  const consentOfSecond = second?.consent as NonNullable<typeof second>['consent'];

  test.each<readonly [string, MoveInDraft, readonly string[]]>([
    ['the form', { ...filled, form: null }, ['form']],
    ['the household', { ...filled, destination: null }, ['destination']],
    ['the reason', { ...filled, reason: null }, ['reason']],
    ['the report date', { ...filled, reportDate: ' ' }, ['report-date']],
    ['the day of the move', { ...filled, movedOn: '' }, ['moved-on']],
    ['the previous address', { ...filled, previousAddress: '' }, ['previous-address']],
    ['the address', { ...filled, place: { ...filled.place, listed: null } }, ['to']],
    ['the reporter’s name', { ...filled, reporter: { ...filled.reporter, name: '' } }, ['reporter-name']],
    ['the reporter’s capacity', { ...filled, reporter: { ...filled.reporter, capacity: null } }, ['reporter-capacity']],
    ['who led them before', { ...filled, before: { ...filled.before, who: null } }, ['before']],
    ['who leads them', { ...filled, head: null }, ['head']],
    ['a relation', withMoverChange(filled, 'p2', { relation: null }), ['mover-p2-relation']],
    ['a mover’s name', withMoverChange(filled, 'p2', { name: ' ' }), ['mover-p2-name']],
    ['a mover’s number', withMoverChange(filled, 'p2', { number: '' }), ['mover-p2-number']],
    ['a birth', withMoverChange(born, 'p3', { birthDate: '' }), ['mover-p3-birth-date']],
    ['a mother', withMoverChange(born, 'p3', { mother: '' }), ['mover-p3-mother']],
    ['whom they join', { ...joining, joined: { name: '', number: '' } }, ['joined-name', 'joined-number']],
    [
      'the householder before',
      { ...joining, before: { who: 'other', mover: null, name: '', number: '' } },
      ['before-name', 'before-number'],
    ],
    [
      'the guardian',
      withMoverChange(joining, 'p2', { consent: { ...consentOfSecond, guardian: { name: '', number: '' } } }),
      ['mover-p2-guardian-name', 'mover-p2-guardian-number'],
    ],
    [
      'the fact-finding',
      withMoverChange(joining, 'p1', { consent: { ...consentOfFirst, by: 'fact-finding' } }),
      ['mover-p1-found', 'mover-p1-found-on', 'mover-p1-found-by'],
    ],
    [
      'the dormitory',
      { ...dormitory, dormitory: { name: '', manager: { name: '', number: '' } } },
      ['dormitory-name', 'manager-name', 'manager-number'],
    ],
    ['the supervisor', { ...back, supervisor: '' }, ['supervisor']],
    ['the scan', { ...back, scan: '' }, ['scan']],
    ['whether anybody stays', { ...leaving, remaining: { ...leaving.remaining, who: null } }, ['remaining']],
    ['who leads those who stay', { ...leaving, remaining: { ...leaving.remaining, number: '' } }, ['remaining-number']],
    ['a relation of those who stay', withStayer(leaving, { number: guest.number }), ['stayer-p4-relation']],
  ])('%s', (_, draft, fields) => {
    const { issues } = draftToReport(draft);
    expect(issues.map(({ field }) => field).toSorted()).toEqual([...fields].toSorted());
    for (const { kind, message } of issues) {
      expect(kind).toBe('missing');
      expect(message.ko).toMatch(/[가-힣].*\.$/);
      expect(message.en).toMatch(/^[A-Z].*\.$/);
    }
  });

  test.each<readonly [string, MoveInDraft, string]>([
    ['a day that is none', { ...filled, movedOn: '2026-12-32' }, 'moved-on'],
    ['a number that is too short', withMoverChange(filled, 'p2', { number: '852412-2' }), 'mover-p2-number'],
    ['a supervisor who is no id', { ...back, supervisor: '솔내 팀장' }, 'supervisor'],
    ['a scan that is no hash', { ...back, scan: 'ab' }, 'scan'],
    ['a name with letters that nobody sees', withMoverChange(filled, 'p2', { name: '서\u200b온' }), 'mover-p2-name'],
    ['somebody twice', withMoverChange(filled, 'p2', { number: adult.number }), 'movers'],
    [
      'a mover who is none',
      { ...filled, reporter: { ...filled.reporter, ...host, capacity: 'mover' } },
      'reporter-capacity',
    ],
    ['a householder who is none', { ...filled, reporter: { ...filled.reporter, ...host } }, 'reporter-capacity'],
    [
      'the manager of no dormitory',
      { ...filled, reporter: { ...filled.reporter, ...host, capacity: 'dormitory-manager' } },
      'reporter-capacity',
    ],
  ])('%s is wrong, and stays as it was typed', (_, draft, field) => {
    const { report, issues } = draftToReport(draft);
    expect(report).toBeNull();
    expect(issues.map((issue) => [issue.field, issue.kind])).toEqual([[field, 'wrong']]);
  });

  test('the relation of the householder there is asked for anew', () => {
    const draft = withMoverChange(joining, 'p1', { relation: '본인' });
    expect(fieldsOf(draft)).toEqual(['mover-p1-relation']);
  });

  test('what the office refuses is said at the same fields', () => {
    const message = { ko: '가.', en: 'A.' };
    const paths = [
      'report.movers.1',
      'report.movers.1.name',
      'report.backdating.supervisor',
      'report.reporter.number',
      'report.movers.0.consent.guardian.number',
      'report.into.householder.number',
      'report.to.office',
    ];
    const fields = officeIssues(
      filled,
      paths.map((path) => ({ path, message })),
    ).map(({ field }) => field);
    expect(fieldOfPath(joining, ['movers'], 'exactly one mover is the householder (본인)')).toBe('head');
    expect(fields).toEqual([
      'mover-p2-number',
      'mover-p2-name',
      'supervisor',
      'reporter-number',
      'mover-p1-guardian-number',
      'joined-number',
      'to',
    ]);
  });
});

describe('a draft as it is kept', () => {
  test('comes back as it was, under the id that it will be filed by', () => {
    const draft = withMover(filled, { name: '온' });
    expect(contentToDraft(draftToContent(draft))).toEqual(draft);
  });

  test.each(['', '{', 'null', '{"v":2}', JSON.stringify({ ...filled, filing: 'none' })])(
    'is null where it can’t be read: %s',
    (content) => {
      expect(contentToDraft(content)).toBeNull();
    },
  );

  test('a mover who is taken off leads nobody any more, and no other mover gets their key', () => {
    const draft = withMover(withoutMover(filled, 'p1'));
    expect([draft.head, draft.before.who, draft.movers.map(({ key }) => key)]).toEqual([null, null, ['p2', 'p3']]);
  });

  test('numbers are invented ones', () => {
    expect(adult.number).toBe(inventedNumber('1985-04-12', 'F', 1));
  });
});
