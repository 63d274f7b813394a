import { describe, expect, test } from 'vitest';
import { readReasons } from '../../src/main/print/reasons.ts';
import { BlockingReason, WarningReason } from '../../src/shared/registry/printer.ts';

const read = (keywords: readonly string[], more: Partial<Parameters<typeof readReasons>[0]> = {}) =>
  readReasons({ keywords, state: 'idle', isAcceptingJobs: true, hasPaper: false, ...more });

const endings = ['', '-report', '-warning', '-error', '-warnin', '-err', '-in-the-fuser'];

describe('what a printer says is the matter', () => {
  test.each(BlockingReason.options)('%s stops printing, whatever ending it has', (reason) => {
    for (const ending of endings) expect(read([`${reason}${ending}`]), ending).toMatchObject({ blockers: [reason] });
  });

  test.each(WarningReason.options)('%s does not', (reason) => {
    for (const ending of endings)
      expect(read([`${reason}${ending}`]), ending).toEqual({ blockers: [], warnings: [reason], unknown: [] });
  });

  test.each([
    ['marker-waste-almost-full-warnin', 'marker-waste-almost-full'],
    ['offline-report', 'shutdown'],
    ['marker-toner-empty-error', 'toner-empty'],
    ['input-cannot-feed-size-selected', 'media-needed'],
    ['moving-to-paused', 'moving-to-paused'],
  ])('%s is %s', (keyword, reason) => {
    const { blockers, warnings } = read([keyword]);
    expect([...blockers, ...warnings]).toEqual([reason]);
  });

  test('none is nothing', () => {
    expect(read(['none'])).toEqual({ blockers: [], warnings: [], unknown: [] });
    expect(read([])).toEqual({ blockers: [], warnings: [], unknown: [] });
  });

  test('each is told once', () => {
    expect(read(['media-jam-error', 'media-jam-warning', 'media-jam'])).toMatchObject({ blockers: ['media-jam'] });
  });

  test('a word that only begins alike is another word', () => {
    expect(read(['media-jammy'])).toEqual({ blockers: [], warnings: [], unknown: ['media-jammy'] });
  });

  test('what nobody knows is kept, and stops printing if the printer calls it an error', () => {
    expect(read(['com.example-flux-low-report', 'com.example-flux-lost-error'])).toEqual({
      blockers: ['other-error'],
      warnings: [],
      unknown: ['com.example-flux-low-report', 'com.example-flux-lost-error'],
    });
  });

  test('a printer that stands still without a word is stopped', () => {
    expect(read(['none'], { state: 'stopped' })).toMatchObject({ blockers: ['stopped'] });
    expect(read(['toner-low'], { state: 'stopped' })).toMatchObject({ blockers: ['stopped'], warnings: ['toner-low'] });
    expect(read(['media-jam'], { state: 'stopped' })).toMatchObject({ blockers: ['media-jam'] });
  });

  test('one that takes no jobs takes none', () => {
    expect(read(['none'], { isAcceptingJobs: false })).toMatchObject({ blockers: ['not-accepting-jobs'] });
    expect(read(['none'], { isAcceptingJobs: null })).toMatchObject({ blockers: [] });
  });

  test('an empty tray beside a full one is a warning, until the printer stops over it', () => {
    expect(read(['media-empty-warning'], { hasPaper: true })).toMatchObject({ blockers: [], warnings: ['media-low'] });
    expect(read(['media-empty-warning'], { hasPaper: true, state: 'stopped' })).toMatchObject({
      blockers: ['media-empty'],
    });
    expect(read(['media-needed'], { hasPaper: true })).toMatchObject({ blockers: ['media-needed'] });
  });
});
