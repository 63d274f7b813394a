import { type ReactNode, useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Loading } from '../../ui/progress.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { fieldId } from './fields.ts';
import { isWaiting, type Subject, subjectOf } from './subject.ts';
import { texts } from './texts.ts';

/** Finds the person, and opens their record: the view is recorded with what it is for. */
export const SubjectPart = ({
  subject,
  wanted,
  onSubject,
  error,
}: {
  readonly subject: Subject | null;
  /** Somebody chosen before this page was opened. */
  readonly wanted: ResidentId | null;
  readonly onSubject: (subject: Subject | null) => void;
  readonly error: string | null;
}): ReactNode => {
  const t = useText();
  const [text, setText] = useState('');
  const looked = useDeferredValue(text.trim().slice(0, 100));
  const found = useQuery('searchResidents', looked === '' ? null : { text: looked, after: null }, ['register']);
  const view = useCommand('viewResident');
  const { run } = view;
  const opened = useRef<ResidentId | null>(null);

  const open = async (resident: ResidentId): Promise<void> => {
    opened.current = resident;
    const answer = await run({ id: newEntryId(), resident, purpose: 'certificate' });
    if (answer.ok && opened.current === resident) onSubject(subjectOf(answer.value));
  };
  const openWanted = useEffectEvent((resident: ResidentId) => {
    if (opened.current !== resident) void open(resident);
  });
  useEffect(() => {
    if (wanted !== null) openWanted(wanted);
  }, [wanted]);

  if (view.isRunning) return <Loading label={t(texts.opening)} />;
  if (subject)
    return (
      <div className="stack">
        <SubjectCard subject={subject} onOther={() => onSubject(null)} />
      </div>
    );
  return (
    <div className="stack">
      <ComboBox
        label={t(texts.subject)}
        hint={t(texts.subjectHint)}
        text={text}
        onTextChange={setText}
        items={(found.value?.rows ?? []).map((row) => ({
          id: row.id,
          text: row.name,
          hint: `${row.birthDate} · ${row.address}`,
          value: row.id,
        }))}
        onSelect={(resident) => {
          setText('');
          void open(resident);
        }}
        emptyText={found.isLoading ? t(texts.opening) : t(texts.subjectEmpty)}
        error={error}
        id={fieldId('subject')}
      />
      {found.error && <ErrorNotice error={found.error} onRetry={found.refresh} />}
      {view.error && <ErrorNotice error={view.error} />}
    </div>
  );
};

const SubjectCard = ({ subject, onOther }: { readonly subject: Subject; readonly onOther: () => void }): ReactNode => {
  const t = useText();
  const { resident, household } = subject.page;
  return (
    <>
      <KeyValues
        rows={[
          {
            key: t(texts.name),
            value: (
              <>
                <strong>{resident.name}</strong>
                {resident.hanja !== '' && <span lang="ko-Hani">({resident.hanja})</span>}
                <span className="number">{resident.maskedNumber}</span>
                <span className="push">
                  <Button size="small" kind="quiet" onPress={onOther}>
                    {t(texts.otherSubject)}
                  </Button>
                </span>
              </>
            ),
          },
          { key: t(texts.addressOf), value: resident.address },
          {
            key: t(texts.members),
            value: (
              <ul className="member-line">
                {household.members.map((member) => (
                  <li key={member.id}>
                    {member.name} <span className="subtle">{member.relation}</span>
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      {isWaiting(subject) && <Notice tone="warning">{t(texts.pendingHere)}</Notice>}
    </>
  );
};
