import type { FilingPage } from '../../../shared/contract/queries.ts';
import type { Language, Text } from '../../../shared/text/language.ts';
import { texts } from './texts.ts';

type Shown = FilingPage['amendments'][number];

const stepText = (step: Extract<Shown, { type: 'post-verified' }>['step']): Text => {
  switch (step.type) {
    case 'sent':
      return texts.stepSent;
    case 'confirmed':
      return texts.stepConfirmed;
    case 'not-living-there':
      return texts.stepNot;
    case 'exempt':
      return step.why === 'fixed-date' ? texts.stepFixed : texts.stepLease;
  }
};

/** What an amendment says, in a line. */
export const noteOf = (amendment: Shown, language: Language): string => {
  switch (amendment.type) {
    case 'supplemented':
    case 'withdrawn':
    case 'just-cause':
      return amendment.note;
    case 'refused':
      return `${amendment.reasons} ${amendment.remedies}`;
    case 'post-verified':
      return stepText(amendment.step)[language];
  }
};
