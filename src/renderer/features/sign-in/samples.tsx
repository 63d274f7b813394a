import type { ReactNode } from 'react';
import type { OfficialId } from '../../../shared/registry/ids.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import type { SignInFacts } from './sign-in-form.tsx';
import { roleTexts, texts } from './texts.ts';

/** The sample officials where people practise, each filled in by one press. */
export const Samples = ({
  facts: { officials, samples },
  onFill,
}: {
  facts: SignInFacts;
  onFill: (official: OfficialId, password: string) => void;
}): ReactNode => {
  const t = useText();
  return (
    <section className="samples" aria-label={t(texts.samples)}>
      <h2 className="samples-title">{t(texts.samples)}</h2>
      <p className="samples-hint">{t(texts.samplesHint)}</p>
      <ul className="samples-list">
        {(samples ?? []).map(({ official, password }) => {
          const who = officials.find(({ id }) => id === official);
          return (
            <li key={official} className="sample">
              <span className="sample-who">
                <strong>{who?.name ?? official}</strong> {who && t(roleTexts[who.role])}
              </span>
              <span className="sample-secret">
                <code>{official}</code>
                <code>{password}</code>
              </span>
              <Button size="small" onPress={() => onFill(official, password)}>
                {t(texts.fill)}
                <span className="visually-hidden"> {who?.name ?? official}</span>
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
};
