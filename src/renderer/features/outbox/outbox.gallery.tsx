import type { FilingLine, FilingPage } from '../../../shared/contract/queries.ts';
import type { OfficeId, OfficialId } from '../../../shared/registry/ids.ts';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import { failed, never } from '../../gallery/fixture-bridge.ts';
import { aStatus, officeOf, offline } from '../../gallery/office.ts';
import { aFiling, anAddress, supervisor } from '../../gallery/people.ts';
import type { GalleryState } from '../../gallery/state.ts';
import { Outbox } from './outbox.tsx';
import { RefuseDialog } from './refuse-dialog.tsx';
import { SupplementDialog } from './supplement-dialog.tsx';
import { VerifyDialog } from './verify-dialog.tsx';

const nothing = (): void => undefined;
const day = (text: string): PlainDate => text as PlainDate;
const registered = { type: 'registered', on: day('2026-11-02') } as const;

const filings: readonly FilingLine[] = [
  aFiling(1),
  aFiling(2, { state: 'received' }),
  aFiling(3, {
    state: 'answered',
    movers: [
      { name: '한도윤', maskedNumber: '842417-1******', answer: registered },
      { name: '전경아', maskedNumber: '862502-2******', answer: { ...registered, notices: ['relation-assumed'] } },
    ],
  }),
  aFiling(4, {
    state: 'answered',
    movers: [
      {
        name: '한도윤',
        maskedNumber: '842417-1******',
        answer: { type: 'supplement', missing: ['consent-missing', 'mover-card-not-seen'] },
      },
      { name: '전경아', maskedNumber: '862502-2******', answer: { type: 'supplement', missing: ['name-differs'] } },
    ],
  }),
  aFiling(5, {
    state: 'answered',
    movers: [
      {
        name: '한도윤',
        maskedNumber: '842417-1******',
        answer: {
          type: 'held',
          why: 'same-day-filing',
          other: {
            filing: aFiling(9).id,
            office: '9911051000' as OfficeId,
            reportDate: day('2026-11-02'),
            address: '다온도 은가람시 은가람중앙로 12',
            householderName: '한정택',
          },
        },
      },
    ],
  }),
  aFiling(6, { state: 'quarantined' }),
  ...Array.from({ length: 30 }, (_, nth) =>
    aFiling(20 + nth, {
      state: 'answered',
      movers: [{ name: '한서율', maskedNumber: '123120-4******', answer: registered }],
    }),
  ),
];

const pageOf = (line: FilingLine): FilingPage => ({
  line,
  report: {
    form: 'whole-household',
    reportDate: line.reportDate,
    movedOn: day('2026-10-09'),
    to: anAddress('9', { road: '솔내중앙로' }),
    previousAddress: '다온도 늘해군 윤슬읍 윤슬물목로 61, 가동 503호 (윤슬나룻마을아파트)',
    reason: '직업',
    movers: line.movers.map(({ name, maskedNumber }, nth) => ({
      name,
      number: maskedNumber,
      relation: nth === 0 ? ('본인' as const) : ('배우자' as const),
    })),
    reporter: {
      name: '한도윤',
      number: '842417-1******',
      capacity: 'householder',
      identityChecked: true,
      delegationShown: false,
    },
  },
  amendments: [
    {
      type: 'post-verified',
      on: day('2026-11-03'),
      step: { type: 'sent' },
    },
  ] as FilingPage['amendments'],
  followUps: {
    reportDeadline: day('2026-10-23'),
    daysLate: 10,
    fine: { won: 10_000, why: 'late' },
    postVerification: { state: 'sent', sendBy: null, replyBy: day('2026-11-18') },
  },
});

const page = (nth: number): FilingPage => pageOf(filings[nth - 1] ?? aFiling(1));

const filled = officeOf({
  queries: {
    listFilings: () => ({ rows: [...filings], next: null }),
    getFiling: ({ filing }) => pageOf(filings.find(({ id }) => id === filing) ?? aFiling(1)),
  },
});

const asSupervisor = aStatus({ official: { ...supervisor, id: 'solnae-supervisor' as OfficialId } });

export const outboxGallery: readonly GalleryState[] = [
  {
    id: 'outbox-list',
    title: { ko: '보낼 편지함', en: 'Filings' },
    bridge: filled,
    render: () => <Outbox />,
  },
  {
    id: 'outbox-offline',
    title: { ko: '보낼 편지함, 오프라인', en: 'Filings: offline' },
    bridge: { ...filled, queries: { ...filled.queries, getStatus: () => offline } },
    render: () => <Outbox filing={aFiling(1).id} />,
  },
  {
    id: 'outbox-supplement-needed',
    title: { ko: '보완이 필요한 신고', en: 'To be supplemented' },
    bridge: filled,
    render: () => <Outbox filing={aFiling(4).id} />,
  },
  {
    id: 'outbox-held',
    title: { ko: '보류된 신고', en: 'Held' },
    bridge: filled,
    render: () => <Outbox filing={aFiling(5).id} />,
  },
  {
    id: 'outbox-quarantined',
    title: { ko: '읽지 못한 신고', en: 'Quarantined' },
    bridge: filled,
    render: () => <Outbox filing={aFiling(6).id} />,
  },
  {
    id: 'outbox-empty',
    title: { ko: '보낼 편지함, 없음', en: 'Filings: empty' },
    bridge: officeOf(),
    render: () => <Outbox />,
  },
  {
    id: 'outbox-loading',
    title: { ko: '보낼 편지함, 여는 중', en: 'Filings: loading' },
    bridge: officeOf({ queries: { listFilings: never } }),
    render: () => <Outbox />,
  },
  {
    id: 'outbox-error',
    title: { ko: '보낼 편지함, 오류', en: 'Filings: error' },
    bridge: officeOf({ queries: { listFilings: () => failed({ type: 'Internal', incident: 'A1B2' }) } }),
    render: () => <Outbox />,
  },
  {
    id: 'outbox-supplement',
    title: { ko: '보완하기', en: 'Supplement' },
    bridge: officeOf(),
    render: () => <SupplementDialog page={page(4)} status={aStatus()} onClose={nothing} />,
  },
  {
    id: 'outbox-refuse',
    title: { ko: '불수리', en: 'Refuse' },
    bridge: officeOf(),
    render: () => <RefuseDialog page={page(5)} status={asSupervisor} onClose={nothing} />,
  },
  {
    id: 'outbox-verify',
    title: { ko: '사후확인', en: 'Post-verification' },
    bridge: officeOf(),
    render: () => <VerifyDialog page={page(3)} status={aStatus()} onClose={nothing} />,
  },
];
