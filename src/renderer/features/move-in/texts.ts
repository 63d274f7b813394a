import type { Text } from '../../../shared/text/language.ts';
import type { Topic, TopicState } from './model/topics.ts';

/** The task as a whole: its start, its list, its pages' frame. */
export const texts = {
  title: { ko: '전입신고', en: 'Move-in report' },
  startSubtitle: {
    ko: '새로 받거나, 쓰던 것을 이어서 합니다.',
    en: 'Take a new one, or go on with one that was begun.',
  },
  start: { ko: '새 전입신고 시작', en: 'Start a new one' },
  startWith: { ko: '이 주민을 옮기는 사람으로 시작', en: 'Start with this resident' },
  startWithHint: {
    ko: '주민을 고른 채로 왔습니다. 시작하면 옮기는 사람에 넣고, 열람과 번호 확인이 기록됩니다.',
    en: 'A resident was chosen. They will be put among those who move; that they were looked up is recorded.',
  },
  unfinished: { ko: '끝나지 않은 전입신고', en: 'Unfinished move-ins' },
  draftLost: {
    ko: '마지막으로 저장한 초안이 디스크 문제로 사라졌거나 예전 내용으로 돌아갔습니다. 접수한 신고는 모두 있습니다. 쓰던 초안을 확인하고 전산 담당자에게 알리십시오. 저장한 때:',
    en: 'The draft that was saved last is gone, or as it was earlier, because of the disk. All that was filed is there. Look at your drafts, and tell your IT support. It was saved at:',
  },
  draftList: { ko: '초안 목록', en: 'List of drafts' },
  noUnfinished: { ko: '끝나지 않은 전입신고가 없습니다.', en: 'Nothing was left unfinished.' },
  noUnfinishedHint: {
    ko: '쓰는 동안 저절로 저장되며, 컴퓨터가 꺼져도 여기에서 이어서 할 수 있습니다.',
    en: 'Everything is kept as it is typed; after a power cut, too, one goes on from here.',
  },
  goOn: { ko: '이어서 하기', en: 'Go on' },
  discard: { ko: '버리기', en: 'Discard' },
  discardTitle: { ko: '이 초안을 버릴까요?', en: 'Discard this draft?' },
  discardBody: {
    ko: '쓰던 내용이 모두 지워지며 되돌릴 수 없습니다. 접수한 신고는 지워지지 않습니다.',
    en: 'What was entered is erased, and can’t be brought back. Nothing that was filed is erased.',
  },
  cancel: { ko: '그대로 두기', en: 'Keep it' },
  draftTitle: { ko: '내용', en: 'What' },
  draftSaved: { ko: '저장한 때', en: 'Kept at' },
  draftBy: { ko: '담당자', en: 'Official' },
  draftActions: { ko: '할 일', en: 'Do' },
  untitled: { ko: '아직 아무도 적지 않음', en: 'Nobody entered yet' },
  draftGone: {
    ko: '끝났거나 버린 초안입니다. 접수한 신고는 접수 목록에 있습니다.',
    en: 'This draft was finished or discarded. What was filed is in the list of filings.',
  },
  draftUnreadable: {
    ko: '이 초안을 읽을 수 없습니다. 다른 판에서 쓴 것일 수 있습니다. 버리고 새로 시작하십시오.',
    en: 'This draft can’t be read; another version may have written it. Discard it and start anew.',
  },
  loading: { ko: '불러오는 중', en: 'Loading' },
  listTitle: { ko: '전입신고', en: 'Move-in report' },
  listHint: {
    ko: '어느 것부터 해도 됩니다. 쓰는 대로 저장됩니다.',
    en: 'In any order. Everything is kept as it is typed.',
  },
  progress: { ko: '진행', en: 'Progress' },
  goOnNext: { ko: '다음 할 일', en: 'Next' },
  toList: { ko: '할 일 목록', en: 'Task list' },
  back: { ko: '이전', en: 'Back' },
  next: { ko: '다음', en: 'Next' },
  leave: { ko: '보류하고 나가기', en: 'Leave for later' },
  steps: { ko: '전입신고의 단계', en: 'Steps of the move-in' },
  needsKind: {
    ko: '새 주소에서 어느 세대에 들어가는지 먼저 고르십시오.',
    en: 'Choose the household at the new address first.',
  },
  needsPeople: { ko: '옮기는 사람을 먼저 적으십시오.', en: 'Enter those who move first.' },
  needsHousehold: { ko: '세대를 먼저 적으십시오.', en: 'Enter the household first.' },
  needsAll: { ko: '남은 것을 모두 적으면 열립니다.', en: 'Opens once the rest is entered.' },
  cardRead: {
    ko: '신분증의 번호를 읽었습니다. 성명을 확인하십시오.',
    en: 'The number of the card was read. Check the name.',
  },
  cardUnread: {
    ko: '읽은 것에 주민등록번호가 없습니다. 다시 대거나 직접 입력하십시오.',
    en: 'There was no resident number in what was read. Try again, or type it.',
  },
  cardNowhere: { ko: '비어 있는 번호 칸이 없습니다.', en: 'There is no empty field for a number.' },
} as const satisfies Record<string, Text>;

export const topicTexts = {
  kind: { ko: '신고 종류', en: 'What is reported' },
  reporter: { ko: '신고인', en: 'Who reports' },
  movers: { ko: '옮기는 사람', en: 'Who moves' },
  place: { ko: '새 주소', en: 'New address' },
  household: { ko: '세대', en: 'Household' },
  evidence: { ko: '확인 서류', en: 'What is shown' },
  remaining: { ko: '남는 사람', en: 'Who stays' },
  check: { ko: '확인·접수', en: 'Check and file' },
} as const satisfies Record<Topic, Text>;

export const topicHeadings = {
  kind: { ko: '무엇을 신고합니까?', en: 'What is reported?' },
  reporter: { ko: '누가 신고합니까?', en: 'Who reports?' },
  movers: { ko: '누가 옮깁니까?', en: 'Who moves?' },
  place: { ko: '언제, 어디로 옮겼습니까?', en: 'Where to, and when?' },
  household: { ko: '어느 세대에서 어느 세대로 갑니까?', en: 'From which household into which?' },
  evidence: { ko: '누가 서명하고 무엇을 보여야 합니까?', en: 'Who signs, and what is shown?' },
  remaining: { ko: '남는 사람은 누가 세대주가 됩니까?', en: 'Who leads those who stay?' },
  check: { ko: '확인하고 접수합니다', en: 'Check, then file' },
} as const satisfies Record<Topic, Text>;

export const stateTexts = {
  done: { ko: '마침', en: 'Done' },
  todo: { ko: '할 일', en: 'To do' },
  error: { ko: '고칠 곳 있음', en: 'To be mended' },
  'cannot-start': { ko: '아직 못 함', en: 'Not yet' },
} as const satisfies Record<TopicState, Text>;

/** At the head of what is wrong. Facts stand after a colon, so that no plural has to agree. */
export const errorsTitle = (count: number): Text => ({
  ko: `고칠 곳이 ${String(count)}개 있습니다`,
  en: count === 1 ? 'One thing to mend' : `${String(count)} things to mend`,
});
