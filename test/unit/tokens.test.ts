import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { generatedTokens, generateTokens, tokensFile } from '../../scripts/tokens.ts';

const committed = readFileSync(tokensFile, 'utf8');

const blockOf = (selector: string): ReadonlyMap<string, string> => {
  const body = committed.slice(committed.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return new Map([...body.matchAll(/--([\w-]+): ([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
};
const light = blockOf(':root');
const modes = { light, high: new Map([...light, ...blockOf('[data-contrast="high"]')]) } as const;
type Mode = keyof typeof modes;

/** Relative luminance by WCAG 2. */
const luminance = (colour: string): number => {
  const hex = /^#([\da-f]{6})$/.exec(colour)?.[1];
  if (hex === undefined) throw new Error(`${colour} is no opaque colour`);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (mode: Mode, one: string, other: string): number => {
  const colour = (name: string): string => {
    const value = modes[mode].get(`color-${name}`);
    if (value === undefined) throw new Error(`there is no ${name}`);
    return value;
  };
  const [darker = 0, lighter = 0] = [luminance(colour(one)), luminance(colour(other))].toSorted((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
};

test('the committed tokens are those that KRDS gives', () => {
  expect(committed).toBe(generatedTokens());
});

test('a token that KRDS no longer has is an error', () => {
  expect(() => generateTokens('--krds-light-color-text-basic: var(--krds-gone);')).toThrow('KRDS has no');
});

const grounds = ['background-white', 'background-gray-subtler', 'surface-white', 'surface-hover', 'surface-selected'];
const tones = ['danger', 'warning', 'success', 'information'];

/** Text that is read for its own sake: KRDS asks for 7:1, and for 15:1 of body text in high contrast. */
const body = [
  ...[...grounds, 'background-gray-subtle', 'input-surface', 'surface-mark'].map(
    (ground) => ['text-basic', ground] as const,
  ),
  ...grounds.map((ground) => ['text-subtle', ground] as const),
  ...tones.map((tone) => ['text-basic', `surface-${tone}-subtler`] as const),
  ['text-basic-inverse', 'background-inverse'] as const,
];
/** Labels, states and links: 4.5:1. */
const ordinary = [
  ...tones.flatMap((tone) =>
    [`surface-${tone}-subtler`, 'background-white'].map((ground) => [`text-${tone}`, ground] as const),
  ),
  ...grounds.map((ground) => ['link-default', ground] as const),
  ...grounds.map((ground) => ['text-primary', ground] as const),
  ...['primary', 'danger'].flatMap((kind) =>
    ['fill', 'fill-hover', 'fill-pressed'].map((fill) => [`button-${kind}-text`, `button-${kind}-${fill}`] as const),
  ),
  ['button-disabled-text', 'surface-gray-subtle'] as const,
];
/** What shows where a control is, and which one has the focus: 3:1. */
const lines = [
  ...['background-white', 'input-surface', 'surface-white'].flatMap((ground) =>
    [
      'input-border',
      'input-border-active',
      'input-border-error',
      'button-tertiary-border',
      'focus',
      'border-primary',
    ].map((line) => [line, ground] as const),
  ),
  ...grounds.map((ground) => ['focus', ground] as const),
  ...tones.map((tone) => [`border-${tone}`, 'background-white'] as const),
  ['border-gray-dark', 'background-gray-subtle'] as const,
];

describe.each(['light', 'high'] as const)('contrast, %s', (mode) => {
  test.each(body)('7:1: %s on %s', (text, ground) => {
    expect(contrast(mode, text, ground)).toBeGreaterThanOrEqual(7);
  });
  test.each(ordinary)('4.5:1: %s on %s', (text, ground) => {
    expect(contrast(mode, text, ground)).toBeGreaterThanOrEqual(4.5);
  });
  test.each(lines)('3:1: %s on %s', (line, ground) => {
    expect(contrast(mode, line, ground)).toBeGreaterThanOrEqual(3);
  });
});

test('body text in high contrast reaches the 15:1 that KRDS asks for', () => {
  expect(contrast('high', 'text-basic', 'background-white')).toBeGreaterThanOrEqual(15);
});
