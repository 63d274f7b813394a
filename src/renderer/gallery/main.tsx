import '../without-eval.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/styles.css';
import { Gallery } from './gallery.tsx';
import { readView, showView } from './view.ts';
import './gallery.css';

const root = document.querySelector('#root');
if (!root) throw new Error('the page has no root element');
const show = (): void => showView(readView(location));
show();
window.addEventListener('hashchange', show);
createRoot(root, {
  // A state that breaks says so in its own place.
  onUncaughtError: (error) => {
    const message = document.createElement('main');
    message.textContent = String(error);
    root.replaceChildren(message);
    reportError(error);
  },
}).render(
  <StrictMode>
    <Gallery state={readView(location).state} />
  </StrictMode>,
);
