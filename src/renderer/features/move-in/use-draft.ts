import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { DraftId } from '../../../shared/registry/ids.ts';
import type { Language } from '../../../shared/text/language.ts';
import { useBridge } from '../../bridge/bridge.tsx';
import { useDraftStatus } from '../../state/draft-status.ts';
import { useLanguage } from '../../state/use-text.ts';
import { draftToContent, type MoveInDraft } from './model/draft.ts';
import { createDraftSaver, type DraftSaver } from './model/draft-saver.ts';
import { draftTitle } from './model/draft-title.ts';

const delayMs = 400;

export interface EditedDraft {
  readonly draft: MoveInDraft;
  readonly change: (update: (draft: MoveInDraft) => MoveInDraft) => void;
  /** Keeps now what was not kept yet. */
  readonly flush: () => Promise<void>;
  /** The task is over: nothing of it is kept any more. */
  readonly stop: () => void;
}

/**
 * A draft that keeps itself: a moment after each change, and at once when a field, a composition or the window is left.
 *
 * @param root what the fields are in
 */
export const useDraft = (id: DraftId, initial: MoveInDraft, root: RefObject<HTMLElement | null>): EditedDraft => {
  const bridge = useBridge();
  const language = useLanguage();
  const [draft, setDraft] = useState(initial);
  const latest = useRef(initial);
  const isOpen = useRef(false);
  const languageNow = useRef<Language>(language);
  useEffect(() => {
    languageNow.current = language;
  }, [language]);

  const saver = useRef<DraftSaver<MoveInDraft> | null>(null);
  const saverOf = useCallback((): DraftSaver<MoveInDraft> => {
    saver.current ??= createDraftSaver<MoveInDraft>({
      save: async (value) => {
        const title = draftTitle(value, languageNow.current);
        const saved = await bridge.command('saveDraft', { id, task: 'move-in', title, content: draftToContent(value) });
        useDraftStatus
          .getState()
          .set(saved.ok ? { savedAt: saved.value.savedAt, error: null } : { error: saved.error });
        return saved.ok;
      },
      later: (act) => {
        const timer = setTimeout(act, delayMs);
        return () => clearTimeout(timer);
      },
      onSaving: (isSaving) => useDraftStatus.getState().set({ isSaving }),
    });
    return saver.current;
  }, [bridge, id]);

  const change = useCallback(
    (update: (before: MoveInDraft) => MoveInDraft): void => {
      // An undo that comes when the task has been left.
      if (!isOpen.current) return;
      latest.current = update(latest.current);
      setDraft(latest.current);
      saverOf().change(latest.current);
    },
    [saverOf],
  );

  useEffect(() => {
    isOpen.current = true;
    const element = root.current;
    const flush = (): void => {
      void saverOf().flush();
    };
    useDraftStatus.getState().set({ flush: () => saverOf().flush() });
    element?.addEventListener('focusout', flush);
    element?.addEventListener('compositionend', flush);
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    return () => {
      element?.removeEventListener('focusout', flush);
      element?.removeEventListener('compositionend', flush);
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
      flush();
      isOpen.current = false;
      useDraftStatus.getState().clear();
    };
  }, [saverOf, root]);

  return { draft, change, flush: () => saverOf().flush(), stop: () => saverOf().stop() };
};
