import type { ReactNode } from 'react';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import { errorToText } from '../../../shared/text/errors.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress.tsx';
import { StepList } from '../../ui/step-list.tsx';
import './status.css';
import { texts } from './texts.ts';

/** In place of the search until the register is here for the first time: how far it is, and what works already. */
export const FirstSync = ({ status }: { status: OfficeStatus }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { link, snapshot } = status;
  const isLoading = snapshot?.step === 'loading';
  return (
    <div className="first-sync">
      <h1 className="first-sync-title">{t(texts.syncTitle)}</h1>
      <StepList
        label={t(texts.syncTitle)}
        steps={[
          { id: 'enrolled', label: t(texts.stepEnrolled), state: 'done' },
          {
            id: 'fetch',
            label: t(texts.stepFetch),
            state: isLoading ? 'done' : link.state === 'offline' ? 'error' : 'current',
          },
          { id: 'load', label: t(texts.stepLoad), state: isLoading ? 'current' : 'todo' },
          { id: 'ready', label: t(texts.stepReady), state: 'todo' },
        ]}
      />
      <ProgressBar label={t(isLoading ? texts.stepLoad : texts.stepFetch)} value={snapshot?.part ?? null} />
      <p className="first-sync-hint">{t(texts.syncUsable)}</p>
      {link.error && (
        <Notice tone="warning" role="alert">
          {errorToText(link.error, language)}
        </Notice>
      )}
    </div>
  );
};
