import { describe, expect, test } from 'vitest';
import { newDraft, withMover } from '../../src/renderer/features/move-in/model/draft.ts';
import { createDraftSaver } from '../../src/renderer/features/move-in/model/draft-saver.ts';
import { draftTitle } from '../../src/renderer/features/move-in/model/draft-title.ts';
import { byPlace, topicOfField } from '../../src/renderer/features/move-in/model/fields.ts';
import { withResidents } from '../../src/renderer/features/move-in/model/from-register.ts';
import { numberInScan } from '../../src/renderer/features/move-in/model/scan.ts';
import { topics } from '../../src/renderer/features/move-in/model/topics.ts';
import { summaryRows, topicSummary } from '../../src/renderer/features/move-in/summary.ts';
import type { ResidentLine, ResidentPage } from '../../src/shared/contract/queries.ts';
import type { ResidentId } from '../../src/shared/registry/ids.ts';
import { adult, drafts, filled, spouse } from '../builders/move-in-drafts.ts';
import { day, filingId, householdId, residentId } from '../builders/registry.ts';

// How a draft keeps itself, what it is called, and how it takes from the register and the card reader.

/** A saver whose timer and saves the test drives by hand. */
const bench = () => {
  const saves: { readonly value: string; readonly settle: (isSaved: boolean) => void }[] = [];
  const states: boolean[] = [];
  const timers: { readonly act: () => void; isStopped: boolean }[] = [];
  const saver = createDraftSaver<string>({
    save: (value) => new Promise((settle) => saves.push({ value, settle })),
    later: (act) => {
      const timer = { act, isStopped: false };
      timers.push(timer);
      return () => {
        timer.isStopped = true;
      };
    },
    onSaving: (isSaving) => states.push(isSaving),
  });
  return {
    saver,
    saves,
    states,
    timers,
    isWaiting: () => timers.some(({ isStopped }) => !isStopped),
    elapse: () => timers.findLast(({ isStopped }) => !isStopped)?.act(),
    settle: async (nth: number, isSaved = true): Promise<void> => {
      saves[nth]?.settle(isSaved);
      // The loop goes on after the promise of the save and its own.
      for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    },
    values: () => saves.map(({ value }) => value),
  };
};

describe('a draft keeps itself', () => {
  test('a moment after the last change, and only that one', () => {
    const { saver, elapse, values, states, timers } = bench();
    saver.change('가');
    saver.change('가나');
    // The first timer does not run out any more.
    expect(timers.map(({ isStopped }) => isStopped)).toEqual([true, false]);
    expect(values()).toEqual([]);
    elapse();
    expect(values()).toEqual(['가나']);
    expect(states).toEqual([true, true]);
  });

  test('one after the other: of what changes meanwhile the newest is kept, last', async () => {
    const { saver, values, settle, states } = bench();
    saver.change('1');
    void saver.flush();
    saver.change('2');
    void saver.flush();
    saver.change('3');
    void saver.flush();
    expect(values()).toEqual(['1']);
    await settle(0);
    expect(values()).toEqual(['1', '3']);
    await settle(1);
    expect(values()).toEqual(['1', '3']);
    expect(states.at(-1)).toBe(false);
  });

  test('flush settles when nothing is left, and does nothing where nothing has changed', async () => {
    const { saver, values, settle } = bench();
    await saver.flush();
    expect(values()).toEqual([]);
    saver.change('1');
    let isDone = false;
    const flushed = (async () => {
      await saver.flush();
      isDone = true;
    })();
    await settle(9);
    expect(isDone).toBe(false);
    await settle(0);
    await flushed;
    expect(isDone).toBe(true);
  });

  test('what could not be kept is tried again with the next flush, unless something newer is there', async () => {
    const { saver, values, settle, states } = bench();
    saver.change('1');
    void saver.flush();
    await settle(0, false);
    expect(states.at(-1)).toBe(true);
    void saver.flush();
    expect(values()).toEqual(['1', '1']);
    saver.change('2');
    await settle(1, false);
    void saver.flush();
    expect(values()).toEqual(['1', '1', '2']);
  });

  test('once stopped, nothing is kept any more', async () => {
    const { saver, values, settle, isWaiting } = bench();
    saver.change('1');
    void saver.flush();
    saver.change('2');
    saver.stop();
    expect(isWaiting()).toBe(false);
    await settle(0);
    saver.change('3');
    await saver.flush();
    expect(values()).toEqual(['1']);
  });
});

describe('what a draft is called', () => {
  test('by its people and its place', () => {
    expect(draftTitle(filled, 'ko')).toBe('서다온 외 1명 · 솔내동촌길 1');
    expect(draftTitle(filled, 'en')).toBe('서다온 and 1 more · 솔내동촌길 1');
    expect(draftTitle(newDraft({ filing: filingId(1), today: day('2026-11-22') }), 'ko')).toBe('');
  });

  test('never by a number, wherever somebody typed one, and never longer than a title', () => {
    const { number } = adult;
    for (const typed of [
      number,
      number.replace('-', ''),
      `온 ${number}`,
      `${number}온`,
      `${number}${number}`.replaceAll('-', ''),
    ]) {
      const title = draftTitle(withMover({ ...filled, movers: [] }, { name: typed }), 'ko');
      expect(title).not.toMatch(/\d{5}/);
    }
    const long = draftTitle(withMover({ ...filled, movers: [] }, { name: '온'.repeat(300) }), 'ko');
    expect(long.length).toBeLessThanOrEqual(80);
  });
});

describe('what the card reader has read', () => {
  test.each([
    [adult.number, adult.number],
    [adult.number.replace('-', ''), adult.number],
    [`ID=${adult.number}=서다온`, adult.number],
    ['852412', null],
    ['8524122000001234', null],
    ['', null],
  ])('%s', (scanned, number) => {
    expect(numberInScan(scanned)).toBe(number);
  });
});

describe('from the register', () => {
  const aLine = (nth: number, change: Partial<ResidentLine>): ResidentLine => ({
    id: residentId(nth),
    name: `주민${String(nth)}`,
    hanja: '',
    birthDate: day('1985-04-12'),
    maskedNumber: '852412-2******',
    address: '다온도 늘해군 솔내면 솔내동촌길 1',
    relation: '본인',
    status: 'resident',
    household: householdId(1),
    pending: false,
    ...change,
  });
  const head = aLine(1, {});
  const partner = aLine(2, { relation: '배우자' });
  const page: ResidentPage = {
    resident: partner,
    nameRoman: '',
    sex: 'F',
    household: { id: householdId(1), householder: head.id, members: [head, partner] },
    addresses: [],
    filings: [],
    certificates: [],
  };
  const numbers = new Map<ResidentId, string>([
    [head.id, adult.number],
    [partner.id, spouse.number],
  ]);
  const empty = newDraft({ filing: filingId(1), today: day('2026-11-22') });

  test('a member brings the relation, where they lived, and who led them', () => {
    const draft = withResidents(empty, page, [partner], numbers);
    expect(draft.movers[0]).toMatchObject({ name: '주민2', number: spouse.number, relation: '배우자' });
    expect(draft.previousAddress).toBe(head.address);
    expect(draft.before).toEqual({ who: 'other', mover: null, name: '주민1', number: adult.number });
    expect(draft.head).toBeNull();
  });

  test('a householder who comes along leads as before', () => {
    const draft = withResidents(withResidents(empty, page, [partner], numbers), page, [head], numbers);
    expect(draft.before).toMatchObject({ who: 'mover', mover: 'p2' });
    expect(draft.head).toBe('p2');
    expect(draft.movers.map(({ ledBefore }) => ledBefore)).toEqual([false, true]);
  });

  test('what was entered already stays', () => {
    const typed = { ...empty, previousAddress: '말한 대로', before: { ...empty.before, who: 'unknown' as const } };
    const draft = withResidents(typed, page, [partner], numbers);
    expect([draft.previousAddress, draft.before.who]).toEqual(['말한 대로', 'unknown']);
  });
});

describe('the summary', () => {
  test('shows no whole number, in either language', () => {
    for (const draft of Object.values(drafts))
      for (const topic of topics)
        for (const language of ['ko', 'en'] as const) {
          const text = JSON.stringify([summaryRows(draft, topic, language), topicSummary(draft, topic, language)]);
          expect(text).not.toMatch(/\d{6}-?\d{2}/);
        }
  });

  test('names what was entered', () => {
    expect(summaryRows(filled, 'place', 'ko')).toEqual([
      { key: '새 주소', value: '다온도 늘해군 솔내면 솔내동촌길 1, 101동 1203호' },
      { key: '이사한 날', value: '2026. 11. 20.' },
      { key: '전에 살던 곳', value: '다온도 새론시 은가람대로 45' },
    ]);
  });
});

describe('the fields', () => {
  test('stand on the page of their topic, in its order', () => {
    expect(
      ['mover-p1-relation', 'mover-p1-number', 'mover-p1-guardian-name', 'stayer-p1-number', 'to'].map(topicOfField),
    ).toEqual(['household', 'movers', 'evidence', 'remaining', 'place']);
    expect(['mover-p10-name', 'mover-p2-number', 'mover-p2-name'].toSorted(byPlace)).toEqual([
      'mover-p2-name',
      'mover-p2-number',
      'mover-p10-name',
    ]);
    expect(['mover-p1-relation', 'reason', 'form', 'joined-name'].toSorted(byPlace)).toEqual([
      'form',
      'reason',
      'joined-name',
      'mover-p1-relation',
    ]);
  });
});
