import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';

const shapes: Readonly<Record<Tone, string>> = {
  neutral: 'M10 9v5M10 6.5v.01',
  info: 'M10 9v5M10 6.5v.01',
  success: 'M6.5 10.2l2.4 2.4 4.6-5',
  warning: 'M10 7v4M10 13.5v.01',
  danger: 'M7.2 7.2l5.6 5.6M12.8 7.2l-5.6 5.6',
};

/** A shape for each tone, for those who don't see its colour. */
export const ToneIcon = ({ tone }: { readonly tone: Tone }): ReactNode => (
  <svg className={`tone-icon tone-icon-${tone}`} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    {tone === 'warning' ? (
      <path className="tone-icon-ground" d="M10 1.8l8.6 15.4a.6.6 0 0 1-.5.9H1.9a.6.6 0 0 1-.5-.9z" />
    ) : (
      <circle className="tone-icon-ground" cx="10" cy="10" r="8.5" />
    )}
    <path className="tone-icon-sign" d={shapes[tone]} />
  </svg>
);
