import { type ReactNode, useEffect } from 'react';
import type { CommandOutput, FilingPreview } from '../../../shared/contract/commands.ts';
import type { DraftLine, FilingLine, FilingPage } from '../../../shared/contract/queries.ts';
import { type Answer, moverKey } from '../../../shared/registry/answer.ts';
import type { DraftId, OfficeId, ResidentId } from '../../../shared/registry/ids.ts';
import type { MoveInReport } from '../../../shared/registry/move-in.ts';
import { maskResidentNumber } from '../../../shared/registry/resident-number.ts';
import { type Fixtures, failed, never } from '../../gallery/fixture-bridge.ts';
import { aStatus, officeOf, offline } from '../../gallery/office.ts';
import { aFiling, anAddress, clerk } from '../../gallery/people.ts';
import type { GalleryState } from '../../gallery/state.ts';
import { useDraftStatus } from '../../state/draft-status.ts';
import { useText } from '../../state/use-text.ts';
import { ToastRegion } from '../../ui/toast.tsx';
import {
  crowd,
  delegated,
  dormitory,
  empty,
  filing,
  joining,
  leaving,
  today,
  whole,
  wrong,
} from './drafts.gallery.tsx';
import type { MoveInDraft } from './model/draft.ts';
import { draftToReport } from './model/to-report.ts';
import { type Topic, topics } from './model/topics.ts';
import { MoveIn } from './move-in.tsx';
import './move-in.css';
import { Result } from './result.tsx';
import { Task } from './task.tsx';
import { texts } from './texts.ts';

const draftId = '00000000-0000-4000-8000-f00000000001' as DraftId;
const line: DraftLine = {
  id: draftId,
  task: 'move-in',
  title: '',
  official: clerk.id,
  savedAt: '2026-11-22T01:24:07Z',
};

const online = aStatus();
const cut = offline;

const registered: Answer = { type: 'registered', on: today };
const answers = {
  registered: (): Answer => registered,
  mixed: (nth: number): Answer =>
    [
      { ...registered, notices: ['left-without-householder'] } satisfies Answer,
      { type: 'supplement', missing: ['guardian-card-not-seen', 'name-differs'] } satisfies Answer,
      {
        type: 'held',
        why: 'same-day-filing',
        other: {
          filing,
          office: '9971025000' as OfficeId,
          reportDate: today,
          address: '다온도 늘해군 윤슬읍 윤슬로 12',
          householderName: '노해찬',
        },
      } satisfies Answer,
    ][nth % 3] ?? registered,
} as const;

type Says = (nth: number) => Answer;
const previewOf = (
  report: MoveInReport,
  says: Says | null,
  checks: FilingPreview['centralChecks'],
): CommandOutput<'checkMoveIn'> => ({
  preview: says === null ? [] : report.movers.map((mover, nth) => ({ mover: moverKey(mover), answer: says(nth) })),
  centralChecks: checks,
});

const officeThat = (says: Says | null, checks: FilingPreview['centralChecks'], status = online): Fixtures =>
  officeOf({
    queries: {
      getStatus: () => status,
      getDraft: () => failed({ type: 'DraftNotFound' }),
      // What was filed just now is not in the register yet.
      getFiling: never,
      searchAddresses: () => ({ rows: [{ address: anAddress('37'), households: 3 }] }),
    },
    commands: {
      saveDraft: () => line,
      discardDraft: () => ({}),
      checkMoveIn: ({ report }) => previewOf(report, says, checks),
      reportMoveIn: ({ id, report }) => ({ filing: id, ...previewOf(report, says, checks) }),
    },
  });
const usual = officeThat(answers.registered, ['report-date']);

const InTask = ({
  draft,
  topic,
  isSubmitted = false,
}: {
  readonly draft: MoveInDraft;
  readonly topic?: Topic;
  readonly isSubmitted?: boolean;
}): ReactNode => {
  const t = useText();
  useEffect(() => useDraftStatus.getState().set({ savedAt: line.savedAt }), []);
  return (
    <>
      <Task line={line} initial={draft} firstTopic={topic} submitted={isSubmitted ? topics : []} />
      <ToastRegion label={t(texts.title)} />
    </>
  );
};

const task = (
  id: string,
  ko: string,
  en: string,
  props: Parameters<typeof InTask>[0],
  bridge: Fixtures = usual,
): GalleryState => ({
  id: `move-in-${id}`,
  title: { ko: `전입신고: ${ko}`, en: `Move-in: ${en}` },
  render: () => <InTask {...props} />,
  bridge,
});

const filed = (
  id: string,
  ko: string,
  en: string,
  {
    draft = joining,
    state,
    says,
    checks = [],
    status = online,
    isBefore = false,
  }: {
    readonly draft?: MoveInDraft;
    readonly state: FilingLine['state'];
    readonly says: Says | null;
    readonly checks?: FilingPreview['centralChecks'];
    readonly status?: typeof online;
    readonly isBefore?: boolean;
  },
): GalleryState => {
  const { report } = draftToReport(draft);
  if (!report) throw new Error('this draft of the gallery makes no report');
  const answered = state === 'answered';
  const filedLine = aFiling(41, {
    id: filing,
    state,
    reportDate: today,
    what: report.form,
    movers: report.movers.map(({ name, number }, nth) => ({
      name,
      maskedNumber: number === null ? '' : maskResidentNumber(number),
      answer: answered && says ? says(nth) : null,
    })),
  });
  const page = { line: filedLine, report, amendments: [], followUps: null } as unknown as FilingPage;
  return {
    id: `move-in-result-${id}`,
    title: { ko: `접수 결과: ${ko}`, en: `What came of it: ${en}` },
    render: () => (
      <Result
        filing={filing}
        report={report}
        preview={isBefore ? null : { filing, ...previewOf(report, says, checks) }}
      />
    ),
    bridge: officeOf({ queries: { getStatus: () => status, getFiling: () => page } }),
  };
};

const start = (
  id: string,
  ko: string,
  en: string,
  rows: readonly DraftLine[],
  { resident, lost = null }: { readonly resident?: ResidentId; readonly lost?: string | null } = {},
): GalleryState => ({
  id: `move-in-start-${id}`,
  title: { ko: `전입신고 시작: ${ko}`, en: `Where a move-in starts: ${en}` },
  render: () => <MoveIn resident={resident} />,
  bridge: officeOf({ queries: { getStatus: () => online, listDrafts: () => ({ rows: [...rows], lost }) } }),
});

export const moveInGallery: readonly GalleryState[] = [
  start('empty', '쓰던 것 없음', 'nothing left', []),
  start('drafts', '쓰던 것 있음', 'with drafts', [
    { ...line, title: '서다온 외 2명 · 솔내동촌길 37' },
    { ...line, id: '00000000-0000-4000-8000-f00000000002' as DraftId, title: '' },
    {
      ...line,
      id: '00000000-0000-4000-8000-f00000000003' as DraftId,
      title: '알렉산드라 마리아 곤살레스 페르난데스 외 11명 · 솔내중앙로 120',
    },
  ]),
  start('resident', '주민에서', 'from a resident', [], {
    resident: '00000000-0000-4000-8000-a00000000001' as ResidentId,
  }),
  start('lost', '쓰던 것을 잃음', 'with a draft lost', [line], { lost: '2026-11-02T01:12:00Z' }),
  task('list-empty', '할 일 목록, 처음', 'task list, at first', { draft: empty }),
  task('list-half', '할 일 목록, 반쯤', 'task list, half done', { draft: { ...joining, reason: null, movedOn: '' } }),
  task('list-done', '할 일 목록, 다 됨', 'task list, done', { draft: whole }),
  task('list-errors', '할 일 목록, 고칠 곳', 'task list, to be mended', { draft: wrong, isSubmitted: true }),
  task('kind', '신고 종류', 'kind', { draft: delegated, topic: 'kind' }),
  task('kind-errors', '신고 종류, 고칠 곳', 'kind, errors', { draft: wrong, topic: 'kind', isSubmitted: true }),
  task('reporter', '신고인', 'reporter', { draft: delegated, topic: 'reporter' }),
  task('reporter-errors', '신고인, 고칠 곳', 'reporter, errors', {
    draft: wrong,
    topic: 'reporter',
    isSubmitted: true,
  }),
  task('movers-empty', '옮기는 사람 없음', 'nobody moves yet', {
    draft: { ...empty, reporter: whole.reporter },
    topic: 'movers',
  }),
  task('movers', '옮기는 사람', 'movers', { draft: leaving, topic: 'movers' }),
  task('movers-twelve', '옮기는 사람 열두 명', 'twelve movers', { draft: crowd, topic: 'movers' }),
  task('movers-errors', '옮기는 사람, 고칠 곳', 'movers, errors', { draft: wrong, topic: 'movers', isSubmitted: true }),
  task('place', '새 주소', 'place', { draft: whole, topic: 'place' }),
  task('place-typed', '새 주소, 직접 입력', 'place, typed', { draft: delegated, topic: 'place' }),
  task('place-errors', '새 주소, 고칠 곳', 'place, errors', { draft: wrong, topic: 'place', isSubmitted: true }),
  task('household', '세대', 'household', { draft: whole, topic: 'household' }),
  task('household-joined', '세대, 편입', 'household, joining', { draft: joining, topic: 'household' }),
  task('household-dormitory', '세대, 기숙사', 'household, dormitory', { draft: dormitory, topic: 'household' }),
  task('household-twelve', '세대, 열두 명', 'household, twelve', { draft: crowd, topic: 'household' }),
  task('household-errors', '세대, 고칠 곳', 'household, errors', {
    draft: wrong,
    topic: 'household',
    isSubmitted: true,
  }),
  task('evidence', '확인 서류', 'evidence', { draft: joining, topic: 'evidence' }),
  task('evidence-errors', '확인 서류, 고칠 곳', 'evidence, errors', {
    draft: wrong,
    topic: 'evidence',
    isSubmitted: true,
  }),
  task('remaining', '남는 사람', 'who stays', { draft: leaving, topic: 'remaining' }),
  task('remaining-errors', '남는 사람, 고칠 곳', 'who stays, errors', {
    draft: {
      ...leaving,
      remaining: {
        name: '',
        number: '85',
        who: 'named',
        relations: [{ key: 'p9', name: '', number: '', relation: null }],
      },
    },
    topic: 'remaining',
    isSubmitted: true,
  }),
  task('check', '확인, 등록될 것', 'check, all registered', { draft: whole, topic: 'check' }),
  task(
    'check-mixed',
    '확인, 여러 결과',
    'check, mixed answers',
    { draft: joining, topic: 'check' },
    officeThat(answers.mixed, ['report-date', 'later-filings']),
  ),
  task(
    'check-offline',
    '확인, 연결 끊김',
    'check, offline',
    { draft: whole, topic: 'check' },
    officeThat(null, ['report-date', 'movers-from-elsewhere'], cut),
  ),
  task('check-twelve', '확인, 열두 명', 'check, twelve', { draft: crowd, topic: 'check' }),
  task('check-not-yet', '확인, 아직', 'check, not yet', { draft: wrong, topic: 'check' }),
  filed('registered', '모두 등록', 'registered', { draft: whole, state: 'answered', says: answers.registered }),
  filed('mixed', '등록·보완·보류', 'registered, missing, held', { state: 'answered', says: answers.mixed }),
  filed('waiting', '처리 중', 'being decided', {
    draft: whole,
    state: 'received',
    says: answers.registered,
    checks: ['report-date'],
  }),
  filed('offline', '연결 끊김', 'offline', {
    draft: whole,
    state: 'waiting',
    says: null,
    checks: ['report-date', 'movers-from-elsewhere'],
    status: cut,
  }),
  filed('before', '이미 접수됨', 'filed before', {
    draft: whole,
    state: 'answered',
    says: answers.registered,
    isBefore: true,
  }),
  filed('twelve', '열두 명', 'twelve', { draft: crowd, state: 'answered', says: answers.registered }),
];
