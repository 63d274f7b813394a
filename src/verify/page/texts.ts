import type { Text } from '../../shared/text/language.ts';
import type { TrustProblem } from './trust.ts';

/** The words of the page itself; those of the verdicts are in `src/shared/text`. */
export const pageTexts = {
  title: { ko: '증명서 진위 확인', en: 'Certificate check' },
  language: { ko: 'English', en: '한국어' },
  lead: {
    ko: '주민등록 증명서의 네모난 부호를 읽히면, 발급기관이 서명한 그대로인지 이 컴퓨터 안에서 확인합니다.',
    en: 'Scan the square code on a resident register certificate: this computer checks whether it is as the office signed it.',
  },
  field: { ko: '부호 또는 문서확인번호', en: 'Code or document number' },
  fieldHint: {
    ko: '여기에 커서를 두고 스캐너로 읽히거나, 부호를 붙여 넣거나, 16자리 번호를 입력하십시오. 한글 입력 상태에서 읽혀도 됩니다.',
    en: 'With the cursor here, use a scanner, paste a code, or type the 16 digits. The Korean input method may stay on.',
  },
  check: { ko: '확인', en: 'Check' },
  camera: { ko: '카메라로 읽기', en: 'Use the camera' },
  cameraOff: { ko: '카메라 끄기', en: 'Turn the camera off' },
  cameraFailed: {
    ko: '카메라를 쓸 수 없습니다. 브라우저의 카메라 권한을 확인하십시오.',
    en: 'The camera cannot be used. Check that the browser is allowed to.',
  },
  file: { ko: 'PDF나 사진 열기', en: 'Open a PDF or a picture' },
  drop: { ko: '파일을 이 창에 끌어다 놓아도 됩니다.', en: 'You can also drop a file on this window.' },
  working: { ko: '확인하고 있습니다.', en: 'Checking.' },
  nothing: { ko: '확인할 것을 입력하십시오.', en: 'Enter something to check.' },
  trust: { ko: '확인에 쓰는 열쇠', en: 'The keys in use' },
  trustFile: { ko: '열쇠 파일 불러오기', en: 'Load key files' },
  trustHint: {
    ko: '중앙 서버의 공개 열쇠(root.txt)와 열쇠 목록(bundle.json)을 함께 고르십시오. 이 창을 닫으면 지워집니다.',
    en: "Choose central's public key (root.txt) and the key list (bundle.json) together. They are forgotten with this window.",
  },
  trustMissing: {
    ko: '열쇠가 없어 아직 확인할 수 없습니다. 아래에서 불러오십시오.',
    en: 'There are no keys yet, so nothing can be checked. Load them below.',
  },
  trustRootOnly: {
    ko: '중앙 서버의 열쇠만 있고 열쇠 목록이 없습니다.',
    en: "There is central's key, but no key list.",
  },
  fingerprint: { ko: '중앙 서버 열쇠 지문', en: "Fingerprint of central's key" },
  fingerprintHint: {
    ko: '공표된 지문과 같은지 견주어 보십시오. 다르면 이 화면의 결과를 믿지 마십시오.',
    en: 'Compare it with the one that was published. If they differ, believe nothing that this page says.',
  },
  issuer: { ko: '발행', en: 'Issued by' },
  at: { ko: '목록 작성일', en: 'List made on' },
  validUntil: { ko: '다음 목록까지', en: 'Good until' },
  devices: { ko: '등록된 기기', en: 'Devices listed' },
  online: {
    ko: '중앙 서버에도 물어보기 (부호나 번호만 보냅니다)',
    en: 'Ask central as well (sends the code or number, nothing else)',
  },
  offlineNumber: {
    ko: '이 페이지에는 중앙 서버 주소가 없어 번호로는 확인할 수 없습니다. 부호를 읽히십시오.',
    en: 'This page does not know a central to ask, so a number cannot be checked. Scan the code.',
  },
  unsupported: {
    ko: '이 브라우저로는 서명을 확인할 수 없습니다. https 주소나 파일로 여시고, 최신 브라우저를 쓰십시오.',
    en: 'This browser cannot check signatures. Open the page over https or as a file, in a current browser.',
  },
  footer: {
    ko: '파일과 사진은 이 컴퓨터 밖으로 나가지 않습니다. 진본 부호도 다른 종이에 옮겨 붙일 수 있으니 내용을 꼭 견주어 보십시오.',
    en: 'Files and pictures do not leave this computer. A genuine code can be copied onto another sheet, so compare the contents.',
  },
} as const satisfies Record<string, Text>;

export type PageText = keyof typeof pageTexts;

export const trustProblemTexts = {
  unreadable: { ko: '열쇠도 열쇠 목록도 아닌 파일입니다.', en: 'This file is neither a key nor a key list.' },
  'other-root': {
    ko: '지금 쓰는 중앙 서버의 열쇠로 서명된 목록이 아닙니다.',
    en: "This list was not signed by central's key in use.",
  },
  'root-missing': {
    ko: '중앙 서버의 공개 열쇠를 먼저, 또는 함께 고르십시오.',
    en: "Choose central's public key first, or together with the list.",
  },
} as const satisfies Record<TrustProblem, Text>;
