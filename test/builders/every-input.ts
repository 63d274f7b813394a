import type { CommandInput, CommandName } from '../../src/shared/contract/commands.ts';
import type { QueryInput, QueryName } from '../../src/shared/contract/queries.ts';
import type { Amendment } from '../../src/shared/registry/amendment.ts';
import { DraftId, type OfficialId } from '../../src/shared/registry/ids.ts';
import type { MoveInReport } from '../../src/shared/registry/move-in.ts';
import type { PrinterId } from '../../src/shared/registry/printer.ts';
import type { Report } from '../../src/shared/registry/report.ts';
import { newId, supervisorHere } from './filing-desk.ts';
import { kim, kimChild, kimSpouse, kims, lee, lees, newHome, whole } from './filing-people.ts';
import { aMoveInReport, day, filingId, moversOf } from './registry.ts';
import { everyRegisterReport, joining, named } from './reports.ts';

const printer = 'desk-1' as PrinterId;
const official = 'solnae-clerk' as OfficialId;
const on = day('2026-08-05');
const draftId = DraftId.parse(newId());

/** A move-in with every field that there is. */
export const fullMoveIn: MoveInReport = aMoveInReport({
  form: 'part-of-household',
  to: { ...newHome, unit: '101호', room: '1', remark: '솔내리' },
  movers: [
    {
      ...(moversOf([kimSpouse])[0] as MoveInReport['movers'][number]),
      consent: { by: 'guardian', guardian: named(kim), formShown: true, cardShown: true, kinOfReporter: null },
    },
    {
      number: null,
      name: '아가',
      relation: '자녀',
      newborn: { birthDate: day('2026-08-01'), mother: kimSpouse.number },
      consent: { by: 'fact-finding', on, official, livesThere: true },
    },
    {
      ...(moversOf([kimChild])[0] as MoveInReport['movers'][number]),
      consent: { by: 'mover', cardShown: false, kinOfReporter: 'spouse' },
    },
  ],
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
  backdating: { supervisor: supervisorHere, scan: 'a'.repeat(64) },
});

const reports: readonly Report[] = [fullMoveIn, joining([kimSpouse], lee), ...everyRegisterReport(kims.residents)];
const amendments: readonly Amendment[] = [
  { type: 'supplemented', on, version: 1, report: whole(lees.residents), note: '보완' },
  { type: 'withdrawn', on, note: '취하' },
  { type: 'refused', on, people: [kim.number], reasons: '사유', remedies: '구제' },
  { type: 'post-verified', on, step: { type: 'confirmed', official } },
  { type: 'just-cause', on, note: '입원' },
];

const ask: CommandInput<'previewCertificate'>['ask'] = {
  request: {
    kind: 'copy-english',
    household: kims.household.id,
    options: {
      pastAddresses: { type: 'recent', years: 5 },
      formationReason: true,
      formationDate: true,
      dates: true,
      changeReasons: 'household',
      otherNames: true,
      numberTails: 'all',
      relations: 'detailed',
      cohabitants: true,
      foreignFamily: true,
    },
    address: 'Sollae 1',
    pastAddresses: ['Sollae 2'],
    names: { [kim.id]: 'KIM' },
  },
  applicant: { name: kim.name, number: kim.number, identity: 'resident-card' },
  ground: { type: 'delegate', principal: named(kimSpouse), delegationShown: true, principalCardShown: true },
  purpose: '제출용',
  exemption: { group: 'veteran', proof: '증서' },
};

/**
 * Inputs of every command, as somebody would send them. Where a good one would go out to a network or a printer, what
 * stands here is refused before that.
 */
export const everyCommand: { readonly [N in CommandName]: () => readonly CommandInput<N>[] } = {
  enrol: () => [
    { centralUrl: 'http://127.0.0.1:1', code: 'X', official, password: 'paran-haneul-1' },
    { centralUrl: 'http://127.0.0.1:1', code: 'X', official, password: null },
  ],
  signIn: () => [{ official, password: 'another-password' }],
  lock: () => [{}],
  addPasswordSlot: () => [{ id: newId(), official: 'nobody-here' as OfficialId, password: 'noran-nabi-2' }],
  rekeyFile: () => [{ id: newId(), reason: '담당자 교체' }],
  cancelRekey: () => [{}],
  revealNumber: () => [{ id: newId(), resident: kim.id, reason: '본인 확인' }],
  checkMoveIn: () => reports.flatMap((report) => ('form' in report ? [{ report }] : [])),
  saveDraft: () => [{ id: draftId, task: 'move-in', title: '김가온 전입', content: '{"step":1}' }],
  discardDraft: () => [{ id: draftId }],
  setPracticeLink: () => [{ connected: false }],
  reportMoveIn: () => reports.flatMap((report) => ('form' in report ? [{ id: newId(), report }] : [])),
  reportToRegister: () => reports.flatMap((report) => ('kind' in report ? [{ id: newId(), report }] : [])),
  amendFiling: () => amendments.map((amendment) => ({ id: newId(), filing: filingId(1), amendment })),
  viewResident: () => [{ id: newId(), resident: kim.id, purpose: '상담' }],
  previewCertificate: () => [{ id: newId(), ask }],
  issueCertificates: () => [{ printer, asks: [{ id: newId(), ask }] }],
  confirmSheets: () => [{ id: newId(), certificate: newId(), came: { type: 'destroyed', sheets: 1, note: '찢어짐' } }],
  retryCertificate: () => [{ id: newId(), certificate: newId(), printer }],
  withdrawCertificate: () => [{ id: newId(), certificate: newId(), note: '취소' }],
  replaceCertificate: () => [{ id: newId(), certificate: newId(), why: 'damaged', sheets: 1, note: '구겨짐', printer }],
  doubtCertificate: () => [{ id: newId(), certificate: newId() }],
  exportLedger: () => [
    { id: newId(), filter: { from: on, to: on, show: 'all', kind: 'copy', text: '김' }, purpose: '점검' },
  ],
  setBackupFolder: () => [{ id: newId(), folder: '/nowhere/at/all' }],
  backUpNow: () => [{}],
  setPrinters: () => [
    {
      id: newId(),
      printers: [1, 1].map(() => ({
        id: printer,
        name: '창구',
        uri: 'ipp://127.0.0.1:1/ipp',
        roles: ['desk' as const],
        how: 'direct' as const,
        media: 'iso_a4_210x297mm',
        tls: { fingerprint: null },
      })),
    },
  ],
  findPrinters: () => [{ seconds: 0, host: 7 as never, where: 'nowhere' } as CommandInput<'findPrinters'>],
  printSheet: () => [{ id: newId(), printer, sheet: { type: 'withheld-notice', ask } }],
  reportSpoiledSheets: () => [{ id: newId(), on, printer, sheets: 1, note: '걸림' }],
  signDay: () => [{ id: newId(), day: on, counted: { sheets: 1, won: 400 }, remark: '' }],
  syncNow: () => [{}],
};

export const everyQuery: { readonly [N in QueryName]: () => readonly QueryInput<N>[] } = {
  searchResidents: () => [{ text: '김', after: null }],
  listFilings: () => [{ after: filingId(1) }],
  listDepartures: () => [{}],
  listArrivals: () => [{}],
  getFiling: () => [{ filing: filingId(1) }],
  listTray: () => [{}],
  listCertificates: () => [
    { filter: { from: null, to: null, show: 'attention', kind: null, text: '' }, after: newId() },
  ],
  getCertificate: () => [{ certificate: newId() }],
  getDay: () => [{ day: on }],
  getSignIn: () => [{}],
  searchAddresses: () => [{ text: '솔내로 1' }],
  listDrafts: () => [{}],
  getDraft: () => [{ id: draftId }],
  listPrinters: () => [{}],
  getStatus: () => [{}],
  getBackup: () => [{}],
};
