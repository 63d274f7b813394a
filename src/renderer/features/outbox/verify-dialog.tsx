import { type ReactNode, useState } from 'react';
import type { Amendment } from '../../../shared/registry/amendment.ts';
import type { OfficialId } from '../../../shared/registry/ids.ts';
import { useText } from '../../state/use-text.ts';
import { DateField } from '../../ui/date-field.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { CommandDialog } from '../notices/command-dialog.tsx';
import { FilingSummary } from './filing-summary.tsx';
import { texts } from './texts.ts';
import { type AmendDialogProps, useAmend } from './use-amend.ts';

type Step = Extract<Amendment, { readonly type: 'post-verified' }>['step'];
type Choice = 'sent' | 'confirmed' | 'not-living-there' | 'fixed-date' | 'lease-shown';

const stepOf = (choice: Choice, official: OfficialId): Step => {
  switch (choice) {
    case 'sent':
      return { type: 'sent' };
    case 'confirmed':
    case 'not-living-there':
      return { type: choice, official };
    case 'fixed-date':
    case 'lease-shown':
      return { type: 'exempt', why: choice };
  }
};

/** What the head of the village or the papers say about the move [D 15]. */
export const VerifyDialog = (props: AmendDialogProps): ReactNode => {
  const t = useText();
  const { page, status, onClose } = props;
  const [choice, setChoice] = useState<Choice | null>(null);
  const [isTried, setIsTried] = useState(false);
  const { typedDay, setTypedDay, day, amend, command } = useAmend(props);
  const isSent = page.followUps?.postVerification.state === 'sent';
  const official = status?.official?.id ?? null;
  const record = (): void => {
    setIsTried(true);
    if (day !== null && choice !== null && official !== null)
      void amend({ type: 'post-verified', on: day, step: stepOf(choice, official) });
  };
  return (
    <CommandDialog
      title={t(texts.verifyTitle)}
      act={t(texts.record)}
      isAlert
      command={command}
      onAct={record}
      onClose={onClose}
    >
      <FilingSummary line={page.line} />
      <RadioChoice
        label={t(texts.verifyStep)}
        value={choice}
        onChange={setChoice}
        options={[
          ...(isSent ? [] : [{ value: 'sent' as const, label: t(texts.stepSent) }]),
          { value: 'confirmed', label: t(texts.stepConfirmed) },
          { value: 'not-living-there', label: t(texts.stepNot) },
          { value: 'fixed-date', label: t(texts.stepFixed) },
          { value: 'lease-shown', label: t(texts.stepLease) },
        ]}
        error={isTried && choice === null ? t(texts.chooseStep) : null}
      />
      <DateField
        label={t(texts.day)}
        value={typedDay}
        onChange={setTypedDay}
        error={day === null ? t(texts.dayError) : null}
      />
    </CommandDialog>
  );
};
