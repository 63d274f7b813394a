import {
  endOfAttributes,
  endOfCollection,
  groupCodes,
  type IppAttributes,
  type IppDateTime,
  type IppMessage,
  type IppValue,
  languageCodes,
  memberName,
  outOfBandCodes,
  resolutionUnits,
  stringTags,
  valueCodes,
} from './message.ts';

/**
 * A message in bytes. What it is given is ours, so what can't be encoded (a name of 300 bytes, a number beyond 32 bits,
 * an attribute without a value) is a mistake in the code and throws.
 */
export const encodeMessage = (message: IppMessage): Uint8Array => {
  const out = createBytes();
  out.u8(message.version[0]);
  out.u8(message.version[1]);
  out.u16(message.code);
  out.i32(message.requestId);
  for (const { group, attributes } of message.groups) {
    out.u8(groupCodes[group]);
    writeAttributes(out, attributes);
  }
  out.u8(endOfAttributes);
  out.raw(message.data);
  return out.all();
};

type Bytes = ReturnType<typeof createBytes>;

const writeAttributes = (out: Bytes, attributes: IppAttributes): void => {
  for (const [name, values] of attributes) {
    mustHaveValue(name, values);
    // Only the first value carries the name; the others follow without one.
    values.forEach((value, index) => writeValue(out, index === 0 ? name : '', value));
  }
};

const mustHaveValue = (name: string, values: readonly IppValue[]): void => {
  if (name === '' || values.length === 0) throw new RangeError(`the attribute "${name}" has no name or no value`);
};

const writeValue = (out: Bytes, name: string, value: IppValue): void => {
  out.u8(codeOf(value));
  out.string(name);
  if (value.tag === 'collection') {
    out.u16(0);
    for (const [member, values] of value.value) {
      mustHaveValue(member, values);
      out.u8(memberName);
      out.string('');
      out.string(member);
      for (const each of values) writeValue(out, '', each);
    }
    out.u8(endOfCollection);
    out.string('');
    out.u16(0);
    return;
  }
  const content = contentOf(value);
  out.u16(content.length);
  out.raw(content);
};

const codeOf = (value: IppValue): number => {
  if (value.tag === 'raw') return value.code;
  if (value.tag in outOfBandCodes) return outOfBandCodes[value.tag as keyof typeof outOfBandCodes];
  if (value.tag in stringTags) return stringTags[value.tag as keyof typeof stringTags].code;
  if (value.tag in languageCodes) return languageCodes[value.tag as keyof typeof languageCodes];
  return valueCodes[value.tag as keyof typeof valueCodes];
};

const contentOf = (value: Exclude<IppValue, { readonly tag: 'collection' }>): Uint8Array => {
  const out = createBytes();
  switch (value.tag) {
    case 'integer':
    case 'enum':
      out.i32(value.value);
      break;
    case 'boolean':
      out.u8(value.value ? 1 : 0);
      break;
    case 'octetString':
    case 'raw':
      return value.value;
    case 'dateTime':
      writeDateTime(out, value.value);
      break;
    case 'resolution':
      out.i32(value.value.x);
      out.i32(value.value.y);
      out.u8(resolutionUnits[value.value.unit]);
      break;
    case 'rangeOfInteger':
      out.i32(value.value.from);
      out.i32(value.value.to);
      break;
    case 'textWithLanguage':
    case 'nameWithLanguage':
      out.string(value.value.language);
      out.string(value.value.text);
      break;
    case 'text':
    case 'name':
    case 'keyword':
    case 'uri':
    case 'uriScheme':
    case 'charset':
    case 'naturalLanguage':
    case 'mimeMediaType': {
      const bytes = utf8.encode(value.value);
      if (bytes.length > stringTags[value.tag].maxBytes)
        throw new RangeError(`a ${value.tag} of ${bytes.length} bytes`);
      return bytes;
    }
    case 'unsupported':
    case 'default':
    case 'unknown':
    case 'no-value':
    case 'not-settable':
    case 'delete-attribute':
    case 'admin-define':
      break;
  }
  return out.all();
};

const writeDateTime = (out: Bytes, at: IppDateTime): void => {
  const offset = Math.abs(at.utcOffsetMinutes);
  out.u16(at.year);
  for (const field of [at.month, at.day, at.hour, at.minute, at.second, at.decisecond]) out.u8(field);
  out.u8(at.utcOffsetMinutes < 0 ? 0x2d : 0x2b);
  out.u8(Math.floor(offset / 60));
  out.u8(offset % 60);
};

const utf8 = new TextEncoder();

/** A buffer that grows. */
const createBytes = () => {
  let bytes = Buffer.alloc(256);
  let length = 0;
  const room = (more: number): number => {
    if (length + more > bytes.length) {
      const larger = Buffer.alloc(Math.max(bytes.length * 2, length + more));
      bytes.copy(larger, 0, 0, length);
      bytes = larger;
    }
    length += more;
    return length - more;
  };
  const raw = (content: Uint8Array): void => {
    const at = room(content.length);
    bytes.set(content, at);
  };
  const u16 = (value: number): void => {
    const at = room(2);
    bytes.writeUInt16BE(value, at);
  };
  return {
    u8: (value: number): void => {
      const at = room(1);
      bytes.writeUInt8(value, at);
    },
    u16,
    i32: (value: number): void => {
      const at = room(4);
      bytes.writeInt32BE(value, at);
    },
    raw,
    /** Its length in two bytes, then the text. */
    string: (text: string): void => {
      const content = utf8.encode(text);
      u16(content.length);
      raw(content);
    },
    all: (): Uint8Array => bytes.subarray(0, length),
  };
};
