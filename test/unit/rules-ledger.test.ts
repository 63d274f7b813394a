import { describe, expect, test } from 'vitest';
import { LedgerState, LedgerStep } from '../../src/shared/registry/ledger.ts';
import { isSettled, mayBeReplaced, mayStep } from '../../src/shared/rules/ledger.ts';

const states = LedgerState.options;
const steps = LedgerStep.options.map((step) => step.shape.to.value);

/** The steps that may be taken from a state. */
const stepsFrom = (state: LedgerState): readonly LedgerState[] => steps.filter((to) => mayStep(state, to));

const reachableFrom = (state: LedgerState): ReadonlySet<LedgerState> => {
  const found = new Set<LedgerState>();
  const visit = (from: LedgerState): void => {
    for (const to of stepsFrom(from))
      if (!found.has(to)) {
        found.add(to);
        visit(to);
      }
  };
  visit(state);
  return found;
};

/** From here on the printer has bytes of the document, or may have. */
const mayHaveReachedPaper: readonly LedgerState[] = ['sending', 'printing', 'printed', 'issued', 'suspect', 'void'];

describe('the ledger', () => {
  test('[LE-1, LE-2, LE-3, LE-5] goes from each state to these and no others', () => {
    const expected: Readonly<Record<LedgerState, readonly LedgerState[]>> = {
      reserved: ['rendered', 'void'],
      rendered: ['rendered', 'submitting', 'void'],
      submitting: ['created', 'failed-clean', 'rendered', 'submitting', 'suspect', 'void'],
      created: ['failed-clean', 'rendered', 'sending', 'submitting', 'suspect', 'void'],
      sending: ['failed-clean', 'printing', 'submitting', 'suspect'],
      printing: ['failed-clean', 'printed', 'printing', 'suspect'],
      printed: ['issued', 'void'],
      suspect: ['issued', 'printed', 'void'],
      'failed-clean': ['rendered', 'submitting', 'void'],
      issued: [],
      void: [],
    };
    for (const state of states) expect(stepsFrom(state).toSorted(), state).toEqual(expected[state]);
  });

  test('[LE-1] a paper takes every state on the way to the printer, in order', () => {
    const way: readonly LedgerState[] = [
      'reserved',
      'rendered',
      'submitting',
      'created',
      'sending',
      'printing',
      'printed',
    ];
    for (const [index, state] of way.entries())
      for (const later of way.slice(index + 2)) expect(stepsFrom(state), `${state} → ${later}`).not.toContain(later);
    for (const [index, state] of way.slice(0, -1).entries()) expect(stepsFrom(state)).toContain(way[index + 1]);
  });

  test('[LE-1] nothing is handed to a printer before the paper is drawn, and nothing printed before it is sent', () => {
    expect(stepsFrom('reserved')).toEqual(['rendered', 'void']);
    for (const state of ['reserved', 'rendered', 'submitting', 'created'] as const)
      for (const to of ['printing', 'printed', 'issued'] as const) expect(mayStep(state, to)).toBe(false);
  });

  test('[LE-2] a second attempt is never made of a paper that may be on paper', () => {
    const again = states.filter((state) => mayStep(state, 'submitting'));
    // Of `sending` only where the printer still waits for the document; whoever follows the job knows.
    expect(again).toEqual(['rendered', 'submitting', 'created', 'sending', 'failed-clean']);
    for (const state of ['printing', 'printed', 'issued', 'suspect', 'void'] as const)
      expect(mayStep(state, 'submitting'), state).toBe(false);
    expect(states.filter((state) => mayStep(state, 'failed-clean'))).not.toContain('suspect');
  });

  test('[LE-3] doubt waits for a person, whose word ends it', () => {
    expect(stepsFrom('suspect').toSorted()).toEqual(['issued', 'printed', 'void']);
    expect(isSettled('suspect')).toBe(true);
    for (const state of ['reserved', 'rendered', 'failed-clean', 'printed', 'issued', 'void'] as const)
      expect(mayStep(state, 'suspect'), state).toBe(false);
  });

  test('[LE-4] only the step to issued carries won, and only a printed or confirmed paper takes it', () => {
    const withWon = LedgerStep.options.filter((step) => 'won' in step.shape).map((step) => step.shape.to.value);
    expect(withWon).toEqual(['issued']);
    expect(states.filter((state) => mayStep(state, 'issued'))).toEqual(['printed', 'suspect']);
  });

  test('[LE-5] a paper can always end as issued or void, and no step leads out of either', () => {
    for (const state of states) {
      const isEnd = state === 'issued' || state === 'void';
      expect([...reachableFrom(state)].filter((end) => end === 'issued' || end === 'void').length, state).toBe(
        isEnd ? 0 : 2,
      );
      if (isEnd) expect(stepsFrom(state), state).toEqual([]);
    }
    for (const state of states) expect(stepsFrom(state)).not.toContain('reserved');
  });

  test('[LE-5] what is settled waits for nobody but a person', () => {
    expect(states.filter(isSettled)).toEqual(['issued', 'failed-clean', 'suspect', 'void']);
  });

  test('[LE-6] only a paper that is not under way is replaced, and no step of its own makes an issued one void', () => {
    const replaceable = states.filter(mayBeReplaced);
    expect(replaceable).toEqual(['printed', 'issued', 'failed-clean', 'suspect']);
    for (const state of replaceable) expect(mayStep(state, 'void'), state).toBe(state !== 'issued');
    for (const state of mayHaveReachedPaper)
      if (!isSettled(state) && state !== 'printed') expect(mayBeReplaced(state), state).toBe(false);
  });
});
