import { usePurpose } from '../features/resident/purpose.ts';
import { useSearchMemory } from '../features/search/search-memory.ts';
import { useDraftStatus } from '../state/draft-status.ts';
import { useNavigation } from '../state/navigation.ts';
import { clearToasts } from '../ui/toast.tsx';

/** As a window that was just opened. */
export const forgetAll = (): void => {
  useNavigation.getState().reset();
  useSearchMemory.getState().forget();
  usePurpose.getState().forget();
  useDraftStatus.getState().clear();
  clearToasts();
};
