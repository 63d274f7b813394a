import { type ReactNode, useState } from 'react';
import type { CertificateLine } from '../../../shared/contract/queries.ts';
import type { OfficialId, ResidentId } from '../../../shared/registry/ids.ts';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import { failed, never } from '../../gallery/fixture-bridge.ts';
import { aPrinter, aStatus, officeOf } from '../../gallery/office.ts';
import { aPaper } from '../../gallery/people.ts';
import type { GalleryState } from '../../gallery/state.ts';
import { ReplaceDialog, RetryDialog, WithdrawDialog } from '../notices/papers/paper-dialogs.tsx';
import { ConfirmSheetsDialog } from '../notices/papers/sheet-dialogs.tsx';
import { DayDialog } from './day-dialog.tsx';
import { ExportDialog } from './export-dialog.tsx';
import { Ledger } from './ledger.tsx';

const nothing = (): void => undefined;
const day = (text: string): PlainDate => text as PlainDate;

const papers: readonly CertificateLine[] = [
  aPaper(1, {
    state: 'suspect',
    why: 'jammed-or-aborted',
    won: 0,
    sheets: null,
    pages: 3,
    issuedOn: day('2026-11-02'),
  }),
  aPaper(2, { state: 'printing', won: 0, kind: 'abstract', issuedOn: day('2026-11-02') }),
  aPaper(3, { state: 'failed-clean', why: 'stopped', won: 0, kind: 'copy-english' }),
  aPaper(4, {
    kind: 'abstract',
    holder: '알*스',
    applicant: '알렉산드라 마리아 곤살레스 페르난데스',
    overtaken: { since: day('2026-05-30'), what: 'moved', resident: '' as ResidentId },
  }),
  aPaper(5, { kind: 'moved-in-households', holder: '', ground: 'house', purpose: '부동산 계약', isSent: false }),
  aPaper(6, { state: 'void', why: 'replaced', replacedBy: aPaper(5).serial }),
  ...Array.from({ length: 40 }, (_, nth) =>
    aPaper(10 + nth, { fee: { won: 0, exemption: { group: 'veteran', proof: '국가유공자증' } } }),
  ),
];

const filled = officeOf({
  queries: {
    getStatus: () => aStatus({ papers: { ...aStatus().papers, attention: 2 } }),
    listCertificates: () => ({ rows: [...papers], next: null }),
    getCertificate: ({ certificate }) => ({
      line: papers.find(({ id }) => id === certificate) ?? aPaper(1),
      steps: [
        { at: '2026-11-02T01:00:00Z', official: 'solnae-clerk-1' as OfficialId, to: 'rendered', detail: '{}' },
        {
          at: '2026-11-02T01:00:02Z',
          official: 'solnae-clerk-1' as OfficialId,
          to: 'submitting',
          detail: '{"printer":"desk"}',
        },
        {
          at: '2026-11-02T01:00:09Z',
          official: 'solnae-clerk-1' as OfficialId,
          to: 'printing',
          detail: '{"impressions":1}',
        },
        {
          at: '2026-11-02T01:01:00Z',
          official: 'solnae-clerk-1' as OfficialId,
          to: 'suspect',
          detail: '{"why":"jammed-or-aborted","impressions":1}',
        },
      ],
    }),
    listPrinters: () => ({ printers: [aPrinter({ state: 'stopped', blockers: ['media-jam'] })] }),
  },
});

const figures = {
  reserved: 12,
  issued: 9,
  void: 2,
  open: 1,
  sheetsIssued: 14,
  sheetsVoid: 2,
  sheetsOther: 1,
  won: 3_200,
  exempted: 1,
};

const Day = (): ReactNode => {
  const [status] = useState(() => aStatus());
  return <DayDialog status={status} onClose={nothing} onPaper={nothing} />;
};

export const ledgerGallery: readonly GalleryState[] = [
  {
    id: 'ledger-list',
    title: { ko: '발급 대장', en: 'Ledger' },
    bridge: filled,
    render: () => <Ledger />,
  },
  {
    id: 'ledger-suspect',
    title: { ko: '발급 대장, 확인 필요', en: 'Ledger: in doubt' },
    bridge: filled,
    render: () => <Ledger certificate={aPaper(1).id} />,
  },
  {
    id: 'ledger-overtaken',
    title: { ko: '발급 대장, 사실과 달라짐', en: 'Ledger: overtaken, a long name' },
    bridge: filled,
    render: () => <Ledger certificate={aPaper(4).id} />,
  },
  {
    id: 'ledger-empty',
    title: { ko: '발급 대장, 없음', en: 'Ledger: empty' },
    bridge: officeOf({ queries: { listCertificates: () => ({ rows: [], next: null }) } }),
    render: () => <Ledger />,
  },
  {
    id: 'ledger-loading',
    title: { ko: '발급 대장, 여는 중', en: 'Ledger: loading' },
    bridge: officeOf({ queries: { listCertificates: never } }),
    render: () => <Ledger />,
  },
  {
    id: 'ledger-error',
    title: { ko: '발급 대장, 열지 못함', en: 'Ledger: error' },
    bridge: officeOf({ queries: { listCertificates: () => failed({ type: 'Internal', incident: 'A1B2' }) } }),
    render: () => <Ledger />,
  },
  {
    id: 'ledger-day-open',
    title: { ko: '하루 마감, 남은 건', en: 'Day: still open' },
    bridge: officeOf({
      queries: { getDay: () => ({ ledger: figures, open: papers.slice(0, 1), signed: null }) },
    }),
    render: () => <Day />,
  },
  {
    id: 'ledger-day',
    title: { ko: '하루 마감', en: 'Day' },
    bridge: officeOf({ queries: { getDay: () => ({ ledger: { ...figures, open: 0 }, open: [], signed: null }) } }),
    render: () => <Day />,
  },
  {
    id: 'ledger-day-signed',
    title: { ko: '하루 마감, 서명됨', en: 'Day: signed' },
    bridge: officeOf({
      queries: {
        getDay: () => ({
          ledger: { ...figures, open: 0 },
          open: [],
          signed: {
            by: 'solnae-clerk-1' as OfficialId,
            at: '2026-11-02T09:01:00Z',
            ledger: { ...figures, open: 0 },
            counted: { sheets: 16, won: 3_200 },
            remark: '한 장은 용지함에서 구겨져 버렸습니다.',
          },
        }),
      },
    }),
    render: () => <Day />,
  },
  {
    id: 'ledger-confirm',
    title: { ko: '나온 장 확인', en: 'What came out?' },
    bridge: filled,
    render: () => <ConfirmSheetsDialog line={papers[0] ?? aPaper(1)} onClose={nothing} />,
  },
  {
    id: 'ledger-replace',
    title: { ko: '다시 발급', en: 'Replace' },
    bridge: filled,
    render: () => <ReplaceDialog line={aPaper(1)} onClose={nothing} onReplaced={nothing} />,
  },
  {
    id: 'ledger-retry',
    title: { ko: '다시 인쇄', en: 'Print again' },
    bridge: filled,
    render: () => <RetryDialog line={papers[2] ?? aPaper(3)} onClose={nothing} />,
  },
  {
    id: 'ledger-withdraw',
    title: { ko: '발급 취소', en: 'Withdraw' },
    bridge: filled,
    render: () => <WithdrawDialog line={papers[2] ?? aPaper(3)} onClose={nothing} />,
  },
  {
    id: 'ledger-export',
    title: { ko: '내보내기', en: 'Export' },
    bridge: filled,
    render: () => (
      <ExportDialog filter={{ from: null, to: null, show: 'all', kind: null, text: '' }} onClose={nothing} />
    ),
  },
];
