import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import type { Text } from '../../../shared/text/language.ts';

export const texts = {
  title: { ko: '백업과 파일 열쇠', en: 'Backup and file key' },
  close: { ko: '닫기', en: 'Close' },
  loading: { ko: '불러오는 중', en: 'Loading' },

  backup: { ko: '백업', en: 'Backup' },
  folder: { ko: '백업 폴더', en: 'Backup folder' },
  noFolder: { ko: '정해지지 않음', en: 'None is set' },
  last: { ko: '마지막 백업', en: 'Last backup' },
  never: { ko: '아직 없음', en: 'None yet' },
  restoredFrom: { ko: '복원에 쓴 백업', en: 'Restored from a backup of' },
  running: {
    ko: '백업하는 중입니다. 그동안 업무를 계속할 수 있습니다.',
    en: 'A backup is being made. Go on working meanwhile.',
  },
  now: { ko: '지금 백업', en: 'Back up now' },
  done: { ko: '백업을 마치고 온전한지 확인했습니다.', en: 'The backup is made, and was found whole.' },
  failed: { ko: '지난번 백업을 하지 못했습니다.', en: 'The last backup could not be made.' },
  noFolderTitle: { ko: '백업하지 않고 있습니다.', en: 'Nothing is backed up.' },
  oldTitle: { ko: '백업이 오래되었습니다.', en: 'The last backup is old.' },
  oldLead: {
    ko: '이 컴퓨터를 잃으면 아직 보내지 못한 접수와 발급 대장은 백업에만 남습니다.',
    en: 'If this computer is lost, filings that were not sent and the ledger are only in its backup.',
  },
  newFolder: { ko: '새 백업 폴더', en: 'New backup folder' },
  newFolderHint: {
    ko: '다른 저장 장치의 폴더를 적으십시오. 백업은 암호화됩니다.',
    en: 'A folder on another medium. Backups are encrypted.',
  },
  setFolder: { ko: '폴더 지정', en: 'Set the folder' },
  isSet: { ko: '백업 폴더를 지정했습니다.', en: 'The backup folder is set.' },
  blank: { ko: '폴더를 적으십시오.', en: 'Enter a folder.' },
  onlySupervisor: {
    ko: '백업 폴더와 파일 열쇠는 책임자가 바꿉니다.',
    en: 'A supervisor sets the backup folder and changes the key.',
  },

  key: { ko: '파일 열쇠', en: 'File key' },
  keyLead: {
    ko: '열쇠가 알려졌을 수 있거나 직원이 떠났을 때 바꿉니다. 자료 전체를 새 열쇠로 다시 쓰므로 시간이 걸리며, 그동안 업무를 계속할 수 있습니다. 지난 백업은 예전 열쇠로 남습니다.',
    en: 'Change it when it may have become known, or when somebody has left. All data is written anew under it, which takes a while; go on working meanwhile. Earlier backups keep the old key.',
  },
  reason: { ko: '바꾸는 까닭', en: 'Why it is changed' },
  reasonError: { ko: '까닭을 두 글자 이상 적으십시오.', en: 'Enter why, in two letters or more.' },
  change: { ko: '열쇠 바꾸기', en: 'Change the key' },
  stop: { ko: '멈추기', en: 'Stop' },
  changed: {
    ko: '열쇠를 바꾸었습니다. 예전 열쇠로는 이 컴퓨터의 자료를 열 수 없습니다.',
    en: 'The key is changed. Nothing on this computer opens with the old one.',
  },
  changeAsk: { ko: '이 컴퓨터의 파일 열쇠를 바꿀까요?', en: 'Change the key of this computer’s file?' },
  changeAskLead: {
    ko: '되돌릴 수 없습니다. 예전 열쇠로는 아무것도 열 수 없게 됩니다.',
    en: 'It can’t be taken back: nothing opens with the old key any more.',
  },
  withoutSlot: {
    ko: '다음 사용자는 책임자가 비밀번호를 새로 정해 주어야 합니다.',
    en: 'A supervisor has to give these users a new password.',
  },
} as const satisfies Record<string, Text>;

export const rekeyTexts = {
  waiting: { ko: '진행 중인 일이 끝나기를 기다리는 중', en: 'Waiting for what is under way' },
  copying: { ko: '새 열쇠로 다시 쓰는 중', en: 'Writing anew under the new key' },
  'changing-over': { ko: '새 파일로 바꾸는 중', en: 'Changing over to the new file' },
} as const satisfies Record<NonNullable<OfficeStatus['rekey']>['step'], Text>;
