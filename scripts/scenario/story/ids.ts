import { FilingId } from '../../../src/shared/registry/ids.ts';

/** The same ids each time, of the shape of a UUIDv7. */
export const filingIdAt = (nth: number): FilingId =>
  FilingId.parse(`00000000-0000-7000-8000-c${String(nth).padStart(11, '0')}`);
