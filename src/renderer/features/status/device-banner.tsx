import type { ReactNode } from 'react';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import { errorToText } from '../../../shared/text/errors.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { timeOf } from '../notices/time.ts';
import type { deviceTrouble } from './device-trouble.ts';
import './status.css';
import { restoredToText, texts } from './texts.ts';

/** While central doesn't take this device as it is: what can be done at it, and what has to be done about it. */
export const DeviceBanner = ({
  trouble,
  status,
  restoredFrom,
  onOutbox,
  onAdmit,
}: {
  readonly trouble: NonNullable<ReturnType<typeof deviceTrouble>>;
  readonly status: OfficeStatus;
  readonly restoredFrom: string | null;
  readonly onOutbox: () => void;
  readonly onAdmit: () => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { link, unsent } = status;
  const isClosed = trouble === 'closed';
  const title = { restored: texts.restoredTitle, unknown: texts.attention, closed: texts.closedTitle }[trouble];
  return (
    <section className={`banner ${isClosed ? 'banner-closed' : ''}`}>
      <div className="banner-line">
        <ToneIcon tone={isClosed ? 'danger' : 'warning'} />
        <p className="banner-text" role={isClosed ? 'alert' : 'status'}>
          <strong>{t(title)}</strong>{' '}
          {trouble === 'restored'
            ? t(restoredToText(restoredFrom && timeOf(restoredFrom)))
            : link.error && errorToText(link.error, language)}
        </p>
        <div className="banner-actions">
          {!isClosed && (
            <Button size="small" kind="primary" onPress={onAdmit}>
              {t(texts.enterCode)}
            </Button>
          )}
          {unsent > 0 && (
            <Button size="small" shortcut="F7" onPress={onOutbox}>
              {t(texts.toOutbox)}
            </Button>
          )}
        </div>
      </div>
    </section>
  );
};
