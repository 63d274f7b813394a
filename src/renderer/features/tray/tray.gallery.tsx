import type { TrayItem } from '../../../shared/contract/queries.ts';
import type { HouseholdId, OfficeId, ResidentId } from '../../../shared/registry/ids.ts';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import { failed, never } from '../../gallery/fixture-bridge.ts';
import { officeOf } from '../../gallery/office.ts';
import { aCrowdedPage, aFiling, aPaper, found } from '../../gallery/people.ts';
import type { GalleryState } from '../../gallery/state.ts';
import { Tray } from './tray.tsx';

const day = (text: string): PlainDate => text as PlainDate;

const items: readonly TrayItem[] = [
  {
    type: 'filing',
    filing: aFiling(1, {
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
              address: '다온도 은가람시 은가람중앙로 12, 103동 1204호 (은가람푸른마을아파트)',
              householderName: '한정택',
            },
          },
        },
      ],
    }),
  },
  {
    type: 'filing',
    filing: aFiling(2, {
      state: 'answered',
      movers: [
        {
          name: '알렉산드라 마리아 곤살레스 페르난데스',
          maskedNumber: '922708-6******',
          answer: { type: 'supplement', missing: ['foreigner'] },
        },
        {
          name: '전경아',
          maskedNumber: '862502-2******',
          answer: { type: 'supplement', missing: ['consent-missing', 'mover-card-not-seen'] },
        },
        {
          name: '한서율',
          maskedNumber: '123120-4******',
          answer: { type: 'supplement', missing: ['consent-missing'] },
        },
      ],
    }),
  },
  {
    type: 'post-verification',
    filing: aFiling(3).id,
    householderName: '한도윤',
    due: day('2026-11-16'),
    step: 'send',
  },
  { type: 'post-verification', filing: aFiling(4).id, householderName: '남궁은', due: null, step: 'reply' },
  {
    type: 'household-without-householder',
    household: 'b' as HouseholdId,
    address: '다온도 늘해군 솔내면 느티나무로 162-19',
    members: [...aCrowdedPage().household.members],
  },
  {
    type: 'overtaken-paper',
    certificate: aPaper(2, {
      kind: 'abstract',
      overtaken: { since: day('2026-05-30'), what: 'moved', resident: (found[0]?.id ?? '') as ResidentId },
    }),
  },
];

export const trayGallery: readonly GalleryState[] = [
  {
    id: 'tray-full',
    title: { ko: '처리할 일', en: 'Tray' },
    bridge: officeOf({ queries: { listTray: () => ({ items: [...items] }) } }),
    render: () => <Tray filing={aFiling(1).id} />,
  },
  {
    id: 'tray-empty',
    title: { ko: '처리할 일 없음', en: 'Tray: empty' },
    bridge: officeOf({ queries: { listTray: () => ({ items: [] }) } }),
    render: () => <Tray />,
  },
  {
    id: 'tray-loading',
    title: { ko: '처리할 일, 모으는 중', en: 'Tray: loading' },
    bridge: officeOf({ queries: { listTray: never } }),
    render: () => <Tray />,
  },
  {
    id: 'tray-error',
    title: { ko: '처리할 일, 오류', en: 'Tray: error' },
    bridge: officeOf({ queries: { listTray: () => failed({ type: 'Internal', incident: 'A1B2' }) } }),
    render: () => <Tray />,
  },
];
