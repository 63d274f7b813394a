import { err, ok, type Result } from '../../../shared/contract/result.ts';
import {
  endOfAttributes,
  endOfCollection,
  firstValueTag,
  type GroupName,
  groupCodes,
  type IppGroup,
  type IppMessage,
  type IppValue,
  memberName,
  valueCodes,
} from './message.ts';
import { readValue } from './read-value.ts';

/** The bytes aren't IPP, at this place. */
export interface MalformedIpp {
  readonly type: 'MalformedIpp';
  readonly at: number;
  readonly why: string;
}

/** Far above what any printer says (a long list of media has some thousands), far below what would hurt. */
const maxValues = 50_000;
const maxDepth = 8;

/**
 * Reads a message. Whatever the bytes are, the answer is a message or `MalformedIpp`. Groups that we don't know are
 * left out, and of an attribute or member that comes twice the first counts. The bytes of the answer are views of the
 * bytes given.
 */
export const decodeMessage = (bytes: Uint8Array): Result<IppMessage, MalformedIpp> => {
  const input = createReader(bytes);
  const version = [input.u8(), input.u8()] as const;
  const code = input.u16();
  const requestId = input.i32();
  const groups = readGroups(input);
  const data = input.rest();
  const fault = input.fault();
  return fault ? err(fault) : ok({ version, code, requestId, groups, data });
};

type Reader = ReturnType<typeof createReader>;
type Attributes = Map<string, IppValue[]>;

const readGroups = (input: Reader): IppGroup[] => {
  const groups: IppGroup[] = [];
  let attributes: Attributes | null = null;
  /** Where values without a name go. */
  let current: IppValue[] | null = null;
  while (!input.fault()) {
    const tag = input.u8();
    if (tag === endOfAttributes) break;
    if (tag < firstValueTag) {
      attributes = new Map();
      current = null;
      const group = groupNames.get(tag);
      if (tag === 0) input.fail('a group of type 0');
      else if (group) groups.push({ group, attributes });
      continue;
    }
    const name = input.text();
    if (!attributes) input.fail('a value before the first group');
    if (name !== '') current = openAttribute(attributes ?? new Map(), name);
    if (!current) input.fail('a value without a name');
    const value = readTagged(input, tag, 0);
    if (value) current?.push(value);
  }
  return groups;
};

/** The list for the values of an attribute; a list that nobody sees, if there is one of that name already. */
const openAttribute = (attributes: Attributes, name: string): IppValue[] => {
  const values: IppValue[] = [];
  if (!attributes.has(name)) attributes.set(name, values);
  return values;
};

/** The value after its tag and name. Null if there is a fault. */
const readTagged = (input: Reader, tag: number, depth: number): IppValue | null => {
  if (tag === endOfCollection || tag === memberName) input.fail('a part of a collection outside of one');
  const content = input.bytes(input.u16());
  input.countValue();
  if (input.fault()) return null;
  return tag === valueCodes.collection ? readCollection(input, depth + 1) : readValue(tag, content);
};

const readCollection = (input: Reader, depth: number): IppValue | null => {
  if (depth > maxDepth) input.fail(`collections nested more than ${maxDepth} deep`);
  const members: Attributes = new Map();
  let name = '';
  let current: IppValue[] | null = null;
  while (!input.fault()) {
    const tag = input.u8();
    if (tag < firstValueTag) input.fail('a group inside a collection');
    if (input.text() !== '') input.fail('a name outside its place in a collection');
    if (tag === endOfCollection || tag === memberName) {
      // A member without a value would be an attribute without one.
      if (current?.length === 0) input.fail(`the member "${name}" has no value`);
      const content = input.bytes(input.u16());
      if (tag === endOfCollection) break;
      name = utf8.decode(content);
      if (name === '') input.fail('a member without a name');
      current = openAttribute(members, name);
      continue;
    }
    if (!current) input.fail('a value before the first member');
    const value = readTagged(input, tag, depth);
    if (value) current?.push(value);
  }
  return input.fault() ? null : { tag: 'collection', value: members };
};

const groupNames: ReadonlyMap<number, GroupName> = new Map(
  (Object.keys(groupCodes) as GroupName[]).map((name) => [groupCodes[name], name]),
);
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads forward. After the first fault it gives zeros and nothing, so that its callers need to look only in loops. */
const createReader = (bytes: Uint8Array) => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let values = 0;
  let fault: MalformedIpp | null = null;
  const fail = (why: string): void => {
    fault ??= { type: 'MalformedIpp', at, why };
  };
  /** Goes on by so many bytes, and says where they begin; null if they aren't there. */
  const advance = (length: number): number | null => {
    if (!fault && at + length > bytes.length) fail('cut off');
    if (fault) return null;
    at += length;
    return at - length;
  };
  const u16 = (): number => {
    const from = advance(2);
    return from === null ? 0 : view.getUint16(from);
  };
  const take = (length: number): Uint8Array => {
    const from = advance(length);
    return from === null ? new Uint8Array() : bytes.subarray(from, from + length);
  };
  return {
    fail,
    fault: () => fault,
    u8: (): number => {
      const from = advance(1);
      return from === null ? 0 : view.getUint8(from);
    },
    u16,
    i32: (): number => {
      const from = advance(4);
      return from === null ? 0 : view.getInt32(from);
    },
    bytes: take,
    /** Its length in two bytes, then the text. */
    text: (): string => utf8.decode(take(u16())),
    rest: () => take(bytes.length - at),
    countValue: (): void => {
      values += 1;
      if (values > maxValues) fail(`more than ${maxValues} values`);
    },
  };
};
