import type { AppError, ErrorType, InputIssue } from '../contract/errors.ts';
import type { Role } from '../registry/office.ts';
import type { Profile } from '../registry/profile.ts';
import { type Language, type Text, withoutNumbers } from './language.ts';
import { ledgerStateToText } from './ledger.ts';
import { defectToText } from './papers.ts';

type ErrorText<E> = Text | ((error: E) => Text);

const roles = {
  clerk: { ko: '담당자', en: 'clerk' },
  supervisor: { ko: '책임자', en: 'supervisor' },
  auditor: { ko: '감사 담당자', en: 'auditor' },
  mentor: { ko: '현장 지도자', en: 'mentor' },
  trainee: { ko: '교육생', en: 'trainee' },
  kiosk: { ko: '무인민원발급기', en: 'kiosk' },
} as const satisfies Record<Role, Text>;

const profiles = {
  training: { ko: '교육용', en: 'training' },
  production: { ko: '업무용', en: 'production' },
} as const satisfies Record<Profile, Text>;

/** What keeps a backup's medium from being used, then what to do. */
const mediumTexts = {
  absent: {
    ko: '저장 장치가 연결되어 있지 않거나 다른 장치입니다. 백업용 장치를 연결한 뒤 다시 시도하십시오.',
    en: 'The medium is not connected, or it is another one. Connect the one for backups and try again.',
  },
  full: {
    ko: '남은 공간이 없습니다. 지난 백업은 그대로 있습니다. 공간을 확보하거나 더 큰 장치로 바꾸십시오.',
    en: 'It is full. Earlier backups are untouched. Free some space, or take a larger one.',
  },
  'read-only': {
    ko: '쓸 수 없게 되어 있습니다. 쓰기 금지를 풀거나 쓰기 권한을 요청하십시오.',
    en: 'It cannot be written to. Remove its write protection, or ask for permission to write.',
  },
  failing: {
    ko: '읽거나 쓰는 동안 오류가 났습니다. 연결을 확인하고, 되풀이되면 다른 장치로 바꾸십시오.',
    en: 'Reading or writing failed. Check its connection; if it happens again, take another one.',
  },
  'own-folder': {
    ko: '자료 폴더 안에는 백업하지 않습니다. 다른 저장 장치의 폴더를 지정하십시오.',
    en: 'Backups are not kept inside the data folder. Name a folder on another medium.',
  },
} as const satisfies Record<Extract<AppError, { readonly type: 'BackupMediumUnusable' }>['why'], Text>;

/** How a letter without a glyph is named where it can't be shown: `U+20BB7`. */
const codePointOf = (letter: string): string =>
  `U+${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** The first few fields by name: a window marks all of them, and a sentence for each. */
const issuesToText = (issues: readonly InputIssue[], language: Language): string =>
  issues
    .slice(0, 3)
    .map(({ path, message }) => (path === '' ? message[language] : `${path}: ${message[language]}`))
    .join(' ');

/** What happened, then what to do. An error without its two sentences does not compile. */
const errors = {
  InvalidInput: ({ issues }) => ({
    ko: `입력한 내용 가운데 잘못된 것이 있습니다. 표시된 항목을 고친 뒤 다시 시도하십시오. ${issuesToText(issues, 'ko')}`,
    en: `Something that was entered is not valid. Correct the marked fields and try again. ${issuesToText(issues, 'en')}`,
  }),
  NotSignedIn: {
    ko: '로그인하지 않았거나 로그인이 끝났습니다. 다시 로그인하십시오.',
    en: 'You are not signed in, or your session has ended. Sign in again.',
  },
  Locked: {
    ko: '화면이 잠겨 있습니다. 비밀번호를 입력하면 하던 일을 이어서 할 수 있습니다.',
    en: 'The screen is locked. Enter your password to go on where you were.',
  },
  DraftNotFound: {
    ko: '작성 중이던 서류가 없습니다. 이미 접수했거나 지웠는지 확인하십시오.',
    en: 'This draft is not there any more. Check whether it was filed or discarded.',
  },
  PasswordSlotTaken: {
    ko: '이 컴퓨터에 이미 비밀번호가 있는 사용자입니다. 그 비밀번호로 로그인하십시오.',
    en: 'This user has a password on this computer already. Sign in with it.',
  },
  PasswordSlotOutdated: {
    ko: '로그인하지 않은 사이에 이 컴퓨터의 파일 열쇠가 바뀌어 이 비밀번호로는 열 수 없습니다. 책임자에게 새 비밀번호 등록을 요청하십시오.',
    en: 'This computer’s file got another key while you had not signed in, and this password does not open it. Ask a supervisor for a new password.',
  },
  RekeyNeedsSignIn: {
    ko: '화면을 잠그고 다시 로그인한 뒤 파일 열쇠를 바꾸십시오. 이 사용자의 비밀번호가 아직 예전 방식으로 저장되어 있습니다.',
    en: 'Lock the screen, sign in again, and then change the file’s key: this user’s password is still stored in the old way.',
  },
  RekeyRunning: {
    ko: '파일 열쇠를 이미 바꾸고 있습니다. 끝날 때까지 기다리십시오.',
    en: 'The file’s key is being changed already. Wait until that is done.',
  },
  RekeyCancelled: {
    ko: '파일 열쇠 바꾸기를 멈췄습니다. 잃은 것은 없으며, 예전 열쇠로 그대로 일할 수 있습니다.',
    en: 'Changing the file’s key was stopped. Nothing is lost; go on working with the key that the file had.',
  },
  TrainingOnly: {
    ko: '교육용에서만 쓸 수 있는 기능입니다. 업무용에서는 쓰지 마십시오.',
    en: 'This is there for practice only. It does not exist where real work is done.',
  },
  WindowRefused: ({ why }) =>
    why === 'too-long'
      ? {
          ko: '한 번에 보낼 수 있는 내용보다 깁니다. 내용을 줄여 다시 시도하십시오.',
          en: 'This is longer than what can be sent at once. Shorten it and try again.',
        }
      : {
          ko: '한꺼번에 요청한 것이 너무 많습니다. 잠시 뒤에 다시 시도하십시오.',
          en: 'Too much was asked for at once. Wait a moment and try again.',
        },
  NotAllowed: ({ needs }) => ({
    ko: `이 업무를 할 권한이 없습니다. 권한이 있는 사람(${needs.map((role) => roles[role].ko).join(', ')})에게 요청하십시오.`,
    en: `You are not allowed to do this. Ask someone who is (${needs.map((role) => roles[role].en).join(', ')}).`,
  }),
  WrongPassword: {
    ko: '비밀번호가 맞지 않습니다. 한/영 키와 Caps Lock을 확인한 뒤 다시 입력하십시오.',
    en: 'The password is wrong. Check Caps Lock and the input language, then type it again.',
  },
  UnknownOfficial: {
    ko: '이 컴퓨터에 등록되지 않은 사용자입니다. 아이디를 확인하거나 책임자에게 사용자 등록을 요청하십시오.',
    en: 'This user is not registered on this computer. Check the user ID, or ask a supervisor to register you.',
  },
  NotEnrolled: {
    ko: '이 컴퓨터는 아직 기관에 등록되지 않았습니다. 책임자에게 등록 코드를 받아 등록하십시오.',
    en: 'This computer is not enrolled with an office yet. Get an enrolment code from a supervisor and enrol it.',
  },
  AlreadyEnrolled: {
    ko: '이 컴퓨터는 이미 기관에 등록되어 있습니다. 등록하지 말고 로그인하십시오.',
    en: 'This computer is already enrolled with an office. Sign in instead.',
  },
  EnrolmentCodeUnreadable: {
    ko: '등록 코드의 형식이 맞지 않습니다. 빠진 글자가 없는지 확인한 뒤 다시 입력하십시오.',
    en: 'This does not have the form of an enrolment code. Check for missing characters and type it again.',
  },
  EnrolmentCodeRefused: {
    ko: '이미 사용했거나 기한이 지난 등록 코드입니다. 새 등록 코드를 받으십시오.',
    en: 'This enrolment code has been used or has expired. Get a new one.',
  },
  CodeOfAnotherCentral: {
    ko: '등록 코드가 이 중앙 서버에서 발급한 것이 아닙니다. 서버 주소와 등록 코드를 확인하십시오. 모두 맞으면 등록을 멈추고 전산 담당자에게 알리십시오.',
    en: 'The enrolment code was not issued by this central server. Check the address and the code. If both are right, stop and tell your IT support.',
  },
  WrongProfile: ({ expected }) => ({
    ko: `교육용과 업무용은 서로 연결할 수 없습니다. ${profiles[expected].ko} 중앙 서버의 주소를 입력하십시오.`,
    en: `Training and production cannot be connected with each other. Enter the address of a ${profiles[expected].en} server.`,
  }),
  NumberOfOtherProfile: ({ profile }) =>
    profile === 'training'
      ? {
          ko: '교육용 프로그램에는 실제 주민등록번호를 입력할 수 없습니다. 교육용 번호를 입력하십시오.',
          en: 'The training program takes no real resident numbers. Enter a training number.',
        }
      : {
          ko: '업무용 프로그램에는 교육용 주민등록번호를 입력할 수 없습니다. 신분증의 번호를 확인하십시오.',
          en: 'The production program takes no training numbers. Check the number on the identity card.',
        },
  OtherOfficesArea: {
    ko: '새 주소가 우리 기관의 관할이 아닙니다. 주소를 확인하고, 맞으면 새 주소지를 관할하는 읍·면·동에 신고하도록 안내하십시오.',
    en: 'The new address is not in the area of this office. Check it; if it is right, direct the citizen to the office in charge of it.',
  },
  IdAlreadyUsed: {
    ko: '같은 접수 번호로 다른 내용이 이미 접수되어 있습니다. 접수 목록을 확인하고, 목록에 없으면 새로 접수하십시오.',
    en: 'Something else was already filed under the same identifier. Look at the list of filings; if yours is not there, file it anew.',
  },
  ResidentNotFound: {
    ko: '우리 기관의 주민등록표에서 찾을 수 없는 사람입니다. 이름과 생년월일을 확인하고 다시 검색하십시오.',
    en: 'This person is not in the register of this office. Check the name and birth date and search again.',
  },
  FilingNotFound: {
    ko: '우리 기관의 접수 목록에 없는 신고입니다. 접수 번호를 확인하고 접수 목록에서 다시 고르십시오.',
    en: 'This filing is not in the list of this office. Check its number and choose it from the list of filings.',
  },
  FilingAlreadyRegistered: ({ names }) => ({
    ko: `이미 등록된 사람이 있어 취하, 불수리하거나 고쳐 쓸 수 없습니다(${names.join(', ')}). 등록된 내용을 바꾸려면 정정신고나 이의신청을 받으십시오.`,
    en: `Somebody on it is registered already, so it can be neither taken back, refused nor rewritten (${names.join(', ')}). To change what is registered, take a corrective report or an objection.`,
  }),
  CertificateNotFound: {
    ko: '발급 대장에서 찾을 수 없는 증명서입니다. 발급번호를 확인하고 발급 대장에서 다시 고르십시오.',
    en: 'This paper is not in the ledger of this office. Check its number and choose it from the ledger.',
  },
  CertificateNotAllowed: ({ defects }) => ({
    ko: `신청한 대로는 발급할 수 없습니다. ${defects.map((defect) => defectToText(defect, 'ko')).join(' ')}`,
    en: `This cannot be issued as asked. ${defects.map((defect) => defectToText(defect, 'en')).join(' ')}`,
  }),
  SerialsExhausted: {
    ko: '이 컴퓨터에 남은 증명서 번호가 없어 발급할 수 없습니다. 중앙 서버에 연결되면 번호를 자동으로 받으므로 네트워크를 확인하고, 그동안은 다른 컴퓨터에서 발급하십시오.',
    en: 'This computer has no serials left, so nothing can be issued. It gets new ones once central answers: check the network, and issue on another computer until then.',
  },
  WrongLedgerState: ({ state }) => ({
    ko: `증명서의 지금 상태(${ledgerStateToText(state, 'ko')})에서는 할 수 없는 일입니다. 발급 대장을 새로 열어 상태를 확인하십시오.`,
    en: `This cannot be done with the paper in its present state (${ledgerStateToText(state, 'en')}). Open the ledger anew and look at the state.`,
  }),
  PrinterUnknown: {
    ko: '이 컴퓨터에 설정되지 않은 프린터입니다. 목록에서 다른 프린터를 고르거나 프린터를 먼저 설정하십시오.',
    en: 'This printer is not set up on this computer. Choose another one from the list, or set it up first.',
  },
  LettersMissing: ({ letters }) => ({
    ko: `이 컴퓨터의 글꼴로 인쇄할 수 없는 글자가 있어 발급하지 않았습니다: ${letters.join(' ')}. 글자를 빼거나 바꾸지 말고 전산 담당자에게 글꼴 추가를 요청하십시오.`,
    en: `Some letters are in no font of this computer, so nothing was issued: ${letters.map(codePointOf).join(' ')}. Do not drop or replace them; ask your IT support for a font that has them.`,
  }),
  RendererFailed: {
    ko: '증명서를 만들지 못했습니다. 인쇄된 것은 없습니다. 다시 시도하고, 되풀이되면 전산 담당자에게 알리십시오.',
    en: 'The paper could not be drawn. Nothing was printed. Try again; if it happens again, tell your IT support.',
  },
  DayStillOpen: ({ open }) => ({
    ko: `발급도 폐기도 되지 않은 증명서가 ${String(open)}건 남아 있어 마감할 수 없습니다. 발급 대장에서 남은 건을 먼저 처리하십시오.`,
    en: `The day cannot be closed: ${String(open)} of its papers are neither issued nor void. Settle them in the ledger first.`,
  }),
  DayInFuture: {
    ko: '아직 오지 않은 날은 마감할 수 없습니다. 날짜를 확인하십시오.',
    en: 'A day that has not come yet cannot be signed off. Check the date.',
  },
  PaperOutdated: {
    ko: '발급일이 지났거나 그사이 주민등록 내용이 바뀐 문서입니다. 이 문서를 취소하고 새로 신청을 받으십시오.',
    en: 'This paper was made for another day, or the register has changed since. Withdraw it and take the request anew.',
  },
  ReplacementTooLate: {
    ko: '무료로 다시 발급하는 것은 발급한 날에만 할 수 있습니다. 새로 신청을 받으십시오.',
    en: 'A paper is made anew at no charge on the day of issue only. Take a new request.',
  },
  PrinterNotForThis: {
    ko: '이 프린터는 다른 문서용으로 설정되어 있습니다. 다른 프린터를 고르거나 프린터 설정을 바꾸십시오.',
    en: 'This printer is set up for other papers. Choose another one, or change its set-up.',
  },
  DayAlreadySigned: {
    ko: '이미 마감한 날입니다. 마감한 내용은 발급 대장에서 확인하십시오.',
    en: 'This day has been closed and signed already. Look at what was signed in the ledger.',
  },
  CentralUnreachable: {
    ko: '중앙 서버에 연결할 수 없습니다. 접수는 계속할 수 있고, 연결되면 자동으로 전송됩니다. 오래 계속되면 네트워크를 확인하십시오.',
    en: 'Central cannot be reached. You can go on taking filings; they are sent once it answers. If this lasts, check the network.',
  },
  NotCentral: {
    ko: '중앙 서버가 아닌 다른 곳에서 응답했습니다. 접수한 내용은 전송되지 않고 이 컴퓨터에 남아 있습니다. 네트워크 인증과 서버 주소를 확인하십시오.',
    en: 'Someone other than central answered. Nothing was sent; your filings are safe on this computer. Check the network log-in and the server address.',
  },
  CentralBusy: {
    ko: '중앙 서버에 요청이 몰려 있습니다. 잠시 뒤 자동으로 다시 시도하므로 그대로 업무를 계속하십시오.',
    en: 'Central is busy. It will be tried again by itself shortly; go on with your work.',
  },
  CentralRefused: {
    ko: '중앙 서버가 요청을 받아들이지 않았습니다. 접수한 내용은 이 컴퓨터에 남아 있습니다. 전산 담당자에게 알리십시오.',
    en: 'Central did not accept the request. Your filings are safe on this computer. Tell your IT support.',
  },
  DeviceUnknown: {
    ko: '중앙 서버에 이 컴퓨터의 등록 정보가 없습니다. 접수한 내용은 이 컴퓨터에 남아 있습니다. 책임자에게 알려 다시 등록하십시오.',
    en: 'Central does not know this computer. Your filings are safe on it. Tell a supervisor, so that it can be enrolled again.',
  },
  FeedAltered: ({ seq }) => ({
    ko: `중앙 서버에서 받은 자료가 이어지지 않거나 바뀌어 반영하지 않았습니다(${String(seq)}번째 자료). 자동으로 전체를 다시 받습니다. 되풀이되면 전산 담당자에게 알리십시오.`,
    en: `Data received from central were altered or incomplete and were not used (item ${String(seq)}). Everything is fetched anew by itself. If it happens again, tell your IT support.`,
  }),
  JournalMismatch: ({ centralSeq, ownSeq }) => ({
    ko: `이 컴퓨터의 처리 기록(${String(ownSeq)}건)과 중앙 서버에 있는 기록(${String(centralSeq)}건)이 맞지 않습니다. 새 접수를 멈추고 책임자와 전산 담당자에게 알리십시오. 기록은 지워지지 않습니다.`,
    en: `The journal of this computer (${String(ownSeq)} entries) does not match what central has (${String(centralSeq)} entries). Take no new filings and tell a supervisor and your IT support. Nothing is deleted.`,
  }),
  RestoredNotAdmitted: {
    ko: '백업에서 복원한 컴퓨터이며 아직 중앙 서버의 승인을 받지 않았습니다. 접수는 할 수 있지만 증명서는 발급하지 않습니다. 관리자에게 이 컴퓨터의 일회용 코드를 받아 등록하십시오.',
    en: 'This computer was restored from a backup, and central has not admitted it yet. Filings are taken, but no papers are issued. Ask your administrator for a one-time code for this computer and enrol with it.',
  },
  IncarnationClosed: {
    ko: '이 컴퓨터의 자료를 다른 컴퓨터에서 복원하여 업무를 이어 가고 있습니다. 여기서는 더 접수하지 마십시오. 보내지 못했던 접수는 지워지지 않으니 책임자와 전산 담당자에게 알리십시오.',
    en: 'This computer was restored from a backup on another one, which goes on in its place. Take no more filings here. What was not sent yet is not deleted: tell a supervisor and your IT support.',
  },
  BackupFolderNotSet: {
    ko: '백업 폴더가 정해지지 않았습니다. 책임자가 다른 저장 장치의 폴더를 백업 폴더로 지정하십시오.',
    en: 'No backup folder is set. A supervisor sets one, on another medium.',
  },
  BackupRunning: {
    ko: '이 컴퓨터를 이미 백업하고 있습니다. 끝난 뒤에 다시 하십시오.',
    en: 'This computer is being backed up already. Wait until that is done, and try again.',
  },
  BackupMediumUnusable: ({ folder, why }) => ({
    ko: `백업 폴더를 쓸 수 없습니다: ${folder}. ${mediumTexts[why].ko}`,
    en: `The backup folder cannot be used: ${folder}. ${mediumTexts[why].en}`,
  }),
  NoBackupFound: ({ folder }) => ({
    ko: `이 폴더에 백업이 없습니다: ${folder}. 저장 장치가 연결되어 있는지, 폴더가 맞는지 확인하십시오.`,
    en: `There is no backup in this folder: ${folder}. Check that the medium is connected and the folder is the right one.`,
  }),
  BackupDamaged: ({ backup, detail }) => ({
    ko: `백업이 손상되었거나 바뀌어 쓰지 않았습니다: ${backup} (${withoutNumbers(detail)}). 다른 백업을 고르십시오.`,
    en: `The backup is damaged or was altered and was not used: ${backup} (${withoutNumbers(detail)}). Choose another one.`,
  }),
  BackupOfAnother: ({ backup, holds }) => ({
    ko: `다른 곳의 백업이어서 쓰지 않았습니다: ${backup} (${holds}). 맞는 백업을 고르십시오.`,
    en: `This backup belongs to another office or device and was not used: ${backup} (${holds}). Choose the right one.`,
  }),
  FolderNotEmpty: ({ folder }) => ({
    ko: `자료가 이미 있는 폴더에는 복원하지 않습니다: ${folder}. 비어 있거나 없는 폴더를 지정하십시오.`,
    en: `Nothing is restored into a folder that holds something: ${folder}. Name one that is empty or not there.`,
  }),
  FileInUse: {
    ko: '프로그램이 이미 실행 중입니다. 열려 있는 창을 사용하십시오. 창이 보이지 않으면 컴퓨터를 다시 시작하십시오.',
    en: 'The program is already running. Use the window that is open. If there is none, restart the computer.',
  },
  FileNotOurs: ({ file }) => ({
    ko: `이 컴퓨터의 자료 파일이 아니거나 앞부분이 손상되어 열지 않았습니다: ${file}. 지우지 말고 다른 곳에 보관한 뒤 관리자에게 알리십시오.`,
    en: `This file is not this computer's, or its beginning is damaged, and it was left alone: ${file}. Do not delete it; keep it elsewhere and tell your administrator.`,
  }),
  FileDamaged: ({ file }) => ({
    ko: `자료 파일이 손상되었습니다: ${file}. 파일을 지우거나 고치지 말고 전산 담당자에게 알리십시오. 아직 전송되지 않은 접수가 들어 있을 수 있으며, 점검 명령(replica doctor)이 무엇이 남아 있는지 알려 줍니다.`,
    en: `The data file is damaged: ${file}. Do not delete or change it, and tell your IT support. It may hold filings that have not been sent; the doctor command (replica doctor) says what is left.`,
  }),
  FileNewer: ({ file }) => ({
    ko: `더 새로운 버전의 프로그램에서 만든 자료 파일입니다: ${file}. 프로그램을 최신 버전으로 바꾸십시오.`,
    en: `The data file was made by a newer version of this program: ${file}. Update the program.`,
  }),
  FileOlder: ({ file }) => ({
    ko: `이전 버전의 프로그램에서 만든 자료 파일이라 열지 않았습니다: ${file}. 파일을 지우지 말고, 이전 버전의 프로그램으로 열어 남은 접수를 모두 전송한 뒤 전산 담당자에게 알리십시오.`,
    en: `The data file was made by an earlier version of this program and was not opened: ${file}. Do not delete it; open it with that version, let it send what is left, and tell your IT support.`,
  }),
  EntriesMissing: ({ file, from, to }) => ({
    ko: `처리 기록 가운데 ${String(from)}번부터 ${String(to)}번까지가 자료 파일에 없습니다: ${file}. 함께 있던 기록 파일(-wal)이 없어졌거나 예전 복사본으로 바뀐 것입니다. 파일을 지우거나 바꾸지 말고 전산 담당자에게 알리십시오.`,
    en: `Entries ${String(from)} to ${String(to)} of the journal are not in the data file: ${file}. The log beside it (-wal) is gone, or it was replaced by an old copy. Do not delete or change anything, and tell your IT support.`,
  }),
  NoCheckpoint: {
    ko: '이 파일의 화면 자료를 다시 만들 온전한 기준점이 없습니다. 기준점은 담당자가 로그인하여 잠시 일하는 동안 저절로 만들어집니다. 지금 고쳐야 한다면 백업에서 복원하거나 중앙 서버에서 등록부를 새로 받으십시오.',
    en: 'There is no whole checkpoint from which the views of this file could be made anew. It makes itself while somebody is signed in. If it must be mended now, restore a backup or take the register from central again.',
  },
  NothingToRescue: ({ folder }) => ({
    ko: `이 폴더에서는 컴퓨터의 등록 정보를 읽을 수 없습니다: ${folder}. 폴더를 지우지 말고, 명령 끝에 --also 백업매체를 붙여 다시 실행하십시오. 등록 정보는 백업에서, 처리 기록은 이 폴더에서 옮깁니다. 그래도 안 되면 백업에서 되돌리십시오.`,
    en: `Which device this is cannot be read in ${folder}. Keep the folder, and run the command again with --also MEDIUM, the medium of its backups. If that fails too, restore from a backup.`,
  }),
  FileNotMigrated: ({ file }) => ({
    ko: `자료 파일을 이 버전의 프로그램에 맞게 바꾸지 못했습니다: ${file}. 파일은 그대로 남아 있고 잃은 접수는 없습니다. 이전 버전의 프로그램으로 업무를 계속하고 전산 담당자에게 알리십시오.`,
    en: `The data file could not be brought to this version of the program: ${file}. It stayed as it was and nothing is lost. Go on working with the earlier version, and tell your IT support.`,
  }),
  FileOfOtherProfile: ({ file, expected }) => ({
    ko: `${profiles[expected].ko} 자료 파일이 아니어서 열지 않았습니다: ${file}. 교육용과 업무용 프로그램을 바꾸어 실행하지 않았는지 확인하십시오.`,
    en: `This is not a ${profiles[expected].en} data file and was not opened: ${file}. Check that you started the right one of the training and production programs.`,
  }),
  DiskFull: {
    ko: '디스크에 남은 공간이 없어 저장하지 못했습니다. 필요 없는 파일을 지워 공간을 확보한 뒤 다시 시도하십시오.',
    en: 'The disk is full and nothing was saved. Free some space and try again.',
  },
  DiskReadOnly: {
    ko: '자료 폴더에 쓸 수 없어 저장하지 못했습니다. 전산 담당자에게 폴더의 쓰기 권한을 요청하십시오.',
    en: 'The data folder cannot be written to and nothing was saved. Ask your IT support for write permission.',
  },
  Internal: ({ incident }) => ({
    ko: `예상하지 못한 오류가 발생했습니다. 다시 시도하고, 되풀이되면 전산 담당자에게 오류 번호를 알리십시오: ${incident}.`,
    en: `An unexpected error occurred. Try again; if it happens again, give your IT support this number: ${incident}.`,
  }),
} satisfies { readonly [T in ErrorType]: ErrorText<Extract<AppError, { readonly type: T }>> };

export const errorToText = (error: AppError, language: Language): string => {
  // The table holds, for each type, a text made from just that type's error; TypeScript can't follow the pairing.
  const text = errors[error.type] as ErrorText<AppError>;
  return withoutNumbers((typeof text === 'function' ? text(error) : text)[language]);
};
