import { type ReactNode, useState } from 'react';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import { errorToText } from '../../../shared/text/errors.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { DeviceBanner } from './device-banner.tsx';
import { deviceTrouble } from './device-trouble.ts';
import { PracticeSwitch } from './practice-switch.tsx';
import './status.css';
import { issuesOffline, issuesOnline, offlineToText, texts, works, worksNot } from './texts.ts';
import { timeToText } from './times.ts';

/** Errors that pass by themselves; anything else of the link needs a person, and is told in full. */
const passing: ReadonlySet<AppError['type']> = new Set(['CentralUnreachable', 'CentralBusy']);

/** While central doesn't answer, or not to this device: what still works and what doesn't. Nothing while all is well. */
export const OfflineBanner = ({
  status,
  onOutbox,
  onAdmit,
  isOpenAtFirst = false,
}: {
  status: OfficeStatus;
  onOutbox: () => void;
  onAdmit: () => void;
  isOpenAtFirst?: boolean;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const [isOpen, setIsOpen] = useState(isOpenAtFirst);
  const { link, unsent, papers } = status;
  const mayBeRestored = link.error?.type === 'RestoredNotAdmitted' || link.error?.type === 'CentralRefused';
  const restoredFrom = useQuery('getBackup', mayBeRestored ? {} : null, ['session']).value?.restoredFrom ?? null;
  const trouble = deviceTrouble(link.error, restoredFrom !== null);
  if (trouble) return <DeviceBanner {...{ trouble, status, restoredFrom, onOutbox, onAdmit }} />;
  const problem = link.error && !passing.has(link.error.type) ? errorToText(link.error, language) : null;
  if (link.state !== 'offline' && problem === null) return null;
  if (link.state !== 'offline')
    return (
      <section className="banner banner-problem" role="status">
        <ToneIcon tone="warning" />
        <p className="banner-text">
          <strong>{t(texts.attention)}</strong> {problem}
        </p>
      </section>
    );

  const since = link.since === null ? null : timeToText(link.since, language);
  return (
    <section className="banner">
      <div className="banner-line">
        <ToneIcon tone="warning" />
        <p className="banner-text" role="status">
          <strong>{t(texts.stillTitle)}</strong> {t(offlineToText(since, unsent))} {problem}
        </p>
        <div className="banner-actions">
          <Button size="small" kind="quiet" onPress={() => setIsOpen(!isOpen)}>
            {t(isOpen ? texts.detailsClose : texts.details)}
          </Button>
          {unsent > 0 && (
            <Button size="small" shortcut="F7" onPress={onOutbox}>
              {t(texts.toOutbox)}
            </Button>
          )}
          {link.practice === false && <PracticeSwitch isPlugged={false} />}
        </div>
      </div>
      {isOpen && (
        // Where it scrolls, the keyboard must reach it.
        <div className="banner-details" role="region" aria-label={t(texts.details)} tabIndex={0}>
          <div>
            <h2>✓ {t(texts.works)}</h2>
            <ul>
              {[...works, ...(papers.mayIssueOffline ? [issuesOffline] : [])].map(({ what, how }) => (
                <li key={what.ko}>
                  {t(what)} <span className="banner-how">{t(how)}</span>
                </li>
              ))}
            </ul>
          </div>
          <div>
            <h2>✕ {t(texts.worksNot)}</h2>
            <ul>
              {[...(papers.mayIssueOffline ? [] : [issuesOnline]), ...worksNot].map((what) => (
                <li key={what.ko}>{t(what)}</li>
              ))}
            </ul>
          </div>
        </div>
      )}
    </section>
  );
};
