import type { SheetInput } from '../../src/shared/registry/sheet.ts';
import { day } from './registry.ts';
import {
  aCopy,
  addressLines,
  aForeigner,
  aFullAbstract,
  aFullCopy,
  aMember,
  aMovedIn,
  aMoveInReceipt,
  anAbstract,
  anEnglishCopy,
  aReconciliation,
  aSheet,
  aTestPage,
  aWithheldNotice,
} from './sheet.ts';

/** A Korean name and a Roman one of sixty letters without a space to break at. */
const longName = '가나다라마바사아자차카타파하'.repeat(5).slice(0, 60);
const longRomanName = 'MAXIMILIANALEXANDERCHRISTOPHERSEBASTIANJOHANNESWOLFGANGAMADEUS'.slice(0, 60);

/** One paper of every kind with little, with everything, and with what is hard to lay out. */
export const everyPaper: Readonly<Record<string, SheetInput>> = {
  'a copy': aSheet(),
  'a copy with everything': aSheet(aFullCopy()),
  'a copy in production': aSheet(aFullCopy(), { watermark: null }),
  'a copy as of a time': aSheet(aCopy(), { registerAsOf: '2026-11-22 14:05' }),
  'a copy with empty sections': aSheet(aCopy({ cohabitants: [], foreignFamily: [], pastAddresses: [] })),
  'a copy with as little as can be asked for': aSheet(
    aCopy({
      formation: null,
      members: [
        aMember(1, { relation: null, dates: null, reason: null }),
        aMember(2, { relation: null, name: null, dates: null, reason: null, hanja: '' }),
      ],
    }),
    { applicant: null, purpose: null, code: null, sealText: null, documentNumber: null, issueNumber: null },
  ),
  'a copy with event dates only': aSheet(
    aCopy({
      formation: { reason: null, on: day('2020-03-02') },
      members: [1, 2].map((no) => aMember(no, { dates: { movedOn: day('2020-03-01'), registeredOn: null } })),
      pastAddresses: addressLines(3).map((line) => ({ ...line, dates: null })),
    }),
  ),
  'a copy for twelve people and sixty addresses': aSheet(
    aFullCopy({
      members: Array.from({ length: 12 }, (_, index) => aMember(index + 1)),
      pastAddresses: addressLines(60),
    }),
    { watermark: null },
  ),
  'a copy with long names': aSheet(
    aFullCopy({
      householder: { name: longName, hanja: '' },
      members: [aMember(1, { name: longName }), aMember(2, { name: longRomanName, status: '거주불명자' })],
      foreignFamily: [aForeigner(1, { name: longName, nameRoman: longRomanName, since: null, relation: null })],
      cohabitants: [],
    }),
    {
      applicant: longName,
      purpose: '부동산 등기 및 금융기관 제출과 그 밖의 여러 가지 용도로 사용하기 위한 제출',
      issuer: '아주긴이름의특별자치도 매우긴이름의군 길고도긴이름의면 임시출장소장',
    },
  ),
  'an English copy': aSheet(anEnglishCopy()),
  'an English copy with everything': aSheet(
    anEnglishCopy({
      cohabitants: [],
      foreignFamily: [aForeigner(1, { relation: 'Spouse', name: 'NGUYEN THI HA' })],
      pastAddresses: addressLines(2).map((line) => ({
        ...line,
        address: '12 Solnaedongchon-gil, Solnae-myeon, Neulhae-gun, Daon-do',
        reason: 'Move-in',
      })),
    }),
    { registerAsOf: '2026-11-22 14:05' },
  ),
  'an abstract': aSheet(anAbstract()),
  'an abstract with everything': aSheet(aFullAbstract()),
  'an abstract with empty sections': aSheet(
    anAbstract({
      personalChanges: [],
      military: [],
      householder: null,
      addresses: addressLines(1).map((line) => ({
        ...line,
        dates: null,
        reason: null,
        householder: null,
        status: '거주불명자',
      })),
    }),
  ),
  'an acknowledgement of intake': aSheet(aMoveInReceipt(), {
    serial: null,
    documentNumber: null,
    issueNumber: null,
    code: null,
  }),
  'a receipt after acceptance': aSheet(
    aMoveInReceipt({
      stage: 'accepted',
      movers: aMoveInReceipt().movers.map((mover) => ({
        ...mover,
        answer: mover.no === 2 ? '보완 필요: 신분 확인' : '등록 (2026. 11. 22.)',
      })),
    }),
  ),
  'a moved-in household certificate': aSheet(aMovedIn()),
  'a moved-in household certificate with notes': aSheet(
    aMovedIn({ households: [], isFilingWaiting: true, isDeletedLeftOut: true }),
  ),
  'a notice that a paper is withheld': aSheet(aWithheldNotice(), {
    serial: null,
    documentNumber: null,
    issueNumber: null,
    code: null,
  }),
  'a test page': aSheet(aTestPage()),
  "a day's reconciliation": aSheet(aReconciliation({ remark: '오후 2시에 용지 250장을 채웠음.\n3시에 1장을 버렸음.' })),
  "an empty day's reconciliation": aSheet(aReconciliation({ voided: [], remark: '' })),
};
