import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { ToneIcon } from './tone-icon.tsx';

/** Something that one should know here, with what can be done about it. */
export const Notice = ({
  tone,
  title,
  children,
  actions,
  role,
}: {
  readonly tone: Tone;
  readonly title?: string | undefined;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  readonly role?: 'status' | 'alert' | undefined;
}): ReactNode => (
  <div className={`notice notice-${tone}`} role={role}>
    <ToneIcon tone={tone} />
    <div className="notice-body">
      {title !== undefined && <p className="notice-title">{title}</p>}
      {children !== undefined && children !== null && <div className="notice-text">{children}</div>}
    </div>
    {actions !== undefined && actions !== null && <div className="notice-actions">{actions}</div>}
  </div>
);
