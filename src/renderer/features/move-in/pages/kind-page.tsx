import type { ReactNode } from 'react';
import { MoveInReport, MoveReason } from '../../../../shared/registry/move-in.ts';
import { useText } from '../../../state/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckBox } from '../../../ui/check-box.tsx';
import { DateField } from '../../../ui/date-field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { RadioChoice } from '../../../ui/radio-choice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { officeDay } from '../../notices/office-day.ts';
import type { Destination, Form, MoveInDraft } from '../model/draft.ts';
import { readDate } from '../model/typed.ts';
import { ScanField } from '../scan-field.tsx';
import { useTask } from '../task-context.tsx';
import { kindTexts } from '../texts-kind.ts';
import { destinationHints, destinationWords, formHints, formWords, mergingHint, reasonWords } from '../texts-words.ts';
import { useCardReader } from '../use-card-reader.ts';

const forms = MoveInReport.shape.form.options;
const destinations: readonly Destination[] = ['own-household', 'household-of', 'dormitory'];

/** Which form it is, into which household they go, why they moved, and from which day it counts. */
export const KindPage = (): ReactNode => {
  const t = useText();
  const { draft, change, errorOf, status } = useTask();
  useCardReader();
  const patch = (next: Partial<MoveInDraft>): void => change((before) => ({ ...before, ...next }));
  const errors = {
    form: errorOf('form'),
    destination: errorOf('destination'),
    reason: errorOf('reason'),
    date: errorOf('report-date'),
    supervisor: errorOf('supervisor'),
  };
  // Mostly it is the one who is signed in.
  const ownId = status?.official?.role === 'supervisor' ? status.official.id : '';
  const today = officeDay(status);
  const day = readDate(draft.reportDate);
  const isOtherDay = day !== null && day !== today;

  return (
    <div className="stack">
      <div className="two">
        <RadioChoice<Form>
          id="form"
          label={t(kindTexts.form)}
          value={draft.form}
          onChange={(form) => patch({ form })}
          options={forms.map((value) => ({ value, label: t(formWords[value]), hint: t(formHints[value]) }))}
          error={errors.form && t(errors.form)}
        />
        <RadioChoice<Destination>
          id="destination"
          label={t(kindTexts.destination)}
          value={draft.destination}
          onChange={(destination) => patch({ destination })}
          options={destinations.map((value) => ({
            value,
            label: t(destinationWords[value]),
            hint: t(
              value === 'household-of' && draft.form === 'whole-household' ? mergingHint : destinationHints[value],
            ),
          }))}
          error={errors.destination && t(errors.destination)}
        />
      </div>
      <RadioChoice<MoveReason>
        id="reason"
        label={t(kindTexts.reason)}
        value={draft.reason}
        onChange={(reason) => patch({ reason })}
        options={MoveReason.options.map((value) => ({ value, label: t(reasonWords[value]) }))}
        error={errors.reason && t(errors.reason)}
        isRow
      />
      <div className="move-in-day">
        <DateField
          id="report-date"
          label={t(kindTexts.reportDate)}
          hint={t(kindTexts.reportDateHint)}
          value={draft.reportDate}
          onChange={(reportDate) => patch({ reportDate })}
          error={errors.date && t(errors.date)}
        />
      </div>
      {isOtherDay && (
        <Notice
          tone="warning"
          actions={
            <Button size="small" onPress={() => patch({ reportDate: today })}>
              {t(kindTexts.today)}
            </Button>
          }
        >
          {t(kindTexts.notToday)}
        </Notice>
      )}
      {(isOtherDay || draft.isBackdated) && (
        <CheckBox
          label={t(kindTexts.backdated)}
          hint={t(kindTexts.backdatedHint)}
          isSelected={draft.isBackdated}
          onChange={(isBackdated) => patch({ isBackdated, supervisor: draft.supervisor || ownId })}
        />
      )}
      {draft.isBackdated && (
        <div className="move-in-group">
          {status?.official && status.official.role !== 'supervisor' && (
            <Notice tone="info">{t(kindTexts.notSupervisor)}</Notice>
          )}
          <TextField
            id="supervisor"
            label={t(kindTexts.supervisor)}
            width="half"
            value={draft.supervisor}
            onChange={(supervisor) => patch({ supervisor })}
            error={errors.supervisor && t(errors.supervisor)}
          />
          <ScanField />
        </div>
      )}
    </div>
  );
};
