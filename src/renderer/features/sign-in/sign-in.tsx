import type { ReactNode } from 'react';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Notice } from '../../ui/notice.tsx';
import { type SignInFacts, SignInForm } from './sign-in-form.tsx';
import './sign-in.css';
import { texts } from './texts.ts';

/** The first page of the day. */
export const SignIn = ({ facts }: { facts: SignInFacts }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  return (
    <main className="sign-in">
      <div className="sign-in-card" data-samples={facts.samples !== null || undefined}>
        <header className="sign-in-head">
          <p className="sign-in-product">{t(texts.product)}</p>
          <h1 className="sign-in-title">
            {facts.office ? facts.office[language === 'ko' ? 'nameKo' : 'nameEn'] : t(texts.productLine)}
          </h1>
          <p className="sign-in-sub">{t(texts.productLine)}</p>
        </header>
        {facts.officials.length === 0 && <Notice tone="warning">{t(texts.noOfficials)}</Notice>}
        <SignInForm facts={facts} submitLabel={t(texts.signIn)} />
      </div>
    </main>
  );
};
