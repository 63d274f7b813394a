import type { AppError } from '../../../shared/contract/errors.ts';
import type { RenderError } from '../../certificate/renderer.ts';

export const renderErrorToAppError = (error: RenderError): AppError =>
  error.type === 'LettersMissing' ? { type: 'LettersMissing', letters: [...error.letters] } : error;
