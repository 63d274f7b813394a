import { type ReactNode, useState } from 'react';
import type { DraftLine } from '../../../shared/contract/queries.ts';
import type { DraftId, ResidentId } from '../../../shared/registry/ids.ts';
import { useBridge } from '../../bridge/bridge.tsx';
import { newDraftId, newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { Empty, Loading } from '../../ui/progress.tsx';
import { Table } from '../../ui/table.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { officeDay } from '../notices/office-day.ts';
import { draftToContent, type MoveInDraft, newDraft } from './model/draft.ts';
import { draftTitle } from './model/draft-title.ts';
import { withResidents } from './model/from-register.ts';
import { savedAtToText } from './saved-at.ts';
import { texts } from './texts.ts';
import { useReveal } from './use-reveal.ts';

/** Starts a move-in, or goes on with one that was left. */
export const StartPage = ({
  resident,
  notice,
}: {
  /** Whom it starts with. */
  readonly resident?: ResidentId | undefined;
  /** Why one is here and not in the draft that was asked for. */
  readonly notice?: string | undefined;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const bridge = useBridge();
  const go = useNavigation((navigation) => navigation.go);
  const status = useQuery('getStatus', {}, ['session']);
  const drafts = useQuery('listDrafts', {}, ['drafts']);
  const save = useCommand('saveDraft');
  const discard = useCommand('discardDraft');
  const reveal = useReveal();
  const [asked, setAsked] = useState<DraftLine | null>(null);
  // Pressed twice, it is one draft with one filing.
  const [ids] = useState(() => ({ draft: newDraftId(), filing: newEntryId() }));

  const begin = async (content: MoveInDraft): Promise<void> => {
    const title = draftTitle(content, language);
    const saved = await save.run({ id: ids.draft, task: 'move-in', title, content: draftToContent(content) });
    if (saved.ok) go({ screen: 'move-in', draft: ids.draft });
  };
  /** Whoever is quicker than the first answer gets their report date all the same. */
  const empty = async (): Promise<MoveInDraft> => {
    const told = status.value === null ? await bridge.query('getStatus', {}) : null;
    return newDraft({ filing: ids.filing, today: officeDay(told?.ok ? told.value : status.value) });
  };
  const start = async (): Promise<void> => {
    if (!save.isRunning) await begin(await empty());
  };
  const startWith = async (id: ResidentId): Promise<void> => {
    const page = await reveal.page(id);
    if (!page) return;
    const head = page.household.householder;
    const numbers = new Map<ResidentId, string>();
    for (const each of new Set([id, ...(head ? [head] : [])])) {
      const number = await reveal.number(each);
      if (number === null) return;
      numbers.set(each, number);
    }
    await begin(withResidents(await empty(), page, [page.resident], numbers));
  };
  const proceed = (): void => {
    if (resident === undefined) void start();
    else if (!reveal.isRunning) void startWith(resident);
  };
  useShortcut('Ctrl+Enter', proceed, { isEnabled: asked === null });

  const goOn = (id: DraftId): void => go({ screen: 'move-in', draft: id });
  const drop = async (): Promise<void> => {
    if (!asked) return;
    const answer = await discard.run({ id: asked.id });
    setAsked(null);
    if (answer.ok) drafts.refresh();
  };
  const official = (id: string): string =>
    status.value?.official?.id === id ? (status.value.official.name ?? id) : id;

  return (
    <Page
      title={t(texts.title)}
      subtitle={t(texts.startSubtitle)}
      actions={
        <>
          {resident !== undefined && <Button onPress={() => void start()}>{t(texts.start)}</Button>}
          <Button
            kind="primary"
            shortcut="Ctrl+Enter"
            autoFocus
            isPending={save.isRunning || reveal.isRunning}
            onPress={proceed}
          >
            {t(resident === undefined ? texts.start : texts.startWith)}
          </Button>
        </>
      }
    >
      {notice !== undefined && (
        <Notice tone="info" role="status">
          {notice}
        </Notice>
      )}
      {resident !== undefined && <Notice tone="info">{t(texts.startWithHint)}</Notice>}
      {[save.error, reveal.error, discard.error, drafts.error].map(
        (error, index) => error && <ErrorNotice key={`${String(index)} ${error.type}`} error={error} />,
      )}
      {drafts.value?.lost && (
        <Notice tone="warning" role="status">
          {t(texts.draftLost)} {savedAtToText(drafts.value.lost, language)}
        </Notice>
      )}
      <Section title={t(texts.unfinished)}>
        {drafts.isLoading && <Loading label={t(texts.loading)} />}
        {drafts.value?.rows.length === 0 && <Empty title={t(texts.noUnfinished)} hint={t(texts.noUnfinishedHint)} />}
        {drafts.value && drafts.value.rows.length > 0 && (
          <Table<DraftLine>
            label={t(texts.draftList)}
            rows={drafts.value.rows.slice(0, 200)}
            rowId={({ id }) => id}
            onOpen={({ id }) => goOn(id)}
            columns={[
              { id: 'title', head: t(texts.draftTitle), cell: ({ title }) => title || t(texts.untitled) },
              {
                id: 'saved',
                head: t(texts.draftSaved),
                width: '13rem',
                cell: ({ savedAt }) => <span className="number">{savedAtToText(savedAt, language)}</span>,
              },
              { id: 'by', head: t(texts.draftBy), width: '12rem', cell: ({ official: id }) => official(id) },
              {
                id: 'do',
                head: t(texts.draftActions),
                width: '15rem',
                cell: (line) => (
                  <span className="row">
                    <Button size="small" onPress={() => goOn(line.id)}>
                      {t(texts.goOn)}
                    </Button>
                    <Button size="small" kind="quiet" onPress={() => setAsked(line)}>
                      {t(texts.discard)}
                    </Button>
                  </span>
                ),
              },
            ]}
          />
        )}
      </Section>
      <ConfirmDialog
        isOpen={asked !== null}
        title={t(texts.discardTitle)}
        confirmLabel={t(texts.discard)}
        cancelLabel={t(texts.cancel)}
        isDangerous
        isPending={discard.isRunning}
        onConfirm={() => void drop()}
        onClose={() => setAsked(null)}
      >
        <p>{asked?.title || t(texts.untitled)}</p>
        <p>{t(texts.discardBody)}</p>
      </ConfirmDialog>
    </Page>
  );
};
