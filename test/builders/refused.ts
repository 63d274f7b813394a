import { expect } from 'vitest';
import type { AppError, ErrorType } from '../../src/shared/contract/errors.ts';
import type { Result } from '../../src/shared/contract/result.ts';
import { errorToText } from '../../src/shared/text/errors.ts';

/** Expects an error of this type, and that a person can read in both languages what happened and what to do. */
export const expectRefused = <T extends ErrorType>(
  result: Result<unknown, AppError> | AppError | null,
  type: T,
): Extract<AppError, { readonly type: T }> => {
  const error = result !== null && 'ok' in result ? (result.ok ? null : result.error) : result;
  expect(error?.type, JSON.stringify(result)).toBe(type);
  const found = error as Extract<AppError, { readonly type: T }>;
  expect(errorToText(found, 'ko')).toMatch(/[가-힣].*(십시오|받습니다|있습니다)/);
  expect(withoutWords(errorToText(found, 'en'))).toMatch(/^[A-Z][^가-힣]+\.$/);
  return found;
};

/** An English sentence without what it quotes: the words of a form, and the names of people. */
const withoutWords = (text: string): string =>
  text.replaceAll(/one of: [^.]*/g, 'one of').replaceAll(/\([^)]*\)/g, '()');
