import { factsOf, type Verdict, warningsOf } from '../../shared/code/verdict.ts';
import { factLines } from '../../shared/text/certificate-facts.ts';
import type { Language } from '../../shared/text/language.ts';
import { verdictToText, warningToText } from '../../shared/text/verdicts.ts';
import { type Outcome, outcomeOf } from '../check/checker.ts';
import { make } from './elements.ts';

/** A verdict as a card: icon, headline, what to do, warnings, and the facts to compare with the paper. */
export const verdictToCard = (verdict: Verdict, language: Language): HTMLElement => {
  const { headline, detail } = verdictToText(verdict, language);
  const outcome = outcomeOf(verdict);
  const heading = make('h2', 'headline', icon(outcome), make('span', '', headline));
  const card = make('article', `verdict ${outcome}`, heading, make('p', 'detail', detail));
  card.dataset['verdict'] = verdict.type;
  const warnings = warningsOf(verdict).map((warning) => make('li', '', warningToText(warning, language)));
  if (warnings.length > 0) card.append(make('ul', 'warnings', ...warnings));
  const facts = factsOf(verdict);
  if (facts) {
    const lines = factLines(facts, language).map(({ label, value }) =>
      make('div', 'fact', make('dt', '', label), make('dd', '', value)),
    );
    card.append(make('dl', 'facts', ...lines));
  }
  return card;
};

/** Three shapes that are told apart without their colours. */
const shapes = {
  good: ['M24 4a20 20 0 1 0 0 40a20 20 0 1 0 0-40z', 'M14 25l7 7l14-15'],
  bad: ['M16 4h16l12 12v16l-12 12h-16l-12-12v-16z', 'M16 16l16 16M32 16l-16 16'],
  unknown: ['M24 5l21 37h-42z', 'M24 18v12M24 35v2'],
} as const satisfies Record<Outcome, readonly [frame: string, sign: string]>;

const icon = (outcome: Outcome): SVGElement => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 48 48');
  // The headline beside it says the same.
  svg.setAttribute('aria-hidden', 'true');
  for (const d of shapes[outcome]) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
};
