import { describe, expect, test } from 'vitest';
import { Answer } from '../../src/shared/registry/answer.ts';
import { CertificateKind } from '../../src/shared/registry/certificate.ts';
import { Relation, ResidentStatus, RowReason } from '../../src/shared/registry/resident.ts';
import { dayReport } from '../../src/shared/rules/paper/day-report.ts';
import {
  answerToPrint,
  changeToPrint,
  formationReasonToPrint,
  paperToPrint,
  reasonToPrint,
  relationToPrint,
  specialStatusToPrint,
  statusToPrint,
} from '../../src/shared/rules/paper/words.ts';
import { day } from '../builders/registry.ts';

/** The words that print, letter by letter: nobody proofreads a paper before it is handed out. */
describe('the words that print', () => {
  test('[CE-17] for relations, each by its name where details were asked for', () => {
    const english: Readonly<Record<Relation, string>> = {
      본인: 'Householder',
      배우자: 'Spouse',
      자녀: 'Child',
      부: 'Father',
      모: 'Mother',
      조부: 'Grandfather',
      조모: 'Grandmother',
      손: 'Grandchild',
      증손: 'Great-grandchild',
      형제자매: 'Sibling',
      며느리: 'Daughter-in-law',
      사위: 'Son-in-law',
      '배우자의 부': "Spouse's father",
      '배우자의 모': "Spouse's mother",
      '배우자의 자녀': "Spouse's child",
      조카: 'Cohabitant',
      '그 밖의 친족': 'Cohabitant',
      동거인: 'Cohabitant',
      증조부: 'Great-grandfather',
      증조모: 'Great-grandmother',
      '부의 배우자': "Father's spouse",
      '모의 배우자': "Mother's spouse",
      '손의 배우자': "Grandchild's spouse",
      '배우자의 조부': "Spouse's grandfather",
      '배우자의 조모': "Spouse's grandmother",
      '배우자의 손': "Spouse's grandchild",
      '배우자의 형제자매': "Spouse's sibling",
      '그 밖의 직계혈족': 'Other lineal relative',
      '그 밖의 직계혈족의 배우자': "Other lineal relative's spouse",
    };
    for (const relation of Relation.options) {
      const isOutside = ['조카', '그 밖의 친족', '동거인'].includes(relation);
      expect(relationToPrint(relation, 'detailed'), relation).toBe(isOutside ? '동거인' : relation);
      expect(relationToPrint(relation, 'detailed', 'en'), relation).toBe(english[relation]);
    }
  });

  test('[CE-17] for relations without details', () => {
    const plain: readonly (readonly [Relation, string, string])[] = [
      ['본인', '본인', 'Householder'],
      ['배우자', '배우자', 'Spouse'],
      ['자녀', '세대원', 'Household member'],
      ['배우자의 모', '세대원', 'Household member'],
      ['조카', '동거인', 'Cohabitant'],
      ['동거인', '동거인', 'Cohabitant'],
    ];
    for (const [relation, ko, en] of plain)
      expect([relationToPrint(relation, 'plain'), relationToPrint(relation, 'plain', 'en')]).toEqual([ko, en]);
  });

  test('[CE-15, CE-19] for the status of a person', () => {
    const words: Readonly<Record<ResidentStatus, readonly [string, string]>> = {
      resident: ['거주자', 'Resident'],
      'unknown-domicile': ['거주불명자', 'Domicile unknown'],
      'national-abroad': ['재외국민', 'National residing abroad'],
      'staying-abroad': ['해외체류자', 'Staying overseas'],
      deleted: ['말소', 'Deleted'],
    };
    for (const status of ResidentStatus.options) {
      const special = status === 'resident' ? [null, null] : words[status];
      expect([statusToPrint(status), statusToPrint(status, 'en')], status).toEqual(words[status]);
      expect([specialStatusToPrint(status), specialStatusToPrint(status, 'en')], status).toEqual(special);
    }
  });

  test('[CE-16, CE-25] for why a line was added, and why a household was formed', () => {
    const english: Readonly<Record<RowReason, string>> = {
      전입: 'Move-in',
      신규등록: 'New registration',
      전입세대구성: 'Household formed on moving in',
      세대합가: 'Households merged',
      세대분리: 'Separated from another household',
      세대주변경: 'Change of householder',
      출생등록: 'Registration of birth',
      재등록: 'Re-registration',
      거주불명등록: 'Registered as of unknown domicile',
      말소: 'Deletion',
      사망: 'Death',
      국외이주신고: 'Emigration',
      해외체류: 'Stay overseas',
      귀국신고: 'Return to Korea',
      정정: 'Correction',
      직권정정: 'Correction by the office',
      이의신청정정: 'Correction upon objection',
      행정구역변경: 'Change of administrative area',
    };
    for (const reason of RowReason.options) {
      expect([reasonToPrint(reason, 'ko'), reasonToPrint(reason, 'en')]).toEqual([reason, english[reason]]);
      expect([formationReasonToPrint(reason, 'ko'), formationReasonToPrint(reason, 'en')]).toEqual([
        reason,
        english[reason],
      ]);
    }
    expect(formationReasonToPrint('세대구성', 'en')).toBe('Household formed');
    // Without an English word, as the register has it.
    expect(formationReasonToPrint('독립세대', 'en')).toBe('독립세대');
  });

  test('[CE-16] for what changed of a person', () => {
    const whats = ['name', 'number', 'birth-date', 'sex', 'hanja'] as const;
    expect(whats.map(changeToPrint)).toEqual(['성명', '주민등록번호', '생년월일', '성별', '한자 성명']);
  });

  test('[CE-10] for what became of a mover', () => {
    const words: Readonly<Record<Answer['type'], readonly [string, string]>> = {
      registered: ['등록', 'Registered'],
      supplement: ['보완 필요', 'Something is missing'],
      held: ['보류', 'On hold'],
      withdrawn: ['취하', 'Withdrawn'],
      refused: ['불수리', 'Refused'],
    };
    for (const option of Answer.options) {
      const type = option.shape.type.value;
      const printed = (['ko', 'en'] as const).map((language) => answerToPrint({ type } as Answer, language));
      expect(printed, type).toEqual(words[type]);
    }
  });

  test('[CE-14] for the paper that was asked for', () => {
    expect(CertificateKind.options.map((kind) => [kind, paperToPrint(kind)])).toEqual([
      ['copy', '주민등록표 등본'],
      ['copy-english', '주민등록표 등본(영문)'],
      ['abstract', '주민등록표 초본'],
      ['moved-in-households', '전입세대확인서'],
      ['move-in-receipt', '전입신고 접수증'],
    ]);
  });
});

describe('the account of a day', () => {
  const figures = {
    reserved: 1_240,
    issued: 1_232,
    void: 5,
    open: 3,
    sheetsIssued: 2_001,
    sheetsVoid: 40,
    sheetsOther: 7,
    won: 412_800,
    exempted: 61,
  };
  const account = {
    day: day('2026-11-22'),
    figures,
    voided: [
      { serial: 'T-9971031000-1-0000417', sheets: 2, reason: '용지 걸림' },
      { serial: 'T-9971031000-1-0000420', sheets: 1, reason: '인쇄 불량' },
    ],
    remark: '용지함 교체',
  };
  const ledger = [
    { label: '사용한 일련번호', value: '1,240건' },
    { label: '교부', value: '1,232건' },
    { label: '무효', value: '5건' },
    { label: '미확인', value: '3건' },
    { label: '교부 용지', value: '2,001매' },
    { label: '무효 용지', value: '40매' },
    { label: '그 밖의 용지', value: '7매' },
    { label: '용지 합계', value: '2,048매' },
    { label: '수수료', value: '412,800원' },
    { label: '수수료 면제', value: '61건' },
  ];

  test('says what the ledger has, and numbers what came to nothing', () => {
    expect(dayReport({ ...account, counted: null })).toEqual({
      kind: 'reconciliation',
      day: '2026-11-22',
      lines: ledger,
      voided: [
        { no: 1, serial: 'T-9971031000-1-0000417', pages: 2, reason: '용지 걸림' },
        { no: 2, serial: 'T-9971031000-1-0000420', pages: 1, reason: '인쇄 불량' },
      ],
      remark: '용지함 교체',
    });
  });

  test('says beside it what was counted, and the difference either way', () => {
    expect(dayReport({ ...account, counted: { sheets: 2_050, won: 412_400 } }).lines).toEqual([
      ...ledger,
      { label: '실제 사용 용지', value: '2,050매' },
      { label: '용지 차이', value: '2매' },
      { label: '실제 수납액', value: '412,400원' },
      { label: '수납 차이', value: '-400원' },
    ]);
  });
});
