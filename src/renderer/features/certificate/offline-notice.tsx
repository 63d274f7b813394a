import type { ReactNode } from 'react';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import { useText } from '../../state/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { timeOf } from '../notices/time.ts';
import { offlineDefectsOf } from './choices.ts';
import { defectText } from './defects.ts';
import type { IssueForm } from './form.ts';
import { isWaiting, type Subject } from './subject.ts';
import { texts } from './texts.ts';

/** What may still be issued while central is away, and what then stands on it. */
export const OfflineNotice = ({
  status,
  form,
  subject,
}: {
  readonly status: OfficeStatus;
  readonly form: IssueForm;
  readonly subject: Subject | null;
}): ReactNode => {
  const t = useText();
  const { error } = status.link;
  if (error?.type === 'RestoredNotAdmitted') return <ErrorNotice error={error} />;
  const { mayIssueOffline } = status.papers;
  const defects = offlineDefectsOf(form.kind, form.ground.type, {
    mayIssueOffline,
    isFilingWaiting: subject !== null && isWaiting(subject),
  });
  return (
    <Notice tone="warning" title={t(texts.offlineTitle)} role="status">
      <p>{t(mayIssueOffline ? texts.offlineOwn : texts.offlineNever)}</p>
      {status.registerAsOf !== null && (
        <p>
          {t(texts.registerAsOf)}: <span className="number">{timeOf(status.registerAsOf)}</span>
        </p>
      )}
      {mayIssueOffline && defects.length > 0 && (
        <p>
          <strong>{t(texts.offlineThis)}</strong> {defects.map((defect) => t(defectText(defect))).join(' ')}
        </p>
      )}
    </Notice>
  );
};
