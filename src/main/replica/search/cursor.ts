import { z } from 'zod';
import { parseJson } from '../../../shared/contract/chain.ts';
import { ResidentId } from '../../../shared/registry/ids.ts';

/** Where a page ended: the meaning of the text that was taken, and the place of its last resident in that order. */
const Person = z.tuple([z.int().min(0), z.int().min(0), z.string(), z.string(), ResidentId]);
const Member = z.tuple([...Person.def.items, z.int().min(0), z.string(), ResidentId]);
const AtAddress = z.tuple([z.int().min(0), z.int().min(0), z.int().min(0), z.int().min(0), z.string(), ResidentId]);

export type PersonCursor = z.infer<typeof Person>;
export type MemberCursor = z.infer<typeof Member>;
export type AddressCursor = z.infer<typeof AtAddress>;

const Cursor = z.union([Person, Member, AtAddress]);
export type Cursor = z.infer<typeof Cursor>;

/** Null for none, and for whatever no page ended with. */
export const readCursor = (text: string | null): Cursor | null =>
  Cursor.safeParse(text === null ? null : parseJson(text)).data ?? null;

export const isPersonCursor = (cursor: Cursor | null): cursor is PersonCursor => cursor?.length === 5;
export const isMemberCursor = (cursor: Cursor | null): cursor is MemberCursor => cursor?.length === 8;
export const isAddressCursor = (cursor: Cursor | null): cursor is AddressCursor => cursor?.length === 6;
