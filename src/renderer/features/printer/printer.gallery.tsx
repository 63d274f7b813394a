import type { Fingerprint, PrinterId } from '../../../shared/registry/printer.ts';
import { failed, never } from '../../gallery/fixture-bridge.ts';
import { aPrinter, officeOf } from '../../gallery/office.ts';
import type { GalleryState } from '../../gallery/state.ts';
import { AddPrinter } from './add-printer.tsx';
import { Printers } from './printer.tsx';
import { SetupDialog } from './setup-dialog.tsx';
import { formOf } from './setup-form.ts';
import { SpoiledDialog } from './spoiled-dialog.tsx';

const nothing = (): void => undefined;
const fingerprint = 'ab12'.repeat(16) as Fingerprint;

const named = (id: string, name: string, state: Parameters<typeof aPrinter>[0] = {}) => {
  const printer = aPrinter(state);
  return { ...printer, setup: { ...printer.setup, id: id as PrinterId, name } };
};

const full = {
  supplies: [
    { name: '검정 토너', kind: 'toner', color: '#000000', level: 62, low: false },
    { name: '', kind: 'waste', color: null, level: null, low: false },
  ],
  trays: [
    { name: '용지함 1', media: 'iso_a4_210x297mm', level: null, state: 'ready' },
    { name: '수동 급지', media: null, level: 0, state: 'empty' },
  ],
  identity: { uuid: '', makeAndModel: '다온테크 LP-3200 (교육용)', upTime: 5_000 },
} satisfies Parameters<typeof aPrinter>[0];

export const printerGallery: readonly GalleryState[] = [
  {
    id: 'printers-ready',
    title: { ko: '프린터, 준비됨', en: 'Printers: ready' },
    bridge: officeOf({
      queries: {
        listPrinters: () => ({
          printers: [
            named('desk', '민원대 프린터', full),
            named('second', '민원창구 2번 프린터 (전입신고 접수증 함께 인쇄)', {
              warnings: ['toner-low'],
              state: 'processing',
            }),
          ],
        }),
      },
    }),
    render: () => <Printers />,
  },
  {
    id: 'printers-trouble',
    title: { ko: '프린터, 손볼 곳', en: 'Printers: in trouble' },
    bridge: officeOf({
      queries: {
        listPrinters: () => ({
          printers: [
            named('jam', '민원창구 1', { state: 'stopped', blockers: ['media-jam', 'door-open'] }),
            named('paper', '민원창구 2', { state: 'stopped', blockers: ['media-empty'], warnings: ['toner-low'] }),
            named('off', '민원창구 3', {
              reachable: false,
              state: 'unknown',
              problem: { type: 'Unreachable', detail: 'EHOSTUNREACH' },
            }),
            named('new', '민원창구 4', { state: 'unknown', problem: { type: 'CertificateUnknown', fingerprint } }),
            { ...named('asked', '민원창구 5'), state: null },
          ],
        }),
      },
    }),
    render: () => <Printers />,
  },
  {
    id: 'printers-none',
    title: { ko: '프린터 없음', en: 'No printers' },
    bridge: officeOf({ queries: { listPrinters: () => ({ printers: [] }) } }),
    render: () => <Printers />,
  },
  {
    id: 'printers-loading',
    title: { ko: '프린터, 묻는 중', en: 'Printers: loading' },
    bridge: officeOf({ queries: { listPrinters: never } }),
    render: () => <Printers />,
  },
  {
    id: 'printers-error',
    title: { ko: '프린터, 오류', en: 'Printers: error' },
    bridge: officeOf({ queries: { listPrinters: () => failed({ type: 'NotSignedIn' }) } }),
    render: () => <Printers />,
  },
  {
    id: 'printers-add',
    title: { ko: '프린터 추가', en: 'Add a printer' },
    bridge: officeOf(),
    render: () => <AddPrinter setups={[]} onClose={nothing} />,
  },
  {
    id: 'printers-setup',
    title: { ko: '프린터 설정', en: 'Set up' },
    bridge: officeOf(),
    render: () => <SetupDialog form={formOf(aPrinter().setup)} setups={[aPrinter().setup]} onClose={nothing} />,
  },
  {
    id: 'printers-spoiled',
    title: { ko: '못 쓰게 된 용지', en: 'Spoiled sheets' },
    bridge: officeOf(),
    render: () => <SpoiledDialog setup={aPrinter().setup} onClose={nothing} />,
  },
];
