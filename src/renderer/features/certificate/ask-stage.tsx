import { type ReactNode, useState } from 'react';
import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import { certificateKindToText } from '../../../shared/text/papers.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/page.tsx';
import { Empty } from '../../ui/progress.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { ApplicantPart } from './applicant-part.tsx';
import { Cart } from './cart.tsx';
import { settled } from './choices.ts';
import { FeePart } from './fee-part.tsx';
import { fieldId } from './fields.ts';
import { isAboutPeople, type PaperKind, paperKinds } from './form.ts';
import { GroundPart } from './ground-part.tsx';
import { HousePart } from './house-part.tsx';
import { OfflineNotice } from './offline-notice.tsx';
import { OptionsPart } from './options-part.tsx';
import type { PartProps } from './parts.ts';
import { SubjectPart } from './subject-part.tsx';
import { fieldTexts, texts } from './texts.ts';
import type { Issuing } from './use-issuing.ts';
import { WithheldNotice } from './withheld-notice.tsx';

/** Few enough that somebody should know before they are gone. */
const fewSerials = 20;

/** The request: which papers, whose, by whom, on what ground, what for. */
export const AskStage = ({
  issuing,
  status,
  isOnline,
  resident,
}: {
  readonly issuing: Issuing;
  readonly status: OfficeStatus | null;
  readonly isOnline: boolean;
  readonly resident: ResidentId | null;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { form, subject, errors, refusal, list } = issuing;
  const [wanted] = useState(resident);
  const part: PartProps = {
    form,
    onChange: (next) => issuing.setForm(settled(next, isOnline)),
    errorOf: (field) => {
      const error = errors.find((each) => each.field === field);
      return error ? t(error.message) : null;
    },
    subject,
    isOnline,
  };
  const isAboutHouse = !isAboutPeople(form.kind);
  const check = (): void => void issuing.check();
  useShortcut('Ctrl+Enter', check, { isEnabled: !issuing.isChecking });
  const isWithheld = refusal?.error.type === 'CertificateNotAllowed' && refusal.error.defects.includes('withheld');

  return (
    <div className="split">
      <div className="split-main stack">
        <ErrorSummary
          title={t(texts.errorsTitle)}
          errors={errors.map(({ field, message }) => ({
            fieldId: field === null ? null : fieldId(field),
            message: field === null ? t(message) : `${t(fieldTexts[field])}: ${t(message)}`,
          }))}
        />
        {refusal && refusal.error.type !== 'CertificateNotAllowed' && <ErrorNotice error={refusal.error} />}
        {isWithheld && refusal && <WithheldNotice ask={refusal.ask} />}
        {status && !isOnline && <OfflineNotice status={status} form={form} subject={subject} />}
        {status && status.papers.serialsLeft < fewSerials && (
          <Notice tone="warning">
            {t(texts.noSerials)} {t(texts.serialsLeft)}: <span className="number">{status.papers.serialsLeft}</span>
          </Notice>
        )}

        {issuing.isFilling ? (
          <>
            <Section title={t(texts.which)}>
              <RadioChoice
                label={t(texts.kind)}
                isRow
                value={form.kind}
                onChange={(kind: PaperKind) => part.onChange({ ...form, kind })}
                options={paperKinds.map((value) => ({ value, label: certificateKindToText(value, language) }))}
                error={part.errorOf('kind')}
                id={fieldId('kind')}
              />
            </Section>
            <Section title={t(isAboutHouse ? texts.houseAddress : texts.whose)}>
              {isAboutHouse ? (
                <HousePart {...part} />
              ) : (
                <SubjectPart
                  subject={subject}
                  wanted={wanted}
                  onSubject={issuing.setSubject}
                  error={part.errorOf('subject')}
                />
              )}
            </Section>
            <Section title={t(texts.whoAsks)}>
              <GroundPart {...part} />
              <ApplicantPart {...part} />
            </Section>
            {!isAboutHouse && (
              <Section title={t(texts.whatPrints)}>
                <OptionsPart {...part} />
              </Section>
            )}
            <Section title={t(texts.whatFor)}>
              <FeePart {...part} />
            </Section>
          </>
        ) : (
          <Empty title={t(texts.onlyList)} hint={t(texts.onlyListHint)} />
        )}
      </div>
      <aside className="split-side">
        <Cart issuing={issuing} />
        <div className="stack-tight">
          <Button kind="primary" shortcut="Ctrl+Enter" isPending={issuing.isChecking} onPress={check}>
            {t(texts.preview)}
          </Button>
          <Button
            isDisabled={issuing.isChecking}
            onPress={() => {
              if (!issuing.isFilling) issuing.setIsFilling(true);
              else if (issuing.add()) showToast({ text: t(texts.added), tone: 'success' });
            }}
          >
            {t(texts.addAnother)}
          </Button>
          {issuing.isFilling && list.length > 0 && (
            <Button kind="quiet" onPress={() => issuing.setIsFilling(false)}>
              {t(texts.thatIsAll)}
            </Button>
          )}
        </div>
      </aside>
    </div>
  );
};
