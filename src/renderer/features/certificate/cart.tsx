import type { ReactNode } from 'react';
import { certificateKindToText } from '../../../shared/text/papers.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { showToast } from '../../ui/toast.tsx';
import { wonToText } from '../notices/won.ts';
import type { IssueForm } from './form.ts';
import type { Subject } from './subject.ts';
import { texts } from './texts.ts';
import { feeSoFar } from './to-ask.ts';
import type { Issuing, Wanted } from './use-issuing.ts';

/** What a paper is about, as a person would say it. */
export const aboutOf = (form: IssueForm, subject: Subject | null): string => {
  if (form.kind !== 'moved-in-households') return subject?.page.resident.name ?? '';
  const { address, unit } = form.house;
  return address === null ? '' : `${address.road} ${address.building}${unit === '' ? '' : `, ${unit}`}`;
};

/** The papers so far, with the one that is being filled in, and what they cost together. */
export const Cart = ({ issuing }: { readonly issuing: Issuing }): ReactNode => {
  const t = useText();
  const { list, setList, form, subject, isFilling } = issuing;
  const fee = feeSoFar(form);
  const total =
    list.reduce((sum, each) => sum + each.fee.won * each.form.copies, 0) + (isFilling ? fee.won * form.copies : 0);

  const remove = (wanted: Wanted): void => {
    const before = list;
    setList(list.filter(({ key }) => key !== wanted.key));
    showToast({ text: t(texts.removed), action: { label: t(texts.undo), onAction: () => setList(before) } });
  };

  return (
    <section className="cart" aria-label={t(texts.list)}>
      <h2 className="section-title">{t(texts.list)}</h2>
      <ul className="cart-lines">
        {list.map((wanted) => (
          <li key={wanted.key} className="cart-line">
            <CartLine form={wanted.form} subject={wanted.subject} won={wanted.fee.won} />
            <div className="row">
              <Button size="small" kind="quiet" onPress={() => issuing.change(wanted)}>
                {t(texts.change)}
              </Button>
              <Button size="small" kind="quiet" onPress={() => remove(wanted)}>
                {t(texts.remove)}
              </Button>
            </div>
          </li>
        ))}
        {isFilling && (
          <li className="cart-line cart-current">
            <span className="cart-mark">{t(texts.thisPaper)}</span>
            <CartLine form={form} subject={subject} won={fee.won} />
          </li>
        )}
      </ul>
      <CartTotal label={t(texts.total)} won={total} isLive />
    </section>
  );
};

/** What has to be paid. */
export const CartTotal = ({
  label,
  won,
  isLive = false,
}: {
  readonly label: string;
  readonly won: number;
  /** It is said again when it changes. */
  readonly isLive?: boolean;
}): ReactNode => {
  const language = useLanguage();
  return (
    <p className="cart-total" aria-live={isLive ? 'polite' : undefined}>
      <span>{label}</span>
      <strong className="number">{wonToText(won, language)}</strong>
    </p>
  );
};

export const CartLine = ({
  form,
  subject,
  won,
}: {
  readonly form: IssueForm;
  readonly subject: Subject | null;
  readonly won: number;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const about = aboutOf(form, subject);
  return (
    <div className="cart-paper">
      <strong>{certificateKindToText(form.kind, language)}</strong>
      {about !== '' && <span className="subtle">{about}</span>}
      <span className="cart-fee number">
        {won === 0 ? t(texts.freeOfCharge) : wonToText(won, language)}
        {form.copies > 1 && ` × ${String(form.copies)}`}
      </span>
    </div>
  );
};
