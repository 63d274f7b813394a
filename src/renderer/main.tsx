import { officeAhead } from './app/ahead.ts';
import './without-eval.ts';
import 'pretendard-gov/dist/web/variable/pretendardvariable-gov-dynamic-subset.css';
import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import './ui/styles.css';

const root = document.querySelector('#root');
if (!root) throw new Error('the page has no root element');
// At once, so that the first questions are on their way before anything is painted.
flushSync(() =>
  createRoot(root).render(
    <StrictMode>
      <App bridge={officeAhead()} />
    </StrictMode>,
  ),
);
