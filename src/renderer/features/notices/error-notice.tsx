import type { ReactNode } from 'react';
import type { AppError } from '../../../shared/contract/errors.ts';
import { errorToText } from '../../../shared/text/errors.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { texts } from './texts.ts';

/** What went wrong and what to do, in the words that every error has. */
export const ErrorNotice = ({
  error,
  onRetry,
}: {
  readonly error: AppError;
  readonly onRetry?: (() => void) | undefined;
}): ReactNode => {
  const language = useLanguage();
  const t = useText();
  return (
    <Notice
      tone="danger"
      role="alert"
      actions={
        onRetry && (
          <Button size="small" onPress={onRetry}>
            {t(texts.retry)}
          </Button>
        )
      }
    >
      {errorToText(error, language)}
    </Notice>
  );
};
