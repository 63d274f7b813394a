import { type ReactNode, useId } from 'react';

/** One screen: its title, its state, what can be done with it, and its content. */
export const Page = ({
  title,
  subtitle,
  badges,
  actions,
  children,
}: {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly badges?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode => (
  <div className="page">
    <header className="page-head">
      <div className="page-titles">
        <div className="page-title-line">
          <h1 className="page-title">{title}</h1>
          {badges}
        </div>
        {subtitle !== undefined && subtitle !== null && <p className="page-subtitle">{subtitle}</p>}
      </div>
      {actions !== undefined && actions !== null && <div className="page-actions">{actions}</div>}
    </header>
    {children}
  </div>
);

/** A part of a page under its own heading. */
export const Section = ({
  title,
  actions,
  children,
}: {
  readonly title: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactNode => {
  const id = useId();
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <h2 className="section-title" id={id}>
          {title}
        </h2>
        {actions !== undefined && actions !== null && <div className="section-actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
};
