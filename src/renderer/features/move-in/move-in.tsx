import { type ReactNode, useEffect } from 'react';
import type { DraftLine } from '../../../shared/contract/queries.ts';
import type { DraftId, ResidentId } from '../../../shared/registry/ids.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useText } from '../../state/use-text.ts';
import { Loading } from '../../ui/progress.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { contentToDraft, type MoveInDraft } from './model/draft.ts';
import { draftToReport } from './model/to-report.ts';
import './move-in.css';
import { Result } from './result.tsx';
import { StartPage } from './start-page.tsx';
import { Task } from './task.tsx';
import { texts } from './texts.ts';

/** Taking a move-in: where one starts, or the draft that goes on. */
export const MoveIn = ({
  draft,
  resident,
}: {
  readonly draft?: DraftId | undefined;
  readonly resident?: ResidentId | undefined;
}): ReactNode => (draft === undefined ? <StartPage resident={resident} /> : <KeptDraft key={draft} id={draft} />);

const KeptDraft = ({ id }: { readonly id: DraftId }): ReactNode => {
  const t = useText();
  const kept = useQuery('getDraft', { id }, []);
  if (kept.error?.type === 'DraftNotFound') return <StartPage notice={t(texts.draftGone)} />;
  if (kept.error) return <ErrorNotice error={kept.error} onRetry={kept.refresh} />;
  if (!kept.value) return <Loading label={t(texts.loading)} />;
  const draft = contentToDraft(kept.value.content);
  return draft ? <Restored line={kept.value.line} draft={draft} /> : <StartPage notice={t(texts.draftUnreadable)} />;
};

/** A draft that was filed already, perhaps a moment before the power went, shows what came of it and is filed no more. */
const Restored = ({ line, draft }: { readonly line: DraftLine; readonly draft: MoveInDraft }): ReactNode => {
  const t = useText();
  const filing = useQuery('getFiling', { filing: draft.filing }, []);
  if (filing.error?.type === 'FilingNotFound') return <Task line={line} initial={draft} />;
  if (filing.error) return <ErrorNotice error={filing.error} onRetry={filing.refresh} />;
  return filing.value ? <FiledBefore line={line} draft={draft} /> : <Loading label={t(texts.loading)} />;
};

const FiledBefore = ({ line, draft }: { readonly line: DraftLine; readonly draft: MoveInDraft }): ReactNode => {
  const { run } = useCommand('discardDraft');
  useEffect(() => {
    void run({ id: line.id });
  }, [run, line.id]);
  return <Result filing={draft.filing} report={draftToReport(draft).report} preview={null} />;
};
