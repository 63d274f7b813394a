import { create } from 'zustand';
import type { AppError } from '../../shared/contract/errors.ts';

/** Whether what is being entered has been kept; the status bar shows it. */
export interface DraftStatus {
  /** When the office last kept it, in its own time; null before that, and where no task is open. */
  readonly savedAt: string | null;
  /** Something was entered that is not kept yet. */
  readonly isSaving: boolean;
  /** Why it could not be kept; null once it was. */
  readonly error: AppError | null;
  /** Keeps now what was not kept yet. */
  readonly flush: () => Promise<void>;
  readonly set: (change: Partial<Pick<DraftStatus, 'savedAt' | 'isSaving' | 'error' | 'flush'>>) => void;
  /** No task is open any more. */
  readonly clear: () => void;
}

const none = { savedAt: null, isSaving: false, error: null, flush: async (): Promise<void> => undefined } as const;

export const useDraftStatus = create<DraftStatus>()((set) => ({
  ...none,
  set: (change) => set(change),
  clear: () => set(none),
}));
