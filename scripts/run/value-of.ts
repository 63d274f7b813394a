import type { AppError } from '../../src/shared/contract/errors.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import { errorToText } from '../../src/shared/text/errors.ts';

/** The value of a result that must be one; else throws what a person would read. */
export const valueOf = <T>(result: Result<T, AppError>): T => {
  if (!result.ok) throw new Error(`${errorToText(result.error, 'en')} (${JSON.stringify(result.error)})`);
  return result.value;
};
