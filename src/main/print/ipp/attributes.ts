import type { GroupName, IppAttributes, IppMessage, IppValue, StringTag } from './message.ts';

/** Reading and writing attributes. Whatever a printer sent under a name, a reader gives what it asked for or nothing. */

export const string = (tag: StringTag, ...values: readonly string[]): IppValue[] =>
  values.map((value) => ({ tag, value }));
export const keyword = (...values: readonly string[]): IppValue[] => string('keyword', ...values);
export const integer = (value: number): IppValue[] => [{ tag: 'integer', value }];
export const boolean = (value: boolean): IppValue[] => [{ tag: 'boolean', value }];

export const groupOf = (message: IppMessage, group: GroupName): IppAttributes =>
  message.groups.find((each) => each.group === group)?.attributes ?? none;
export const groupsOf = (message: IppMessage, group: GroupName): readonly IppAttributes[] =>
  message.groups.filter((each) => each.group === group).map((each) => each.attributes);

/** Every text, name, keyword, uri or type under a name, in whatever language. */
export const stringsOf = (attributes: IppAttributes, name: string): string[] =>
  valuesOf(attributes, name).flatMap((value) => {
    const text = textOf(value);
    return text === null ? [] : [text];
  });

export const stringOf = (attributes: IppAttributes, name: string): string | null =>
  stringsOf(attributes, name)[0] ?? null;

/** Integers and enums. */
export const integersOf = (attributes: IppAttributes, name: string): number[] =>
  valuesOf(attributes, name).flatMap((value) => (value.tag === 'integer' || value.tag === 'enum' ? [value.value] : []));

export const integerOf = (attributes: IppAttributes, name: string): number | null =>
  integersOf(attributes, name)[0] ?? null;

export const booleanOf = (attributes: IppAttributes, name: string): boolean | null => {
  const [value] = valuesOf(attributes, name);
  return value?.tag === 'boolean' ? value.value : null;
};

export const collectionsOf = (attributes: IppAttributes, name: string): IppAttributes[] =>
  valuesOf(attributes, name).flatMap((value) => (value.tag === 'collection' ? [value.value] : []));

/** Octet strings as text: those of printers are lists of `name=value;` in ASCII. */
export const octetTextsOf = (attributes: IppAttributes, name: string): string[] =>
  valuesOf(attributes, name).flatMap((value) => {
    if (value.tag === 'octetString') return [utf8.decode(value.value)];
    const text = textOf(value);
    return text === null ? [] : [text];
  });

/** In dots per inch, where both directions are the same. */
export const resolutionsOf = (attributes: IppAttributes, name: string): number[] =>
  valuesOf(attributes, name).flatMap((value) =>
    value.tag === 'resolution' && value.value.x === value.value.y && value.value.x > 0
      ? [value.value.unit === 'dpi' ? value.value.x : Math.round(value.value.x * 2.54)]
      : [],
  );

const valuesOf = (attributes: IppAttributes, name: string): readonly IppValue[] => attributes.get(name) ?? [];

const textOf = (value: IppValue): string | null => {
  switch (value.tag) {
    case 'text':
    case 'name':
    case 'keyword':
    case 'uri':
    case 'uriScheme':
    case 'charset':
    case 'naturalLanguage':
    case 'mimeMediaType':
      return value.value;
    case 'textWithLanguage':
    case 'nameWithLanguage':
      return value.value.text;
    default:
      return null;
  }
};

const none: IppAttributes = new Map();
const utf8 = new TextDecoder();
