import type { PrinterState } from '../../../../shared/registry/printer.ts';
import type { Language } from '../../../../shared/text/language.ts';
import {
  type PrinterPicture,
  pictureOfProblem,
  pictureOfReason,
  printerProblemToText,
  printerReasonToText,
} from '../../../../shared/text/printer.ts';
import type { Tone } from '../../../ui/badge.tsx';
import { needsHelp, notAskedYet, printerStateTexts, unreachable } from './texts.ts';

/** One thing to do at a printer, in words and with a drawing. */
export interface PrinterAdvice {
  readonly picture: PrinterPicture;
  readonly text: string;
  /** Nothing prints until it is done. */
  readonly isBlocking: boolean;
}

/** Everything that is the matter with a printer, the worst first. Endings of one cause are told once. */
export const adviceFor = (state: PrinterState, language: Language): readonly PrinterAdvice[] => {
  const { problem, blockers, warnings } = state;
  const all: PrinterAdvice[] = [
    ...(problem
      ? [{ picture: pictureOfProblem(problem), text: printerProblemToText(problem, language), isBlocking: true }]
      : []),
    ...sharper(blockers).map((reason) => ({
      picture: pictureOfReason(reason),
      text: printerReasonToText(reason, language),
      isBlocking: true,
    })),
    ...warnings.map((reason) => ({
      picture: pictureOfReason(reason),
      text: printerReasonToText(reason, language),
      isBlocking: false,
    })),
  ];
  return all.filter(({ text }, nth) => all.findIndex((each) => each.text === text) === nth);
};

/** Reasons that say no more than that it stopped are left out beside one that says why. */
const vague: readonly string[] = ['stopped', 'stopped-partly', 'other-error', 'not-accepting-jobs'];

const sharper = (blockers: PrinterState['blockers']): PrinterState['blockers'] => {
  const clear = blockers.filter((reason) => !vague.includes(reason));
  return clear.length > 0 ? clear : blockers;
};

/** The state of a printer in a word. */
export const printerWord = (
  state: PrinterState | null,
  language: Language,
): { readonly tone: Tone; readonly text: string; readonly canPrint: boolean } => {
  if (state === null) return { tone: 'neutral', text: notAskedYet[language], canPrint: false };
  if (!state.reachable) return { tone: 'danger', text: unreachable[language], canPrint: false };
  if (state.problem !== null || state.blockers.length > 0)
    return { tone: 'danger', text: needsHelp[language], canPrint: false };
  const tone = state.state === 'stopped' ? 'danger' : state.warnings.length > 0 ? 'warning' : 'success';
  return { tone, text: printerStateTexts[state.state][language], canPrint: state.state !== 'stopped' };
};
