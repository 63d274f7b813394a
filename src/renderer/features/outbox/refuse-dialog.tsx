import { type ReactNode, useState } from 'react';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { CommandDialog } from '../notices/command-dialog.tsx';
import { FilingSummary } from './filing-summary.tsx';
import { texts } from './texts.ts';
import { type AmendDialogProps, useAmend } from './use-amend.ts';

/** A refusal is written: why, and what can be done against it [CA 27③]. */
export const RefuseDialog = (props: AmendDialogProps): ReactNode => {
  const t = useText();
  const { page, onClose } = props;
  const [reasons, setReasons] = useState('');
  const [remedies, setRemedies] = useState('');
  const [isTried, setIsTried] = useState(false);
  const { typedDay, setTypedDay, day, amend, command } = useAmend(props);
  // They go into one line each of a written notice.
  const lineOf = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
  const isReady = lineOf(reasons) !== '' && lineOf(remedies) !== '';
  return (
    <CommandDialog
      title={t(texts.refuseTitle)}
      act={t(texts.refuse)}
      isDangerous
      hasEntries={reasons !== '' || remedies !== ''}
      command={command}
      onAct={() => {
        setIsTried(true);
        if (day !== null && isReady)
          void amend({
            type: 'refused',
            on: day,
            people: null,
            reasons: lineOf(reasons),
            remedies: lineOf(remedies),
          });
      }}
      onClose={onClose}
    >
      <FilingSummary line={page.line} />
      <p>{t(texts.refuseLead)}</p>
      <DateField
        label={t(texts.day)}
        value={typedDay}
        onChange={setTypedDay}
        error={day === null ? t(texts.dayError) : null}
      />
      <TextArea
        label={t(texts.reasons)}
        value={reasons}
        onChange={setReasons}
        rows={2}
        error={isTried && lineOf(reasons) === '' ? t(texts.blank) : null}
      />
      <TextArea
        label={t(texts.remedies)}
        value={remedies}
        onChange={setRemedies}
        rows={2}
        error={isTried && lineOf(remedies) === '' ? t(texts.blank) : null}
      />
      <div className="row">
        {/* The notice is Korean, whatever the screen speaks. */}
        <Button size="small" onPress={() => setRemedies(texts.remediesUsual.ko)}>
          {t(texts.usual)}
        </Button>
      </div>
    </CommandDialog>
  );
};
