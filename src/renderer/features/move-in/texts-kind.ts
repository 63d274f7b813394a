import type { Text } from '../../../shared/text/language.ts';

export const kindTexts = {
  form: { ko: '신고서', en: 'Form' },
  destination: { ko: '새 주소의 세대', en: 'Household at the new address' },
  reason: { ko: '전입 사유', en: 'Reason for the move' },
  reportDate: { ko: '신고일', en: 'Report date' },
  reportDateHint: {
    ko: '신고를 받은 날입니다. 이날부터 새 주소로 등록되며, 컴퓨터 시계가 아니라 담당자가 확인한 날이 기준입니다.',
    en: 'The day on which it is reported: registration counts from it. It is what you attest, not what a clock says.',
  },
  today: { ko: '오늘로', en: 'Today' },
  notToday: {
    ko: '오늘이 아닌 날입니다. 그날 신고를 받은 것이 맞는지 확인하십시오.',
    en: 'This is not today. Make sure that it was reported on that day.',
  },
  backdated: { ko: '책임자의 확인으로 접수합니다', en: 'A supervisor vouches for the day' },
  backdatedHint: {
    ko: '이 컴퓨터가 마지막으로 연결되기 전의 날이면 필요합니다. 신고서 원본과 책임자의 로그인이 필요합니다.',
    en: 'Needed for a day before the last contact of this computer: the original form, and a supervisor signed in.',
  },
  notSupervisor: {
    ko: '소급 접수는 책임자만 할 수 있습니다. 접수할 때 책임자가 로그인하십시오.',
    en: 'Only a supervisor files it. Have one sign in before it is filed.',
  },
  supervisor: { ko: '확인한 책임자의 ID', en: 'ID of the supervisor' },
  scan: { ko: '스캔한 신고서의 확인값 (SHA-256)', en: 'Hash of the scanned form (SHA-256)' },
  scanHint: {
    ko: '파일은 보내지 않고 확인값만 남깁니다. 원본은 기관에서 보관하십시오.',
    en: 'The file is not sent; only its hash is kept. Keep the original at the office.',
  },
  chooseScan: { ko: '스캔 파일 고르기', en: 'Choose the scan' },
  hashing: { ko: '확인값 계산 중', en: 'Working out the hash' },
} as const satisfies Record<string, Text>;
