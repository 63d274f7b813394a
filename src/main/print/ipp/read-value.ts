import {
  type IppDateTime,
  type IppValue,
  type LanguageTag,
  languageCodes,
  type OutOfBandTag,
  outOfBandCodes,
  resolutionUnits,
  type StringTag,
  stringTags,
  valueCodes,
} from './message.ts';

/**
 * One value, except a collection, from its tag and its bytes. What isn't as its type demands becomes `raw`: printers
 * do send dates of month 0, and are well otherwise.
 */
export const readValue = (code: number, content: Uint8Array): IppValue => {
  const raw = { tag: 'raw', code, value: content } as const;
  const string = stringNames.get(code);
  if (string) {
    return content.length > stringTags[string].maxBytes ? raw : { tag: string, value: utf8.decode(content) };
  }
  const outOfBand = outOfBandNames.get(code);
  if (outOfBand) return { tag: outOfBand };
  const language = languageNames.get(code);
  if (language) return readWithLanguage(language, content) ?? raw;
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  switch (code) {
    case valueCodes.integer:
    case valueCodes.enum:
      if (content.length !== 4) return raw;
      return { tag: code === valueCodes.enum ? 'enum' : 'integer', value: view.getInt32(0) };
    case valueCodes.boolean:
      return content.length === 1 && view.getUint8(0) <= 1 ? { tag: 'boolean', value: view.getUint8(0) === 1 } : raw;
    case valueCodes.octetString:
      return { tag: 'octetString', value: content };
    case valueCodes.dateTime: {
      const at = content.length === 11 ? readDateTime(view) : null;
      return at ? { tag: 'dateTime', value: at } : raw;
    }
    case valueCodes.resolution: {
      const unit = content.length === 9 ? unitNames.get(view.getUint8(8)) : undefined;
      return unit ? { tag: 'resolution', value: { x: view.getInt32(0), y: view.getInt32(4), unit } } : raw;
    }
    case valueCodes.rangeOfInteger:
      if (content.length !== 8) return raw;
      return { tag: 'rangeOfInteger', value: { from: view.getInt32(0), to: view.getInt32(4) } };
    default:
      return raw;
  }
};

/** Two texts, each with its length before it, and nothing else. */
const readWithLanguage = (tag: LanguageTag, content: Uint8Array): IppValue | null => {
  const view = new DataView(content.buffer, content.byteOffset, content.byteLength);
  if (content.length < 4) return null;
  const textAt = 2 + view.getUint16(0);
  if (content.length < textAt + 2 || content.length !== textAt + 2 + view.getUint16(textAt)) return null;
  return {
    tag,
    value: { language: utf8.decode(content.subarray(2, textAt)), text: utf8.decode(content.subarray(textAt + 2)) },
  };
};

const readDateTime = (view: DataView): IppDateTime | null => {
  const sign = view.getUint8(8);
  const offset = view.getUint8(9) * 60 + view.getUint8(10);
  const at = {
    year: view.getUint16(0),
    month: view.getUint8(2),
    day: view.getUint8(3),
    hour: view.getUint8(4),
    minute: view.getUint8(5),
    second: view.getUint8(6),
    decisecond: view.getUint8(7),
    // `-00:00` is +00:00; minus zero would be another value than zero.
    utcOffsetMinutes: sign === 0x2d && offset > 0 ? -offset : offset,
  };
  const isValid =
    (sign === 0x2b || sign === 0x2d) &&
    at.month >= 1 &&
    at.month <= 12 &&
    at.day >= 1 &&
    at.day <= 31 &&
    at.hour <= 23 &&
    at.minute <= 59 &&
    at.second <= 60 &&
    at.decisecond <= 9 &&
    view.getUint8(9) <= 14 &&
    view.getUint8(10) <= 59;
  return isValid ? at : null;
};

const byCode = <T extends string>(codes: readonly (readonly [T, number])[]): ReadonlyMap<number, T> =>
  new Map(codes.map(([name, code]) => [code, name]));

const keysOf = <T extends string>(table: Readonly<Record<T, unknown>>): T[] => Object.keys(table) as T[];

const stringNames = byCode(keysOf<StringTag>(stringTags).map((tag) => [tag, stringTags[tag].code]));
const outOfBandNames = byCode(keysOf<OutOfBandTag>(outOfBandCodes).map((tag) => [tag, outOfBandCodes[tag]]));
const languageNames = byCode(keysOf<LanguageTag>(languageCodes).map((tag) => [tag, languageCodes[tag]]));
const unitNames = byCode((['dpi', 'dpcm'] as const).map((unit) => [unit, resolutionUnits[unit]]));
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
