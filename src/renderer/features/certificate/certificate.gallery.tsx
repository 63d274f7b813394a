import { type ReactNode, useEffect, useState } from 'react';
import type { CertificateLine } from '../../../shared/contract/queries.ts';
import type { LedgerState } from '../../../shared/registry/ledger.ts';
import type { ResidentNumber } from '../../../shared/registry/resident-number.ts';
import { failed, never } from '../../gallery/fixture-bridge.ts';
import { aPrinter, aStatus, officeOf, offline } from '../../gallery/office.ts';
import { aCrowdedPage, anAddress, aPage, aPaper, found } from '../../gallery/people.ts';
import type { GalleryState } from '../../gallery/state.ts';
import { useText } from '../../state/use-text.ts';
import { Page } from '../../ui/page.tsx';
import { AskStage } from './ask-stage.tsx';
import { IssueCertificates } from './certificate.tsx';
import { CheckStage } from './check-stage.tsx';
import { emptyForm, type IssueForm } from './form.ts';
import { IssuedStage } from './issued-stage.tsx';
import { type Subject, subjectOf } from './subject.ts';
import { texts } from './texts.ts';
import { type Checked, useIssuing } from './use-issuing.ts';

const page = aPage({ resident: found[1] ?? aPage().resident });
const person = subjectOf(page);
const crowd = subjectOf(aCrowdedPage());

/** Invented, as its month shows. */
const number = '842417-1000000';

const filled: IssueForm = {
  ...emptyForm,
  applicant: { name: page.resident.name, number, identity: 'resident-card' },
  ground: { ...emptyForm.ground, type: 'self' },
  purpose: '금융회사 제출',
};

const Titled = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const t = useText();
  return <Page title={t(texts.title)}>{children}</Page>;
};

/** The request as it stands after some typing; `isTried` presses the button once. */
const Asking = ({
  form,
  subject,
  status = aStatus(),
  isTried = false,
}: {
  readonly form: IssueForm;
  readonly subject: Subject | null;
  readonly status?: ReturnType<typeof aStatus>;
  readonly isTried?: boolean;
}): ReactNode => {
  const isOnline = status.link.state === 'online';
  const issuing = useIssuing(isOnline);
  const [step, setStep] = useState(0);
  const { setForm, setSubject, check } = issuing;
  useEffect(() => {
    if (step === 0) {
      setForm(form);
      setSubject(subject);
    }
    if (step === 1 && isTried) void check();
    if (step < 2) setStep(step + 1);
  }, [step, form, subject, isTried, setForm, setSubject, check]);
  return (
    <Titled>
      <AskStage issuing={issuing} status={status} isOnline={isOnline} resident={null} />
    </Titled>
  );
};

/** Something like a page of a paper; the real one comes from the office's own engine. */
const aPicture = (title: string): string => {
  const canvas = document.createElement('canvas');
  canvas.width = 910;
  canvas.height = 1286;
  const context = canvas.getContext('2d');
  if (!context) return '';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = '#222';
  context.font = '600 40px sans-serif';
  context.textAlign = 'center';
  context.fillText(title, canvas.width / 2, 120);
  context.strokeStyle = '#666';
  for (let row = 0; row < 14; row += 1) context.strokeRect(80, 200 + row * 56, canvas.width - 160, 56);
  context.save();
  context.translate(canvas.width / 2, 700);
  context.rotate(-0.7);
  context.font = '700 150px sans-serif';
  context.fillStyle = 'rgba(0, 0, 0, 0.12)';
  context.fillText('PREVIEW', 0, 0);
  context.restore();
  return canvas.toDataURL('image/png').split(',')[1] ?? '';
};

const checkedOf = (form: IssueForm, subject: Subject, title: string, pages = 1): Checked => ({
  key: `${form.kind} ${title}`,
  form,
  subject,
  ask: {
    request: {
      kind: 'abstract',
      resident: subject.resident,
      options: { ...form.abstract, pastAddresses: { type: 'none' } },
    },
    applicant: { name: form.applicant.name, number: number as ResidentNumber, identity: 'resident-card' },
    ground: { type: 'self' },
    purpose: form.purpose,
    exemption: null,
  },
  fee: { won: 400, exemption: null },
  pages,
  images: Array.from({ length: Math.min(pages, 2) }, () => aPicture(title)),
  ids: Array.from({ length: form.copies }, (_, nth) => aPaper(nth + 1).id),
});

const Checking = ({ isPictured = true }: { readonly isPictured?: boolean }): ReactNode => {
  const issuing = useIssuing(true);
  const [papers] = useState(() => [
    checkedOf({ ...filled, copies: 2 }, person, 'Copy', 3),
    checkedOf({ ...filled, kind: 'abstract' }, crowd, 'Abstract'),
  ]);
  return (
    <Titled>
      <CheckStage issuing={issuing} papers={isPictured ? papers : papers.map((each) => ({ ...each, images: [] }))} />
    </Titled>
  );
};

const Issued = ({ count }: { readonly count: number }): ReactNode => {
  const issuing = useIssuing(true);
  const [papers] = useState(() => [checkedOf({ ...filled, copies: count }, person, 'Copy')]);
  return (
    <Titled>
      <IssuedStage issuing={issuing} papers={papers} />
    </Titled>
  );
};

/** An office whose papers stand so, one after the other. */
const papersAt = (lines: readonly (Partial<CertificateLine> & { readonly state: LedgerState })[], more = {}) =>
  officeOf({
    queries: {
      getCertificate: ({ certificate }) => {
        const nth = lines.findIndex((_, at) => aPaper(at + 1).id === certificate);
        return { line: aPaper(nth + 1, lines[nth] ?? {}), steps: [] };
      },
      ...more,
    },
  });

export const certificateGallery: readonly GalleryState[] = [
  {
    id: 'certificate-empty',
    title: { ko: '증명서 발급, 처음', en: 'Issue: empty' },
    bridge: officeOf(),
    render: () => <IssueCertificates />,
  },
  {
    id: 'certificate-loading',
    title: { ko: '증명서 발급, 여는 중', en: 'Issue: loading' },
    bridge: officeOf({ commands: { viewResident: never } }),
    render: () => <IssueCertificates resident={page.resident.id} />,
  },
  {
    id: 'certificate-error',
    title: { ko: '증명서 발급, 열지 못함', en: 'Issue: error' },
    bridge: officeOf({ commands: { viewResident: () => failed({ type: 'ResidentNotFound' }) } }),
    render: () => <IssueCertificates resident={page.resident.id} />,
  },
  {
    id: 'certificate-filled',
    title: { ko: '등본, 채워진 신청', en: 'A copy, filled in' },
    bridge: officeOf({ commands: { previewCertificate: never } }),
    render: () => <Asking form={filled} subject={person} />,
  },
  {
    id: 'certificate-missing',
    title: { ko: '빠진 것이 있는 신청', en: 'Something is missing' },
    bridge: officeOf(),
    render: () => (
      <Asking form={{ ...emptyForm, ground: { ...emptyForm.ground, type: 'delegate' } }} subject={null} isTried />
    ),
  },
  {
    id: 'certificate-refused',
    title: { ko: '내줄 수 없다는 답', en: 'Refused by the rules' },
    bridge: officeOf({
      commands: {
        previewCertificate: () => failed({ type: 'CertificateNotAllowed', defects: ['not-of-household', 'not-live'] }),
      },
    }),
    render: () => <Asking form={filled} subject={person} isTried />,
  },
  {
    id: 'certificate-withheld',
    title: { ko: '교부 제한', en: 'Withheld' },
    bridge: officeOf({
      commands: { previewCertificate: () => failed({ type: 'CertificateNotAllowed', defects: ['withheld'] }) },
    }),
    render: () => <Asking form={filled} subject={person} isTried />,
  },
  {
    id: 'certificate-offline',
    title: { ko: '오프라인 발급', en: 'Issuing offline' },
    bridge: officeOf({ queries: { getStatus: () => offline } }),
    render: () => (
      <Asking
        form={{ ...filled, ground: { ...filled.ground, type: 'delegate' } }}
        subject={subjectOf(aPage())}
        status={offline}
      />
    ),
  },
  {
    id: 'certificate-12-members',
    title: { ko: '영문 등본, 12명 세대', en: 'English copy of 12' },
    bridge: officeOf(),
    render: () => (
      <Asking form={{ ...filled, kind: 'copy-english', past: { type: 'recent', years: '5' } }} subject={crowd} />
    ),
  },
  {
    id: 'certificate-house',
    title: { ko: '전입세대확인서', en: 'Moved-in household certificate' },
    bridge: officeOf({ queries: { searchAddresses: () => ({ rows: [] }) } }),
    render: () => (
      <Asking
        form={{
          ...filled,
          kind: 'moved-in-households',
          ground: { ...filled.ground, type: 'house', interest: 'lender' },
          house: { address: anAddress('37'), unit: '', leaveOutDeleted: false },
        }}
        subject={null}
      />
    ),
  },
  {
    id: 'certificate-preview',
    title: { ko: '미리보기', en: 'Preview' },
    bridge: officeOf(),
    render: () => <Checking />,
  },
  {
    id: 'certificate-preview-out-of-paper',
    title: { ko: '미리보기, 용지 없음', en: 'Preview, out of paper' },
    bridge: officeOf({
      queries: { listPrinters: () => ({ printers: [aPrinter({ state: 'stopped', blockers: ['media-empty'] })] }) },
    }),
    render: () => <Checking isPictured={false} />,
  },
  {
    id: 'certificate-printing',
    title: { ko: '인쇄 중', en: 'Printing' },
    bridge: papersAt([
      { state: 'issued' },
      { state: 'printing', won: 0, settledAt: null },
      { state: 'reserved', won: 0, settledAt: null },
    ]),
    render: () => <Issued count={3} />,
  },
  {
    id: 'certificate-jam',
    title: { ko: '용지 걸림', en: 'Jam' },
    bridge: papersAt(
      [
        { state: 'suspect', why: 'jammed-or-aborted', won: 0 },
        { state: 'failed-clean', why: 'server-error-busy', won: 0 },
      ],
      { listPrinters: () => ({ printers: [aPrinter({ state: 'stopped', blockers: ['media-jam'] })] }) },
    ),
    render: () => <Issued count={2} />,
  },
  {
    id: 'certificate-unverified',
    title: { ko: '사람이 확인하는 프린터', en: 'A printer that does not count' },
    bridge: papersAt([{ state: 'suspect', why: 'unverified-printer', won: 0 }]),
    render: () => <Issued count={1} />,
  },
  {
    id: 'certificate-issued',
    title: { ko: '모두 발급', en: 'All issued' },
    bridge: papersAt([{ state: 'issued' }, { state: 'issued' }]),
    render: () => <Issued count={2} />,
  },
];
