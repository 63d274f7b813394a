import '../without-eval.ts';
import 'pretendard-gov/dist/web/variable/pretendardvariable-gov-dynamic-subset.css';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import '../ui/styles.css';
import { forgetAll } from './forget-all.ts';
import { Gallery } from './gallery.tsx';
import { readView, showView } from './view.ts';
import './gallery.css';

const element = document.querySelector('#root');
if (!element) throw new Error('the page has no root element');

/** What is shown; nothing of one state is left for the next. */
let shown: { readonly state: string | null; readonly root: Root } | null = null;

const begin = (state: string | null): void => {
  shown?.root.unmount();
  forgetAll();
  const root = createRoot(element, {
    // A state that breaks says so in its own place.
    onUncaughtError: (error) => {
      const message = document.createElement('main');
      message.textContent = String(error);
      element.replaceChildren(message);
      reportError(error);
    },
  });
  shown = { state, root };
  root.render(
    <StrictMode>
      <Gallery state={state} />
    </StrictMode>,
  );
};

const show = (): void => {
  const view = readView(location);
  showView(view);
  if (shown?.state !== view.state || shown === null) begin(view.state);
};
show();
window.addEventListener('hashchange', show);
