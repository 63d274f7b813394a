import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Page } from '../../ui/page.tsx';
import { StepList } from '../../ui/step-list.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { AskStage } from './ask-stage.tsx';
import { CheckStage } from './check-stage.tsx';
import { emptyForm } from './form.ts';
import { IssuedStage } from './issued-stage.tsx';
import { texts } from './texts.ts';
import { type Stage, useIssuing } from './use-issuing.ts';
import '../notices/papers/papers.css';
import './certificate.css';

const order: readonly Stage['name'][] = ['ask', 'check', 'issued'];

/** Issues what one applicant needs: the request, a preview as it prints, and each sheet until it is out. */
export const IssueCertificates = ({ resident }: { readonly resident?: ResidentId }): ReactNode => {
  const t = useText();
  const status = useQuery('getStatus', {}, ['link', 'session', 'certificates', 'register']);
  // Until it is known, the office is taken as connected: it judges again in any case.
  const isOnline = status.value === null || status.value.link.state === 'online';
  const issuing = useIssuing(isOnline);
  const { stage } = issuing;
  const [isClearing, setIsClearing] = useState(false);
  const top = useRef<HTMLDivElement>(null);
  const at = order.indexOf(stage.name);
  const place = `${stage.name} ${String(issuing.list.length)}`;
  const lastPlace = useRef(place);
  useEffect(() => {
    if (lastPlace.current === place) return;
    lastPlace.current = place;
    // A new step or the next paper begins at its top, for the eye and for the keyboard.
    top.current?.focus({ preventScroll: true });
    top.current?.scrollIntoView({ block: 'start' });
  }, [place]);
  const isEmpty = issuing.form === emptyForm && issuing.subject === null && issuing.list.length === 0;

  return (
    <Page
      title={t(texts.title)}
      subtitle={t(texts.subtitle)}
      actions={
        stage.name !== 'issued' &&
        !isEmpty && (
          <Button size="small" onPress={() => setIsClearing(true)}>
            {t(texts.clear)}
          </Button>
        )
      }
    >
      <div ref={top} tabIndex={-1} className="stage-top">
        <StepList
          label={t(texts.steps)}
          steps={[texts.stepAsk, texts.stepCheck, texts.stepPrint].map((label, nth) => ({
            id: order[nth] ?? '',
            label: t(label),
            state: nth < at ? 'done' : nth === at ? 'current' : 'todo',
          }))}
        />
      </div>
      {status.error && <ErrorNotice error={status.error} onRetry={status.refresh} />}
      {stage.name === 'ask' && (
        <AskStage issuing={issuing} status={status.value} isOnline={isOnline} resident={resident ?? null} />
      )}
      {stage.name === 'check' && <CheckStage issuing={issuing} papers={stage.papers} />}
      {stage.name === 'issued' && <IssuedStage issuing={issuing} papers={stage.papers} />}
      <ConfirmDialog
        isOpen={isClearing}
        isDangerous
        title={t(texts.clearAsk)}
        confirmLabel={t(texts.clear)}
        cancelLabel={t(texts.cancel)}
        onConfirm={() => {
          setIsClearing(false);
          issuing.reset();
        }}
        onClose={() => setIsClearing(false)}
      >
        <p>{t(texts.clearWarning)}</p>
      </ConfirmDialog>
    </Page>
  );
};
