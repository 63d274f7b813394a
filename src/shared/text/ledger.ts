import type { LedgerState, LedgerStep } from '../registry/ledger.ts';
import { type Language, type Text, withoutNumbers } from './language.ts';

type SuspectReason = Extract<LedgerStep, { readonly to: 'suspect' }>['why'];
type VoidReason = Extract<LedgerStep, { readonly to: 'void' }>['why'];

/** Short, for a list. */
const stateTexts = {
  reserved: { ko: '번호 확보', en: 'Serial reserved' },
  rendered: { ko: '인쇄 준비', en: 'Ready to print' },
  submitting: { ko: '프린터에 맡기는 중', en: 'Being handed to the printer' },
  created: { ko: '프린터가 작업을 받음', en: 'Taken by the printer' },
  sending: { ko: '내용을 보내는 중', en: 'Being sent' },
  printing: { ko: '인쇄 중', en: 'Printing' },
  printed: { ko: '인쇄됨', en: 'Printed' },
  issued: { ko: '발급됨', en: 'Issued' },
  'failed-clean': { ko: '인쇄되지 않음', en: 'Nothing printed' },
  suspect: { ko: '확인 필요', en: 'In doubt' },
  void: { ko: '폐기', en: 'Void' },
} as const satisfies Record<LedgerState, Text>;

/** What is known for certain in this state, then what the official does. */
const adviceTexts = {
  reserved: {
    ko: '번호만 정해졌고 인쇄된 것은 없습니다. 자동으로 이어지므로 기다리고, 필요 없어졌으면 취소하십시오.',
    en: 'Only the serial is taken; nothing is printed. It goes on by itself: wait, or withdraw it if it is not needed.',
  },
  rendered: {
    ko: '증명서를 만들었고 인쇄된 것은 없습니다. 자동으로 이어지므로 기다리고, 필요 없어졌으면 취소하십시오.',
    en: 'The paper is drawn; nothing is printed. It goes on by itself: wait, or withdraw it if it is not needed.',
  },
  submitting: {
    ko: '프린터에 맡기는 중이며 내용은 아직 보내지 않았습니다. 기다리십시오.',
    en: 'It is being handed to the printer, which has none of its content yet. Wait.',
  },
  created: {
    ko: '프린터가 작업을 받았지만 내용은 아직 보내지 않았습니다. 기다리십시오.',
    en: 'The printer has taken the job but none of its content yet. Wait.',
  },
  sending: {
    ko: '내용을 보내고 있어 일부가 인쇄되었을 수 있습니다. 끝날 때까지 용지함에서 꺼내지 마십시오.',
    en: 'Its content is being sent, so some sheets may be out. Leave the tray alone until it has ended.',
  },
  printing: {
    ko: '인쇄하고 있습니다. 끝날 때까지 용지함에서 꺼내지 마십시오.',
    en: 'It is printing. Leave the tray alone until it has ended.',
  },
  printed: {
    ko: '프린터가 모든 장을 인쇄했다고 알렸습니다. 장수를 확인하고 신청인에게 내주십시오.',
    en: 'The printer says that every sheet is out. Count them and hand them to the applicant.',
  },
  issued: {
    ko: '발급이 끝나 수수료가 계산되었습니다. 잘못 나왔으면 회수하고 다시 발급하십시오.',
    en: 'It is issued and its fee is counted. If it came out wrong, take it back and issue another in its place.',
  },
  'failed-clean': {
    ko: '인쇄된 것이 한 장도 없음이 확인되었습니다. 프린터를 살펴보고 다시 인쇄하거나 취소하십시오.',
    en: 'It is certain that not one sheet came out. See to the printer, then print it again or withdraw it.',
  },
  suspect: {
    ko: '몇 장이 나왔는지 알 수 없어 자동으로 다시 인쇄하지 않습니다. 용지함을 확인하십시오: 모두 온전하면 확인을 누르고, 아니면 나온 장을 모두 파기하고 장수를 적으십시오.',
    en: 'Nobody knows how many sheets came out, so it is not printed again by itself. Look at the tray: confirm if all are there and good; if not, destroy what there is and note how many.',
  },
  void: {
    ko: '폐기되어 다시 쓰이지 않으며 번호는 대장에 남습니다. 나온 장이 남아 있으면 파기하십시오.',
    en: 'It is void and stays so; its serial remains in the ledger. If a sheet of it is still about, destroy it.',
  },
} as const satisfies Record<LedgerState, Text>;

/** What may have happened, then where to look. */
const suspectTexts = {
  'jammed-or-aborted': {
    ko: '인쇄하다가 용지가 걸렸거나 작업이 중단되었습니다. 용지함과 프린터 안을 확인하십시오: 일부만 나왔을 수 있습니다.',
    en: 'The paper jammed or the job broke off. Look at the tray and inside the printer: some of the sheets may be out.',
  },
  'sheets-not-counted': {
    ko: '인쇄는 끝났지만 프린터가 장수를 알려 주지 않았습니다. 용지함을 확인하십시오: 장수를 세어 모두 나왔는지 보십시오.',
    en: 'It has ended, but the printer did not say how many sheets. Look at the tray: count whether all are there.',
  },
  'count-differs': {
    ko: '프린터가 알린 장수가 증명서의 장수와 다릅니다. 용지함을 확인하십시오: 빠졌거나 더 나온 장이 있을 수 있습니다.',
    en: 'The printer counted another number of sheets than the paper has. Look at the tray: one may be missing or too many.',
  },
  'job-forgotten': {
    ko: '프린터가 이 작업을 더 이상 알지 못합니다. 용지함을 확인하십시오: 모두 나왔을 수도, 하나도 안 나왔을 수도 있습니다.',
    en: 'The printer no longer knows this job. Look at the tray: all of it may be out, or none.',
  },
  'printer-restarted': {
    ko: '인쇄하는 동안 프린터가 꺼졌다 켜졌습니다. 용지함과 프린터 안을 확인하십시오: 꺼지기 전에 나온 장이 있을 수 있습니다.',
    en: 'The printer was switched off and on meanwhile. Look at the tray and inside the printer: sheets may have come out before.',
  },
  'connection-lost': {
    ko: '인쇄하는 동안 프린터와 연결이 끊겼습니다. 연결을 살펴보고 용지함을 확인하십시오: 끊긴 뒤에도 인쇄되었을 수 있습니다.',
    en: 'The connection to the printer was lost meanwhile. See to it and look at the tray: it may have gone on printing.',
  },
  'not-acknowledged': {
    ko: '내용을 보냈지만 프린터가 다 받았다고 답하지 않았습니다. 용지함을 확인하십시오: 앞부분만 인쇄되었을 수 있습니다.',
    en: 'The content was sent, but the printer never said that it had all of it. Look at the tray: only its beginning may be printed.',
  },
  'unverified-printer': {
    ko: '이 프린터는 인쇄 결과를 알려 주지 않으므로 사람이 확인해야 합니다. 용지함을 확인하십시오: 모두 온전하게 나왔는지 보십시오.',
    en: 'This printer does not report what it printed, so a person must. Look at the tray: see whether all sheets are there and good.',
  },
  'canceled-at-printer': {
    ko: '프린터에서 작업이 취소되었습니다. 용지함을 확인하십시오: 취소하기 전후에 나온 장이 있을 수 있습니다.',
    en: 'The job was canceled at the printer. Look at the tray: sheets may have come out before it stopped, or after.',
  },
  restored: {
    ko: '백업에서 복원한 뒤라 그동안 이 증명서가 어떻게 되었는지 알 수 없습니다. 전에 쓰던 컴퓨터의 용지함과 신청인에게 내준 것을 확인하십시오: 이미 나갔을 수 있습니다.',
    en: 'The ledger was restored from a backup, and nobody knows what became of this paper since. Look at the tray and ask at the counter: it may have been handed over already.',
  },
} as const satisfies Record<SuspectReason, Text>;

const voidTexts = {
  withdrawn: {
    ko: '인쇄하기 전에 취소했습니다. 나온 장이 없으므로 더 할 일은 없습니다.',
    en: 'It was withdrawn before anything was printed. No sheet came out, so nothing is left to do.',
  },
  outdated: {
    ko: '인쇄하기 전에 날짜가 바뀌었거나 주민등록 내용이 바뀌었습니다. 새로 신청을 받으십시오.',
    en: 'The day or the register changed before it was printed. Take the request anew.',
  },
  'not-renderable': {
    ko: '증명서를 그리지 못해 폐기했습니다. 나온 장이 없으므로 원인을 고친 뒤 새로 신청받으십시오.',
    en: 'It could not be drawn. No sheet came out; once the cause is mended, take the request anew.',
  },
  spoiled: {
    ko: '온전하게 나오지 않아 폐기했습니다. 나온 장은 파기하고 다시 발급하십시오.',
    en: 'It did not come out whole. Destroy its sheets and issue another paper.',
  },
  replaced: {
    ko: '다른 증명서가 대신하여 폐기했습니다. 내주었던 것을 돌려받아 파기하십시오.',
    en: 'Another paper took its place. Take back what was handed out and destroy it.',
  },
} as const satisfies Record<VoidReason, Text>;

export const ledgerStateToText = (state: LedgerState, language: Language): string => stateTexts[state][language];

export const ledgerAdviceToText = (state: LedgerState, language: Language): string => adviceTexts[state][language];

export const suspectReasonToText = (why: SuspectReason, language: Language): string => suspectTexts[why][language];

export const voidReasonToText = (why: VoidReason, language: Language): string => voidTexts[why][language];

/** `why` of a line of the ledger: a reason of doubt or of voidness, else the printer's own words, shown as they are. */
export const ledgerWhyToText = (why: string, language: Language): string => {
  const known: Readonly<Record<string, Text>> = { ...suspectTexts, ...voidTexts };
  return Object.hasOwn(known, why) ? (known[why]?.[language] ?? why) : withoutNumbers(why);
};
