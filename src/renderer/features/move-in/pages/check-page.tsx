import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { CommandOutput, FilingPreview } from '../../../../shared/contract/commands.ts';
import type { MoveInReport } from '../../../../shared/registry/move-in.ts';
import { dateToText } from '../../../../shared/text/language.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { useLanguage, useText } from '../../../state/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { KeyValues } from '../../../ui/key-values.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Page, Section } from '../../../ui/page.tsx';
import { Loading } from '../../../ui/progress.tsx';
import { StepList } from '../../../ui/step-list.tsx';
import { useShortcut } from '../../../ui/use-shortcut.ts';
import { ErrorNotice } from '../../notices/error-notice.tsx';
import { MissingList } from '../missing-list.tsx';
import { draftTitle } from '../model/draft-title.ts';
import { missingOfForm } from '../model/evidence.ts';
import type { FieldIssue } from '../model/issues.ts';
import { draftToReport, officeIssues } from '../model/to-report.ts';
import { topicState, topicsOf } from '../model/topics.ts';
import { NotYet } from '../not-yet.tsx';
import { Preview } from '../preview.tsx';
import { addressText, summaryRows } from '../summary.ts';
import { useTask } from '../task-context.tsx';
import { texts, topicHeadings, topicTexts } from '../texts.ts';
import { checkTexts, peopleCount } from '../texts-check.ts';

/** Everything that was entered, what would come of it, and the filing. */
export const CheckPage = ({
  onRefused,
  onFiled,
}: {
  readonly onRefused: (issues: readonly FieldIssue[]) => void;
  /** With null as preview, it was filed before this. */
  readonly onFiled: (filed: { readonly report: MoveInReport; readonly preview: FilingPreview | null }) => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { draft, issues, open, status } = useTask();
  const report = useMemo(() => draftToReport(draft).report, [draft]);
  const { preview, error: previewError, ask } = usePreview(report, (found) => onRefused(officeIssues(draft, found)));
  const file = useCommand('reportMoveIn');
  const [isAsking, setIsAsking] = useState(false);
  const content = useRef<HTMLDivElement>(null);
  // The page before it took its own fields away, and the focus with them.
  useEffect(() => content.current?.focus({ preventScroll: true }), []);
  const topics = topicsOf(draft);
  const mayFile = report !== null && issues.length === 0;

  const back = (): void => open(topics.at(-2) ?? null);
  useShortcut('Alt+Left', back);
  useShortcut('Ctrl+Enter', () => setIsAsking(true), { isEnabled: mayFile && !isAsking });

  const confirm = async (): Promise<void> => {
    if (!report || file.isRunning) return;
    const answer = await file.run({ id: draft.filing, report });
    if (answer.ok) {
      onFiled({ report, preview: answer.value });
      return;
    }
    setIsAsking(false);
    // Filed under this id before, with other content: what was filed then counts.
    if (answer.error.type === 'IdAlreadyUsed') onFiled({ report, preview: null });
    if (answer.error.type === 'InvalidInput') onRefused(officeIssues(draft, answer.error.issues));
  };

  const fileError = file.error && file.error.type !== 'InvalidInput' ? file.error : null;
  return (
    <Page
      title={t(topicHeadings.check)}
      subtitle={`${t(texts.title)} · ${draftTitle(draft, language)}`}
      actions={<Button onPress={() => open(null)}>{t(texts.toList)}</Button>}
    >
      <StepList
        label={t(texts.steps)}
        steps={topics.map((topic) => {
          const state = topicState(draft, issues, topic, false);
          return {
            id: topic,
            label: t(topicTexts[topic]),
            state: topic === 'check' ? 'current' : state === 'cannot-start' ? 'todo' : state,
          };
        })}
        onGo={(id) => open(topics.find((topic) => topic === id) ?? null)}
      />
      {issues.length > 0 && <NotYet issues={issues} />}
      {status?.link.state === 'offline' && (
        <Notice tone="warning" title={t(checkTexts.offline)}>
          {t(checkTexts.offlineBody)}
        </Notice>
      )}
      <MissingList missing={missingOfForm(draft)} />
      {fileError && <ErrorNotice error={fileError} />}
      <div className="move-in-check" ref={content} tabIndex={-1}>
        <div className="stack">
          {topics
            .filter((topic) => topic !== 'check')
            .map((topic) => (
              <Section
                key={topic}
                title={t(topicTexts[topic])}
                actions={
                  <Button size="small" kind="quiet" onPress={() => open(topic)}>
                    {t(checkTexts.change)}
                    <span className="visually-hidden">{` ${t(topicTexts[topic])}`}</span>
                  </Button>
                }
              >
                <KeyValues rows={summaryRows(draft, topic, language)} />
              </Section>
            ))}
        </div>
        <div className="stack">
          {previewError && <ErrorNotice error={previewError} onRetry={ask} />}
          {mayFile && !preview && !previewError && <Loading label={t(checkTexts.previewing)} />}
          {report && preview && <Preview report={report} preview={preview} />}
        </div>
      </div>
      <footer className="move-in-foot">
        <Button onPress={back} shortcut="Alt+Left">
          {t(texts.back)}
        </Button>
        <Button
          kind="primary"
          shortcut="Ctrl+Enter"
          isDisabled={!mayFile}
          isPending={file.isRunning}
          onPress={() => setIsAsking(true)}
        >
          {t(checkTexts.file)}
        </Button>
      </footer>
      <ConfirmDialog
        isOpen={isAsking}
        title={t(checkTexts.confirmTitle)}
        confirmLabel={t(checkTexts.file)}
        cancelLabel={t(checkTexts.keepEditing)}
        isPending={file.isRunning}
        onConfirm={() => void confirm()}
        onClose={() => setIsAsking(false)}
      >
        <KeyValues
          rows={[
            {
              key: t(checkTexts.people),
              value: `${t(peopleCount(draft.movers.length))} · ${draft.movers.map(({ name }) => name.trim()).join(', ')}`,
            },
            { key: t(topicTexts.place), value: addressText(draft) },
            { key: t(checkTexts.dayOf), value: report ? dateToText(report.reportDate, language) : draft.reportDate },
          ]}
        />
        <p>{t(checkTexts.confirmBody)}</p>
      </ConfirmDialog>
    </Page>
  );
};

/** Asks what would come of the report, whenever it is another. */
const usePreview = (report: MoveInReport | null, onRefused: (issues: Parameters<typeof officeIssues>[1]) => void) => {
  const { run, error } = useCommand('checkMoveIn');
  const [preview, setPreview] = useState<CommandOutput<'checkMoveIn'> | null>(null);
  const [turn, setTurn] = useState(0);
  const refused = useRef(onRefused);
  useEffect(() => {
    refused.current = onRefused;
  });
  useEffect(() => {
    let isCurrent = true;
    setPreview(null);
    if (!report) return;
    const check = async (): Promise<void> => {
      const answer = await run({ report });
      if (!isCurrent) return;
      if (answer.ok) setPreview(answer.value);
      else if (answer.error.type === 'InvalidInput') refused.current(answer.error.issues);
    };
    void check();
    return () => {
      isCurrent = false;
    };
  }, [report, run, turn]);
  const ask = (): void => setTurn(turn + 1);
  return { preview, error: error && error.type !== 'InvalidInput' ? error : null, ask };
};
