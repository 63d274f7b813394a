import type { ReactNode } from 'react';
import type { ResidentLine } from '../../../shared/contract/queries.ts';
import { statusToPrint } from '../../../shared/rules/paper/words.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { relationToText } from './relation.ts';
import { texts } from './texts.ts';

/** Who it is, how they stand, and what can be done for them. */
export const ResidentHead = ({
  line,
  nameRoman,
  onMoveIn,
  onCertificate,
}: {
  line: ResidentLine;
  nameRoman: string;
  onMoveIn: () => void;
  onCertificate: () => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <header className="resident-head">
      <div className="resident-who">
        <div className="resident-name-line">
          <h2 className="resident-name">
            {line.name}
            {line.hanja !== '' && (
              <span className="resident-hanja" lang="ko-Hani">
                {line.hanja}
              </span>
            )}
          </h2>
          <span className="resident-badges">
            <Badge tone={line.status === 'resident' ? 'success' : 'warning'}>
              {line.status === 'resident' ? t(texts.registered) : statusToPrint(line.status, language)}
            </Badge>
            {line.pending && <Badge tone="info">{t(texts.pending)}</Badge>}
          </span>
        </div>
        <p className="resident-sub">
          {[nameRoman, relationToText(line.relation, language)].filter((part) => part !== '').join(' · ')}
        </p>
      </div>
      <div className="resident-actions">
        <Button kind="primary" shortcut="F4" onPress={onCertificate}>
          {t(texts.certificate)}
        </Button>
        <Button shortcut="F2" onPress={onMoveIn}>
          {t(texts.moveIn)}
        </Button>
      </div>
    </header>
  );
};
