import type { ReactNode } from 'react';

/** Pages of a paper as they will come out of the printer. */
export const PageImages = ({
  label,
  pages,
  zoom = 1,
}: {
  readonly label: string;
  readonly pages: readonly { readonly src: string; readonly alt: string }[];
  readonly zoom?: number | undefined;
}): ReactNode => (
  // It scrolls, so the keyboard must reach it.
  <div className="paper" role="region" aria-label={label} tabIndex={0}>
    {pages.map(({ src, alt }, index) => (
      <img
        key={index}
        className="paper-page"
        src={src}
        alt={alt}
        style={{ width: `calc(min(100%, 52rem) * ${String(zoom)})` }}
      />
    ))}
  </div>
);
