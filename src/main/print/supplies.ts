import type { Supply, Tray } from '../../shared/registry/printer.ts';
import { collectionsOf, integersOf, octetTextsOf, stringOf, stringsOf } from './ipp/attributes.ts';
import type { IppAttributes } from './ipp/message.ts';

/** What readSupplies and readTrays ask for. */
export const supplyAttributes = [
  'marker-names',
  'marker-types',
  'marker-colors',
  'marker-levels',
  'marker-low-levels',
  'marker-high-levels',
  'printer-supply',
  'printer-supply-description',
  'printer-input-tray',
  'media-col-ready',
  'media-ready',
  'media-source-supported',
];

/** From the marker-… lists (PWG 5100.9), or where there are none from printer-supply (PWG 5100.13). */
export const readSupplies = (attributes: IppAttributes): Supply[] => {
  const levels = integersOf(attributes, 'marker-levels');
  const fromMarkers = levels.map((given, index) => {
    const kind = kindOf(at(attributes, 'marker-types', index) ?? '');
    const level = percent(given, 100);
    return {
      name: at(attributes, 'marker-names', index) ?? `${index + 1}`,
      kind,
      color: colorOf(at(attributes, 'marker-colors', index)),
      level,
      low: isLow(
        kind,
        level,
        integersOf(attributes, 'marker-low-levels')[index],
        integersOf(attributes, 'marker-high-levels')[index],
      ),
    };
  });
  return fromMarkers.length > 0 ? fromMarkers : suppliesFromStrings(attributes);
};

const suppliesFromStrings = (attributes: IppAttributes): Supply[] =>
  octetTextsOf(attributes, 'printer-supply').map((text, index) => {
    const fields = fieldsOf(text);
    const kind = kindOf(fields.get('type') ?? '');
    const level = percent(Number(fields.get('level') ?? -2), Number(fields.get('maxcapacity') ?? -2));
    return {
      name: at(attributes, 'printer-supply-description', index) ?? `${index + 1}`,
      kind,
      color: colorOf(fields.get('colorantname') ?? null),
      level,
      low: isLow(kind, level, undefined, undefined),
    };
  });

const at = (attributes: IppAttributes, name: string, index: number): string | null =>
  stringsOf(attributes, name)[index] ?? null;

const kindOf = (type: string): Supply['kind'] => {
  if (/^waste|receptacle/i.test(type)) return 'waste';
  if (/^toner/i.test(type)) return 'toner';
  return /^ink/i.test(type) ? 'ink' : 'other';
};

const colorOf = (color: string | null): string | null =>
  color === null || /^(none|unknown)?$/i.test(color) ? null : color;

/** Negative levels say that the printer doesn't know (-1 other, -2 unknown, -3 some is there). */
const percent = (level: number, capacity: number): number | null =>
  level >= 0 && capacity > 0 ? Math.min(100, Math.round((level / capacity) * 100)) : null;

/** Where a printer names no bounds of its own, the last tenth. A waste container is low when it is nearly full. */
const isLow = (
  kind: Supply['kind'],
  level: number | null,
  lowLevel: number | undefined,
  highLevel: number | undefined,
): boolean => {
  if (level === null) return false;
  if (kind === 'waste') return level >= (highLevel !== undefined && highLevel > 0 ? highLevel : 90);
  return level <= (lowLevel !== undefined && lowLevel > 0 ? lowLevel : 10);
};

/** From printer-input-tray (PWG 5100.13), with the paper that media-col-ready names for the same source. */
export const readTrays = (attributes: IppAttributes): Tray[] => {
  const sources = stringsOf(attributes, 'media-source-supported');
  const ready = collectionsOf(attributes, 'media-col-ready');
  const trays = octetTextsOf(attributes, 'printer-input-tray').map((text, index) => {
    const fields = fieldsOf(text);
    const source = sources[index] ?? null;
    const inIt = ready.find((media) => source !== null && stringOf(media, 'media-source') === source);
    const level = Number(fields.get('level') ?? -2);
    const share = percent(level, Number(fields.get('maxcapacity') ?? -2));
    return {
      name: fields.get('name') ?? source ?? `${index + 1}`,
      media: (inIt ? mediaOf(inIt) : null) ?? mediaBySize(fields),
      level: share,
      state: trayState(level, share),
    };
  });
  if (trays.length > 0) return trays;
  return stringsOf(attributes, 'media-ready').map((media, index) => ({
    name: `${index + 1}`,
    media,
    level: null,
    state: 'unknown' as const,
  }));
};

const trayState = (level: number, share: number | null): Tray['state'] => {
  if (level === 0) return 'empty';
  // "Some is there" is as much as most printers know.
  if (level === -3) return 'ready';
  if (share === null) return 'unknown';
  return share <= 10 ? 'low' : 'ready';
};

/** The name of the medium in a media-col, by its size where we know it. */
const mediaOf = (media: IppAttributes): string | null => {
  const name = stringOf(media, 'media-size-name') ?? stringOf(media, 'media-key');
  const [size] = collectionsOf(media, 'media-size');
  const [x, y] = size ? [...integersOf(size, 'x-dimension'), ...integersOf(size, 'y-dimension')] : [];
  return mediaOfSize(x, y) ?? name;
};

const mediaBySize = (fields: ReadonlyMap<string, string>): string | null =>
  mediaOfSize(Number(fields.get('mediaxfeed')), Number(fields.get('mediafeed')));

/** Hundredths of a millimetre, either way round. */
const mediaOfSize = (x: number | undefined, y: number | undefined): string | null => {
  if (x === undefined || y === undefined) return null;
  const key = `${Math.min(x, y)}x${Math.max(x, y)}`;
  return sizes.get(key) ?? null;
};

const sizes: ReadonlyMap<string, string> = new Map([
  ['21000x29700', 'iso_a4_210x297mm'],
  ['14800x21000', 'iso_a5_148x210mm'],
  ['29700x42000', 'iso_a3_297x420mm'],
  ['18200x25700', 'jis_b5_182x257mm'],
  ['25700x36400', 'jis_b4_257x364mm'],
  ['21590x27940', 'na_letter_8.5x11in'],
  ['21590x35560', 'na_legal_8.5x14in'],
]);

/** `name=value;` pairs; whatever else is in there is passed over. */
const fieldsOf = (text: string): Map<string, string> => {
  const fields = new Map<string, string>();
  for (const part of text.split(';')) {
    const [name = '', ...value] = part.split('=');
    if (name !== '' && !fields.has(name)) fields.set(name.trim().toLowerCase(), value.join('='));
  }
  return fields;
};
