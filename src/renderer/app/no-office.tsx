import type { ReactNode } from 'react';
import { useText } from '../state/use-text.ts';
import { texts } from './texts.ts';

/** For whoever opens the page in a browser, where there is no office behind it. */
export const NoOffice = (): ReactNode => {
  const t = useText();
  return (
    <main className="whole-window">
      <h1>{t(texts.noOffice)}</h1>
      <p>{t(texts.noOfficeHint)}</p>
    </main>
  );
};
