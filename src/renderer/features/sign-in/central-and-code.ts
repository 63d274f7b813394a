import type { AppError } from '../../../shared/contract/errors.ts';
import type { Text } from '../../../shared/text/language.ts';
import { texts } from './texts.ts';

/** Where central is, and the one-time code for it. */
export interface CentralAndCode {
  readonly url: string;
  readonly code: string;
}

/** What is wrong with them before central is asked. */
export const checkCentral = ({ url, code }: CentralAndCode): Partial<Record<keyof CentralAndCode, Text>> => ({
  ...(isWebAddress(url.trim()) ? {} : { url: texts.centralUrlWrong }),
  ...(code.trim() === '' ? { code: texts.codeMissing } : {}),
});

/** What the office will take. */
const isWebAddress = (typed: string): boolean => /^https?:\/\//i.test(typed) && URL.canParse(typed);

/** The field below which an error of enrolling is told; null where it is of neither. */
export const centralFieldOf = (error: AppError): keyof CentralAndCode | null => {
  switch (error.type) {
    case 'EnrolmentCodeUnreadable':
    case 'EnrolmentCodeRefused':
    case 'CodeOfAnotherCentral':
      return 'code';
    case 'CentralUnreachable':
    case 'NotCentral':
    case 'WrongProfile':
      return 'url';
    default:
      return null;
  }
};
