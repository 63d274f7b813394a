import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Makes `src/renderer/ui/tokens.css` from the tokens of KRDS, the design system of Korean government sites.
 * KRDS names every colour twice, once for each mode, and reckons with a root of 10 px; here one name has two values,
 * and the root is 16 px. `node scripts/tokens.ts` writes the file; a test holds that it is up to date.
 */
const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));
const source = 'node_modules/krds-uiux/resources/css/token/krds_tokens.css';
export const tokensFile = at('src/renderer/ui/tokens.css');

type Mode = 'light' | 'high-contrast';

/** Those that this window has no use for: decoration, a second brand colour, and colours that ignore the mode. */
const unused =
  /-(?:graphic|point|secondary|static|visited|transparency|bolder|alpha|link-pressed|button-text)(?:-|$|\d)/;

/**
 * Where KRDS falls short of the contrast that it asks for itself, another step of the same palette; and names that it
 * lacks. `light` and `high-contrast` are steps of KRDS's palettes.
 */
const ours: Readonly<Record<string, Readonly<Record<Mode, string>>>> = {
  // Links at step 50 reach 4.2:1 on grey and on tinted surfaces.
  'color-link-default': { light: 'primary-60', 'high-contrast': 'primary-20' },
  'color-link-hover': { light: 'primary-70', 'high-contrast': 'primary-10' },
  // On a tinted surface, where notices stand: body text, so 7:1.
  'color-text-warning': { light: 'warning-70', 'high-contrast': 'warning-20' },
  'color-text-danger': { light: 'danger-60', 'high-contrast': 'danger-20' },
  'color-text-success': { light: 'success-70', 'high-contrast': 'success-20' },
  'color-text-information': { light: 'information-70', 'high-contrast': 'information-20' },
  'color-text-disabled': { light: 'gray-50', 'high-contrast': 'gray-40' },
  // On black, step 50 of blue is too dark for white text at 7:1: the fill is light instead and its text dark.
  'color-button-primary-fill': { light: 'primary-50', 'high-contrast': 'primary-20' },
  'color-button-primary-fill-hover': { light: 'primary-60', 'high-contrast': 'primary-10' },
  'color-button-primary-fill-pressed': { light: 'primary-70', 'high-contrast': 'primary-5' },
  'color-button-primary-text': { light: 'gray-0', 'high-contrast': 'gray-100' },
  'color-button-danger-fill': { light: 'danger-60', 'high-contrast': 'danger-20' },
  'color-button-danger-fill-hover': { light: 'danger-70', 'high-contrast': 'danger-10' },
  'color-button-danger-fill-pressed': { light: 'danger-80', 'high-contrast': 'danger-5' },
  'color-button-danger-text': { light: 'gray-0', 'high-contrast': 'gray-100' },
  'color-button-disabled-text': { light: 'gray-60', 'high-contrast': 'gray-30' },
  // Lines that tell things apart, at 3:1 where there is no other sign of them.
  'color-border-gray': { light: 'gray-30', 'high-contrast': 'gray-40' },
  'color-border-gray-light': { light: 'gray-20', 'high-contrast': 'gray-60' },
  'color-divider-gray': { light: 'gray-40', 'high-contrast': 'gray-40' },
  'color-divider-gray-light': { light: 'gray-20', 'high-contrast': 'gray-60' },
  'color-border-primary': { light: 'primary-50', 'high-contrast': 'primary-30' },
  'color-border-danger': { light: 'danger-50', 'high-contrast': 'danger-30' },
  'color-border-warning': { light: 'warning-50', 'high-contrast': 'warning-30' },
  'color-border-success': { light: 'success-50', 'high-contrast': 'success-30' },
  'color-border-information': { light: 'information-50', 'high-contrast': 'information-30' },
  'color-input-border': { light: 'gray-60', 'high-contrast': 'gray-30' },
  'color-input-border-active': { light: 'primary-50', 'high-contrast': 'primary-30' },
  'color-input-border-error': { light: 'danger-50', 'high-contrast': 'danger-30' },
  'color-input-surface': { light: 'gray-0', 'high-contrast': 'gray-95' },
  // KRDS's own focus ring of this mode stands under a selector that never matches.
  'color-focus': { light: 'primary-50', 'high-contrast': 'warning-20' },
  'color-surface-hover': { light: 'gray-5', 'high-contrast': 'gray-90' },
  'color-surface-selected': { light: 'primary-5', 'high-contrast': 'primary-80' },
  'color-surface-mark': { light: 'warning-10', 'high-contrast': 'warning-70' },
};

const toRem16 = (value: string): string =>
  value.replaceAll(/([\d.]+)rem/g, (_, size: string) =>
    Number(size) === 0 ? '0' : `${String(Number((Number(size) / 1.6).toFixed(4)))}rem`,
  );

export const generateTokens = (css: string): string => {
  const all = new Map(
    [...css.matchAll(/(--krds-[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
  const resolve = (value: string): string => {
    const reference = /^var\((--krds-[\w-]+)\)$/.exec(value.trim())?.[1];
    if (reference === undefined) return toRem16(value.trim());
    const target = all.get(reference);
    if (target === undefined) throw new Error(`KRDS has no ${reference}`);
    return resolve(target);
  };

  const colours = (mode: Mode): Map<string, string> => {
    const prefix = `--krds-${mode}-`;
    const names = [...all.keys()].filter((name) => name.startsWith(prefix) && !unused.test(name));
    const found = new Map(names.map((name) => [name.slice(prefix.length), resolve(all.get(name) ?? '')]));
    for (const [name, step] of Object.entries(ours))
      found.set(name, resolve(`var(--krds-color-${mode}-${step[mode]})`));
    return found;
  };
  const scale = [...all.keys()]
    .filter((name) => /^--krds-(?:gap-\d|radius-|pc-font-size-(?:body|heading|label)-)/.test(name))
    .map((name) => [name.replace(/^--krds-(?:pc-)?/, ''), resolve(all.get(name) ?? '')] as const);

  const light = colours('light');
  const high = [...colours('high-contrast')].filter(([name, value]) => light.get(name) !== value);
  const block = (selector: string, lines: Iterable<readonly [string, string]>): string =>
    `${selector} {\n${[...lines].map(([name, value]) => `  --${name}: ${value};`).join('\n')}\n}\n`;
  return [
    '/* Made by scripts/tokens.ts from the tokens of KRDS (krds-uiux); change it there. */\n',
    block(':root', [...light, ...scale]),
    block('[data-contrast="high"]', high),
  ].join('\n');
};

export const generatedTokens = (): string => generateTokens(readFileSync(at(source), 'utf8'));

if (import.meta.main) writeFileSync(tokensFile, generatedTokens());
