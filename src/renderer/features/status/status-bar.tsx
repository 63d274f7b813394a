import type { ReactNode } from 'react';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import type { Text } from '../../../shared/text/language.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { PracticeSwitch } from './practice-switch.tsx';
import type { PrinterSummary } from './printer-summary.ts';
import './status.css';
import { asOfToText, offlineSinceToText, rekeyToText, savedToText, texts, unsentToText } from './texts.ts';
import { clockToText, timeToText } from './times.ts';

type LinkState = OfficeStatus['link']['state'];

const links = {
  online: texts.online,
  connecting: texts.connecting,
  offline: texts.offline,
  'not-enrolled': texts.notEnrolled,
} as const satisfies Record<LinkState, Text>;

const printerTexts = {
  none: texts.printerNone,
  unknown: texts.printerUnknown,
  ready: texts.printerReady,
  busy: texts.printerBusy,
  warn: texts.printerWarn,
  stop: texts.printerStop,
} as const satisfies Record<PrinterSummary, Text>;

/** Below everything: what one would otherwise have to ask for. Each state has a shape beside its colour. */
export const StatusBar = ({
  status,
  printers,
  draftSavedAt,
  children,
}: {
  status: OfficeStatus;
  printers: PrinterSummary | null;
  draftSavedAt: string | null;
  children?: ReactNode;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { link, unsent, registerAsOf, position, rekey } = status;
  return (
    <footer className="status-bar" aria-label={t(texts.bar)}>
      <span className={`status-item status-link status-${link.state}`} role="status">
        <span className="status-dot" aria-hidden="true" />
        {link.error?.type === 'RestoredNotAdmitted'
          ? t(texts.awaitsAdmission)
          : link.state === 'offline' && link.since !== null
            ? t(offlineSinceToText(timeToText(link.since, language)))
            : t(links[link.state])}
      </span>
      <span className="status-item" data-strong={unsent > 0 || undefined}>
        {t(unsent > 0 ? unsentToText(unsent) : texts.outboxEmpty)}
      </span>
      <span className="status-item">
        {registerAsOf === null
          ? position === null && t(texts.firstSync)
          : t(asOfToText(timeToText(registerAsOf, language)))}
      </span>
      {rekey !== null && <span className="status-item">{t(rekeyToText(rekey.part))}</span>}
      {printers && (
        <span className={`status-item status-printer-${printers}`}>
          <span className="status-dot" aria-hidden="true" />
          {t(printerTexts[printers])}
        </span>
      )}
      <span className="status-space" />
      {draftSavedAt !== null && <span className="status-item">{t(savedToText(clockToText(draftSavedAt)))}</span>}
      {link.practice !== null && (
        <span className="status-item status-practice">
          <span>{t(link.practice ? texts.practiceIn : texts.practiceOut)}</span>
          <PracticeSwitch isPlugged={link.practice} />
        </span>
      )}
      {children}
    </footer>
  );
};
