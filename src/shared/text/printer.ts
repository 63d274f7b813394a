import type { PrinterProblem, PrinterReason, Requirement } from '../registry/printer.ts';
import { type Language, type Text, withoutNumbers } from './language.ts';

/** One drawing each, as `resources/printer/<name>.svg`. */
export type PrinterPicture =
  | 'paper'
  | 'jam'
  | 'cover'
  | 'toner'
  | 'tray'
  | 'output'
  | 'heat'
  | 'pause'
  | 'off'
  | 'network'
  | 'unknown';

interface ReasonText extends Text {
  readonly picture: PrinterPicture;
}

/** What to do at the printer, in one sentence: it is read standing, by people who did not ask for a problem. */
const reasons = {
  'media-empty': {
    ko: '프린터에 A4 용지를 넣으십시오.',
    en: 'Put A4 paper into the printer.',
    picture: 'paper',
  },
  'media-needed': {
    ko: '프린터가 A4 용지를 기다리고 있으니 용지함에 A4 용지를 넣으십시오.',
    en: 'The printer is waiting for A4 paper; put some into the tray.',
    picture: 'paper',
  },
  'media-jam': {
    ko: '프린터를 열어 걸린 용지를 모두 빼고 다시 닫으십시오.',
    en: 'Open the printer, take out all jammed paper and close it again.',
    picture: 'jam',
  },
  'door-open': {
    ko: '프린터의 문이 열려 있으니 끝까지 닫으십시오.',
    en: 'A door of the printer is open; close it firmly.',
    picture: 'cover',
  },
  'cover-open': {
    ko: '프린터의 덮개가 열려 있으니 끝까지 닫으십시오.',
    en: 'The cover of the printer is open; close it firmly.',
    picture: 'cover',
  },
  'interlock-open': {
    ko: '프린터의 덮개나 부품이 제대로 끼워지지 않았으니 모두 열었다가 끝까지 닫으십시오.',
    en: 'A cover or part of the printer is not in place; open each and close it firmly.',
    picture: 'cover',
  },
  'input-tray-missing': {
    ko: '프린터에 용지함을 끝까지 밀어 넣으십시오.',
    en: 'Push the paper tray fully into the printer.',
    picture: 'tray',
  },
  'output-tray-missing': {
    ko: '프린터에 용지 받침대를 끼우십시오.',
    en: 'Put the output tray onto the printer.',
    picture: 'output',
  },
  'output-area-full': {
    ko: '받침대에 쌓인 인쇄물을 모두 꺼내십시오.',
    en: 'Take all printed sheets out of the output tray.',
    picture: 'output',
  },
  'marker-supply-empty': {
    ko: '토너나 잉크가 떨어졌으니 새 카트리지로 바꾸십시오.',
    en: 'The toner or ink is used up; replace the cartridge.',
    picture: 'toner',
  },
  'toner-empty': {
    ko: '토너가 떨어졌으니 새 토너 카트리지로 바꾸십시오.',
    en: 'The toner is used up; replace the cartridge.',
    picture: 'toner',
  },
  'marker-waste-full': {
    ko: '폐토너 통이 가득 찼으니 새 통으로 바꾸십시오.',
    en: 'The waste toner container is full; replace it.',
    picture: 'toner',
  },
  'fuser-over-temp': {
    ko: '프린터가 너무 뜨거우니 식을 때까지 기다리고, 계속되면 점검을 요청하십시오.',
    en: 'The printer is too hot; wait until it has cooled down, and call service if this lasts.',
    picture: 'heat',
  },
  paused: {
    ko: '프린터가 일시 정지되어 있으니 프린터의 조작판에서 다시 시작하십시오.',
    en: 'The printer is paused; resume it on its panel.',
    picture: 'pause',
  },
  'moving-to-paused': {
    ko: '프린터가 곧 일시 정지되니 멈춘 뒤 프린터의 조작판에서 다시 시작하십시오.',
    en: 'The printer is about to pause; once it has, resume it on its panel.',
    picture: 'pause',
  },
  shutdown: {
    ko: '프린터가 꺼졌거나 꺼지는 중이니 전원을 켜십시오.',
    en: 'The printer is off or shutting down; switch it on.',
    picture: 'off',
  },
  'spool-area-full': {
    ko: '프린터의 메모리가 가득 찼으니 프린터의 조작판에서 밀린 작업을 지우십시오.',
    en: "The printer's memory is full; remove waiting jobs on its panel.",
    picture: 'unknown',
  },
  'timed-out': {
    ko: '프린터가 응답하지 않아 멈추었으니 프린터를 껐다가 다시 켜십시오.',
    en: 'The printer has stopped responding; switch it off and on again.',
    picture: 'off',
  },
  'stopped-partly': {
    ko: '프린터의 일부가 멈추었으니 프린터 화면의 안내를 따르십시오.',
    en: "A part of the printer has stopped; follow what the printer's display says.",
    picture: 'unknown',
  },
  stopped: {
    ko: '프린터가 멈추었으니 프린터 화면의 안내를 따르십시오.',
    en: "The printer has stopped; follow what the printer's display says.",
    picture: 'unknown',
  },
  'not-accepting-jobs': {
    ko: '프린터가 작업을 받지 않으니 프린터의 조작판에서 인쇄 허용을 켜십시오.',
    en: 'The printer accepts no jobs; allow printing on its panel.',
    picture: 'pause',
  },
  'other-error': {
    ko: '프린터에 오류가 생겼으니 프린터 화면의 안내를 따르십시오.',
    en: "The printer reports an error; follow what the printer's display says.",
    picture: 'unknown',
  },
  'media-low': {
    ko: '용지가 얼마 남지 않았으니 A4 용지를 채우십시오.',
    en: 'There is little paper left; add A4 paper.',
    picture: 'paper',
  },
  'toner-low': {
    ko: '토너가 얼마 남지 않았으니 새 토너 카트리지를 준비하십시오.',
    en: 'The toner is running low; have a new cartridge ready.',
    picture: 'toner',
  },
  'marker-supply-low': {
    ko: '토너나 잉크가 얼마 남지 않았으니 새 카트리지를 준비하십시오.',
    en: 'The toner or ink is running low; have a new cartridge ready.',
    picture: 'toner',
  },
  'marker-waste-almost-full': {
    ko: '폐토너 통이 거의 찼으니 새 통을 준비하십시오.',
    en: 'The waste toner container is nearly full; have a new one ready.',
    picture: 'toner',
  },
  'output-area-almost-full': {
    ko: '받침대에 인쇄물이 많이 쌓였으니 꺼내십시오.',
    en: 'The output tray is nearly full; take out the printed sheets.',
    picture: 'output',
  },
  'fuser-under-temp': {
    ko: '프린터가 예열 중이니 잠시 기다리십시오.',
    en: 'The printer is warming up; wait a moment.',
    picture: 'heat',
  },
} as const satisfies Record<PrinterReason, ReasonText>;

export const printerReasonToText = (reason: PrinterReason, language: Language): string => reasons[reason][language];
export const pictureOfReason = (reason: PrinterReason): PrinterPicture => reasons[reason].picture;

/** Ends the sentence "This printer will not do: it …". */
const requirements = {
  'document-format': { ko: 'PDF와 PWG 래스터를 모두 인쇄하지 못합니다', en: 'prints neither PDF nor PWG raster' },
  a4: { ko: 'A4 용지를 쓰지 못합니다', en: 'has no A4 paper' },
  'one-sided': { ko: '단면 인쇄를 하지 못합니다', en: 'cannot print on one side only' },
  'create-job': {
    ko: '작업을 만든 뒤 문서를 보내는 방식을 쓰지 못합니다',
    en: 'cannot take a job before its document',
  },
  direct: { ko: '프린터가 아니라 인쇄 서버가 응답합니다', en: 'is a print server and not the printer itself' },
} as const satisfies Record<Requirement, Text>;

export const requirementToText = (requirement: Requirement, language: Language): string =>
  requirements[requirement][language];

interface ProblemText extends Text {
  readonly picture: PrinterPicture;
}

/** Why a printer can't be used, then what to do. */
const problems = {
  Unreachable: ({ detail }) => ({
    ko: `프린터에 연결할 수 없습니다(${detail}). 프린터가 켜져 있는지, 네트워크 선이 꽂혀 있는지 확인하십시오.`,
    en: `The printer cannot be reached (${detail}). Check that it is switched on and connected to the network.`,
    picture: 'network',
  }),
  TimedOut: () => ({
    ko: '프린터가 응답하지 않습니다. 프린터를 껐다가 다시 켜고, 계속되면 네트워크 연결을 확인하십시오.',
    en: 'The printer does not answer. Switch it off and on again; if this lasts, check the network connection.',
    picture: 'network',
  }),
  NotAPrinter: ({ detail }) => ({
    ko: `이 주소에서 프린터가 아닌 것이 응답했습니다(${detail}). 프린터 주소와 네트워크 로그인을 확인하십시오.`,
    en: `Something other than a printer answered at this address (${detail}). Check the address and the network log-in.`,
    picture: 'network',
  }),
  Refused: ({ keyword }) => ({
    ko: `프린터가 요청을 거절했습니다(${keyword}). 잠시 뒤 다시 시도하고, 계속되면 전산 담당자에게 알리십시오.`,
    en: `The printer refused the request (${keyword}). Try again shortly; if this lasts, tell your IT support.`,
    picture: 'unknown',
  }),
  Unfit: ({ lacking }) => ({
    ko: `증명서를 인쇄할 수 없는 프린터입니다: ${lacking.map((each) => requirements[each].ko).join(', ')}. 다른 프린터를 등록하십시오.`,
    en: `This printer cannot print certificates: it ${lacking.map((each) => requirements[each].en).join(', it ')}. Set up another one.`,
    picture: 'unknown',
  }),
  CertificateUnknown: ({ fingerprint }) => ({
    ko: `처음 연결하는 프린터입니다. 프린터 조작판이나 설정 페이지에 나오는 인증서 지문이 다음과 같은지 확인하십시오: ${groups(fingerprint)}`,
    en: `This printer is contacted for the first time. Check that its panel or settings page shows this certificate fingerprint: ${groups(fingerprint)}`,
    picture: 'network',
  }),
  CertificateChanged: ({ fingerprint }) => ({
    ko: `프린터의 인증서가 확인한 것과 다릅니다. 프린터를 바꾸거나 초기화했으면 새 지문을 확인하고, 아니면 전산 담당자에게 알리십시오: ${groups(fingerprint)}`,
    en: `The printer's certificate is not the one that was confirmed. If the printer was replaced or reset, confirm the new fingerprint; if not, tell your IT support: ${groups(fingerprint)}`,
    picture: 'network',
  }),
} satisfies {
  readonly [T in PrinterProblem['type']]: (problem: Extract<PrinterProblem, { readonly type: T }>) => ProblemText;
};

/** In fours, as panels show it and people compare it. */
const groups = (fingerprint: string): string => (fingerprint.toUpperCase().match(/.{1,4}/g) ?? []).join(' ');

// The table holds, for each type, a text made from just that type's problem; TypeScript can't follow the pairing.
const textOf = (problem: PrinterProblem): ProblemText =>
  (problems[problem.type] as (problem: PrinterProblem) => ProblemText)(problem);

/** Some of it is in the network's or the printer's own words. */
export const printerProblemToText = (problem: PrinterProblem, language: Language): string =>
  withoutNumbers(textOf(problem)[language]);
export const pictureOfProblem = (problem: PrinterProblem): PrinterPicture => textOf(problem).picture;
