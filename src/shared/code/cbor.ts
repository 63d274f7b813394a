import { decode, encode } from 'cborg';
import { areSameBytes } from './bytes.ts';

/** Deterministic CBOR (RFC 8949, 4.2.1): shortest forms, keys in order. */
export const toCbor = (value: unknown): Uint8Array => encode(value);

/**
 * Reads CBOR, maps as `Map`. Undefined for bytes that `toCbor` would have written otherwise: where each value has one
 * spelling, nothing about a signed text can be changed without changing what was signed.
 */
export const fromCbor = (bytes: Uint8Array): unknown => {
  try {
    const value: unknown = decode(bytes, {
      strict: true,
      useMaps: true,
      rejectDuplicateMapKeys: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowInfinity: false,
      allowNaN: false,
    });
    return areSameBytes(encode(value), bytes) ? value : undefined;
  } catch {
    // The decoder has no other way to say that bytes are none of its.
    return undefined;
  }
};
