import { type ReactNode, useState } from 'react';
import type { ResidentLine } from '../../../shared/contract/queries.ts';
import type { CertificateId, FilingId, ResidentId } from '../../../shared/registry/ids.ts';
import { statusToPrint } from '../../../shared/rules/paper/words.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/progress.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { usePurpose } from './purpose.ts';
import { PurposeChoice } from './purpose-choice.tsx';
import { relationToText } from './relation.ts';
import './resident.css';
import { ResidentHead } from './resident-head.tsx';
import { ResidentPage } from './resident-page.tsx';
import { texts } from './texts.ts';
import { useResidentPage } from './use-resident-page.ts';

/** Where one can go from a resident. */
export interface ResidentWays {
  readonly onMoveIn: (resident: ResidentId) => void;
  readonly onCertificate: (resident: ResidentId) => void;
  readonly onResident: (resident: ResidentId) => void;
  readonly onFiling: (filing: FilingId) => void;
  readonly onPaper: (certificate: CertificateId) => void;
}

/**
 * One resident: at first what the list says, which is no view of the register; the page itself once it is asked for and
 * its purpose is known. Give it a key of the resident: a page opened for one never shows another.
 */
export const ResidentPane = ({
  id,
  line,
  isOpen,
  onOpen,
  onClose,
  onOpened,
  ways,
}: {
  id: ResidentId;
  line: ResidentLine | null;
  /** The page has been asked for. */
  isOpen: boolean;
  onOpen: () => void;
  onClose: () => void;
  onOpened: (line: ResidentLine) => void;
  ways: ResidentWays;
}): ReactNode => {
  const t = useText();
  const purpose = usePurpose(({ purpose }) => purpose);
  const [isChoosing, setIsChoosing] = useState(false);
  const { page, error, retry } = useResidentPage(id, isOpen ? purpose : null, ({ resident }) => onOpened(resident));

  if (isChoosing || (isOpen && purpose === null))
    return (
      <div className="resident">
        {line && <Facts line={line} ways={ways} />}
        <PurposeChoice
          onDone={() => {
            setIsChoosing(false);
            onOpen();
          }}
          onCancel={() => {
            setIsChoosing(false);
            if (!page) onClose();
          }}
        />
      </div>
    );
  if (isOpen && error)
    return (
      <div className="resident">
        {error.type === 'ResidentNotFound' ? (
          <Notice tone="warning" title={t(texts.goneTitle)} role="alert">
            {t(texts.gone)}
          </Notice>
        ) : (
          <ErrorNotice error={error} onRetry={retry} />
        )}
        {line && error.type !== 'ResidentNotFound' && <Facts line={line} ways={ways} />}
      </div>
    );
  if (isOpen && page)
    return (
      <div className="resident">
        <ResidentPage page={page} ways={ways} />
        <PurposeLine purpose={purpose} isRecorded onChange={() => setIsChoosing(true)} />
      </div>
    );
  return (
    <div className="resident">
      {line && <Facts line={line} ways={ways} />}
      {isOpen ? (
        <Loading label={t(texts.opening)} />
      ) : (
        <div className="resident-open">
          <Button shortcut="Enter" onPress={onOpen}>
            {t(texts.open)}
          </Button>
          <p className="resident-hint">{t(texts.listOnly)}</p>
          <PurposeLine purpose={purpose} isRecorded={false} onChange={() => setIsChoosing(true)} />
        </div>
      )}
    </div>
  );
};

const Facts = ({ line, ways }: { line: ResidentLine; ways: ResidentWays }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <>
      <ResidentHead
        line={line}
        nameRoman=""
        onMoveIn={() => ways.onMoveIn(line.id)}
        onCertificate={() => ways.onCertificate(line.id)}
      />
      <KeyValues
        rows={[
          { key: t(texts.number), value: <span className="number">{line.maskedNumber}</span> },
          { key: t(texts.born), value: <span className="number">{line.birthDate}</span> },
          { key: t(texts.address), value: line.address },
          { key: t(texts.relation), value: relationToText(line.relation, language) },
          { key: t(texts.status), value: statusToPrint(line.status, language) },
        ]}
      />
    </>
  );
};

const PurposeLine = ({
  purpose,
  isRecorded,
  onChange,
}: {
  purpose: string | null;
  isRecorded: boolean;
  onChange: () => void;
}): ReactNode => {
  const t = useText();
  if (purpose === null) return null;
  return (
    <p className="resident-purpose">
      <span>
        {t(isRecorded ? texts.recorded : texts.purpose)}: <strong>{purpose}</strong>
      </span>
      <Button size="small" kind="quiet" onPress={onChange}>
        {t(texts.purposeChange)}
      </Button>
    </p>
  );
};
