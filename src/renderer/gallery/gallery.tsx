import { type ReactNode, useEffect } from 'react';
import type { Language } from '../../shared/text/language.ts';
import { BridgeProvider } from '../bridge/bridge.tsx';
import { useLanguage } from '../state/use-text.ts';
import { Empty } from '../ui/progress.tsx';
import { createFixtureBridge } from './fixture-bridge.ts';
import type { GalleryState } from './state.ts';
import { galleryStates } from './states.ts';

/** One state, or the list of all. */
export const Gallery = ({ state }: { state: string | null }): ReactNode => {
  const language = useLanguage();
  useEffect(() => {
    // For who looks on from outside: this state is on the page.
    document.documentElement.dataset['state'] = state ?? '';
  }, [state]);
  if (state === null) return <Contents language={language} />;
  const found = galleryStates.find(({ id }) => id === state);
  if (!found)
    return (
      <main>
        <Empty title={`no state "${state}"`} />
      </main>
    );
  return <Framed state={found} language={language} />;
};

const Framed = ({ state, language }: { state: GalleryState; language: Language }): ReactNode => {
  const content = <BridgeProvider bridge={createFixtureBridge(state.bridge)}>{state.render()}</BridgeProvider>;
  if (state.frame === 'window') return content;
  if (state.frame !== 'component') return <main className="gallery-screen">{content}</main>;
  return (
    <main className="gallery-component">
      <h1 className="gallery-title">{state.title[language]}</h1>
      {content}
    </main>
  );
};

const Contents = ({ language }: { language: Language }): ReactNode => (
  <main className="gallery-component">
    <h1 className="gallery-title">RRS Office</h1>
    <ul className="gallery-contents" data-states={galleryStates.map(({ id }) => id).join(' ')}>
      {galleryStates.map(({ id, title }) => (
        <li key={id}>
          <a href={`?state=${id}&lang=${language}`}>{title[language]}</a>
          {(['ko', 'en'] as const).map((lang) =>
            (['light', 'high'] as const).map((contrast) => (
              <a key={lang + contrast} href={`?state=${id}&lang=${lang}&contrast=${contrast}`}>
                {lang} {contrast}
                <span className="visually-hidden"> {title[language]}</span>
              </a>
            )),
          )}
        </li>
      ))}
    </ul>
  </main>
);
