import type { ReactNode } from 'react';
import type { Missing } from '../../../shared/registry/answer.ts';
import { missingToText } from '../../../shared/text/answers.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { evidenceTexts } from './texts-evidence.ts';

/** What would have to be supplied later, and how. Intake is never refused for it. */
export const MissingList = ({ missing }: { readonly missing: readonly Missing[] }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  if (missing.length === 0) return null;
  return (
    <div className="move-in-missing" role="status">
      <p className="field-label">{t(evidenceTexts.missing)}</p>
      <ul>
        {missing.map((each) => (
          <li key={each}>{missingToText(each, language)}</li>
        ))}
      </ul>
    </div>
  );
};
