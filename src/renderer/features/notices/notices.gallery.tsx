import type { ReactNode } from 'react';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { GalleryState } from '../../gallery/state.ts';
import { ErrorNotice } from './error-notice.tsx';

const examples: readonly AppError[] = [
  { type: 'CentralUnreachable', detail: 'ECONNREFUSED' },
  { type: 'NotAllowed', needs: ['supervisor'] },
  { type: 'DiskFull' },
  { type: 'Internal', incident: '4f2a' },
];

const Errors = (): ReactNode => (
  <div className="stack">
    {examples.map((error) => (
      <ErrorNotice key={error.type} error={error} onRetry={() => undefined} />
    ))}
  </div>
);

export const noticesGallery: readonly GalleryState[] = [
  { id: 'errors', title: { ko: '오류', en: 'Errors' }, frame: 'component', render: () => <Errors /> },
];
