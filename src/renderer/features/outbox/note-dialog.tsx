import { type ReactNode, useState } from 'react';
import { useText } from '../../state/use-text.ts';
import { DateField } from '../../ui/date-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { CommandDialog } from '../notices/command-dialog.tsx';
import { FilingSummary } from './filing-summary.tsx';
import { texts } from './texts.ts';
import { type AmendDialogProps, useAmend } from './use-amend.ts';

const words = {
  withdrawn: { title: texts.withdrawTitle, lead: texts.withdrawLead, label: texts.withdrawNote, act: texts.withdraw },
  'just-cause': { title: texts.justTitle, lead: texts.justLead, label: texts.justNote, act: texts.record },
} as const;

/** What needs a day and a word: a withdrawal, or why a late report was nobody's fault. */
export const NoteDialog = (props: AmendDialogProps & { readonly type: keyof typeof words }): ReactNode => {
  const t = useText();
  const { page, type, onClose } = props;
  const [note, setNote] = useState('');
  const [isTried, setIsTried] = useState(false);
  const { typedDay, setTypedDay, day, amend, command } = useAmend(props);
  const { title, lead, label, act } = words[type];
  const isNote = note.trim() !== '';
  return (
    <CommandDialog
      title={t(title)}
      act={t(act)}
      isAlert
      isDangerous={type === 'withdrawn'}
      command={command}
      onAct={() => {
        setIsTried(true);
        if (day !== null && isNote) void amend({ type, on: day, note: note.trim() });
      }}
      onClose={onClose}
    >
      <FilingSummary line={page.line} />
      <p>{t(lead)}</p>
      <DateField
        label={t(texts.day)}
        value={typedDay}
        onChange={setTypedDay}
        error={day === null ? t(texts.dayError) : null}
      />
      <TextField label={t(label)} value={note} onChange={setNote} error={isTried && !isNote ? t(texts.blank) : null} />
    </CommandDialog>
  );
};
