import type { ReplaceReason } from '../../../../shared/registry/certificate.ts';
import type { PrinterState } from '../../../../shared/registry/printer.ts';
import type { Text } from '../../../../shared/text/language.ts';

export const texts = {
  confirm: { ko: '나온 장 확인', en: 'Say what came out' },
  confirmTitle: { ko: '인쇄된 장을 확인하십시오', en: 'Look at the printed sheets' },
  confirmLead: {
    ko: '용지함과 프린터 안을 보고 답하십시오. 답하면 되돌릴 수 없습니다.',
    en: 'Look at the tray and inside the printer. Your answer cannot be taken back.',
  },
  came: { ko: '무엇이 나왔나요?', en: 'What came out?' },
  cameAll: { ko: '모든 장이 온전하게 나왔습니다', en: 'Every sheet is here and good' },
  cameAllHint: { ko: '발급을 마치고 수수료를 계산합니다.', en: 'It is issued and its fee is counted.' },
  cameNot: { ko: '빠졌거나 잘못 나왔습니다', en: 'Not all, or not good' },
  cameNotHint: {
    ko: '나온 장을 모두 파기하고 폐기로 기록합니다.',
    en: 'What there is was destroyed; it becomes void.',
  },
  destroyed: { ko: '파기한 장수', en: 'Sheets destroyed' },
  destroyedHint: { ko: '한 장도 나오지 않았으면 0', en: '0 if none came out' },
  destroyedError: { ko: '0부터 200까지의 숫자로 적으십시오.', en: 'Enter a number from 0 to 200.' },
  note: { ko: '비고', en: 'Note' },
  chooseCame: { ko: '무엇이 나왔는지 고르십시오.', en: 'Choose what came out.' },
  record: { ko: '기록하기', en: 'Record' },

  retry: { ko: '다시 인쇄', en: 'Print again' },
  retryTitle: { ko: '어느 프린터로 다시 인쇄할까요?', en: 'Print again, on which printer?' },
  retryLead: {
    ko: '인쇄된 것이 한 장도 없으므로 같은 번호로 다시 인쇄합니다.',
    en: 'Not one sheet came out, so it prints again under the same serial.',
  },
  withdraw: { ko: '발급 취소', en: 'Withdraw' },
  withdrawTitle: { ko: '이 증명서의 발급을 취소할까요?', en: 'Withdraw this paper?' },
  withdrawLead: {
    ko: '폐기로 기록되고 번호는 다시 쓰이지 않습니다. 되돌릴 수 없습니다.',
    en: 'It becomes void and its serial is not used again. This cannot be undone.',
  },
  reason: { ko: '취소하는 까닭', en: 'Reason' },
  reasonError: { ko: '까닭을 두 글자 이상 적으십시오.', en: 'Write a reason of at least two letters.' },
  doubt: { ko: '프린터가 멈춰 있음', en: 'The printer does not come back' },
  doubtTitle: { ko: '프린터를 더 기다리지 않을까요?', en: 'Stop waiting for the printer?' },
  doubtLead: {
    ko: '‘확인 필요’ 상태가 됩니다. 그 뒤에는 나온 장을 사람이 확인해야 끝납니다.',
    en: 'It becomes doubtful, and ends only when a person says what came out.',
  },
  replace: { ko: '다시 발급', en: 'Issue another in its place' },
  replaceTitle: { ko: '이 증명서를 대신할 새 증명서를 발급할까요?', en: 'Issue another paper in place of this one?' },
  replaceLead: {
    ko: '새 번호로 지금 주민등록 내용을 인쇄하고, 먼저 것은 폐기합니다. 되돌릴 수 없습니다.',
    en: 'It prints what the register says now under a new serial; the old one becomes void. This cannot be undone.',
  },
  why: { ko: '다시 발급하는 까닭', en: 'Why' },
  chooseWhy: { ko: '까닭을 고르십시오.', en: 'Choose a reason.' },
  backSheets: { ko: '돌려받아 파기한 장수', en: 'Sheets handed back and destroyed' },

  printer: { ko: '프린터', en: 'Printer' },
  noPrinter: { ko: '증명서를 인쇄할 프린터가 설정되어 있지 않습니다.', en: 'No printer is set up for certificates.' },
  setUp: { ko: '프린터 설정', en: 'Set up a printer' },
  paper: { ko: '증명서', en: 'Paper' },
  serial: { ko: '발급번호', en: 'Serial' },
  holder: { ko: '대상자', en: 'Holder' },
} as const satisfies Record<string, Text>;

export const replaceTexts = {
  misprinted: { ko: '잘못 인쇄됨', en: 'Misprinted' },
  damaged: { ko: '훼손됨', en: 'Damaged' },
  'wrong-paper': { ko: '다른 증명서를 발급함', en: 'The wrong paper' },
} as const satisfies Record<ReplaceReason, Text>;

/** What a printer does, for a list. */
export const printerStateTexts = {
  idle: { ko: '준비됨', en: 'Ready' },
  processing: { ko: '인쇄 중', en: 'Printing' },
  stopped: { ko: '멈춤', en: 'Stopped' },
  unknown: { ko: '알 수 없음', en: 'Unknown' },
} as const satisfies Record<PrinterState['state'], Text>;

export const unreachable: Text = { ko: '연결 안 됨', en: 'Not reached' };
export const notAskedYet: Text = { ko: '확인하는 중', en: 'Being asked' };
export const needsHelp: Text = { ko: '손볼 곳 있음', en: 'Needs you' };
