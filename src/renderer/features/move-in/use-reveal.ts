import { useCallback, useState } from 'react';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { ResidentPage } from '../../../shared/contract/queries.ts';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import type { ResidentNumber } from '../../../shared/registry/resident-number.ts';
import { useBridge } from '../../bridge/bridge.tsx';
import { newEntryId } from '../../bridge/new-id.ts';
import { viewPurpose } from './texts-people.ts';

export interface Reveal {
  /** A resident's whole number; null where it can't be had, and then `error` says why. */
  readonly number: (resident: ResidentId) => Promise<ResidentNumber | null>;
  /** A resident's page, with the household. */
  readonly page: (resident: ResidentId) => Promise<ResidentPage | null>;
  readonly isRunning: boolean;
  readonly error: AppError | null;
}

/** Looks residents up for this task. Each look is recorded with its purpose. */
export const useReveal = (): Reveal => {
  const bridge = useBridge();
  const [running, setRunning] = useState(0);
  const [error, setError] = useState<AppError | null>(null);

  const during = useCallback(async <T>(act: () => Promise<T>): Promise<T> => {
    setRunning((count) => count + 1);
    setError(null);
    try {
      return await act();
    } finally {
      setRunning((count) => count - 1);
    }
  }, []);

  const number = useCallback(
    (resident: ResidentId) =>
      during(async () => {
        const answer = await bridge.command('revealNumber', { id: newEntryId(), resident, reason: viewPurpose });
        if (!answer.ok) setError(answer.error);
        return answer.ok ? answer.value.number : null;
      }),
    [bridge, during],
  );
  const page = useCallback(
    (resident: ResidentId) =>
      during(async () => {
        const answer = await bridge.command('viewResident', { id: newEntryId(), resident, purpose: viewPurpose });
        if (!answer.ok) setError(answer.error);
        return answer.ok ? answer.value : null;
      }),
    [bridge, during],
  );
  return { number, page, isRunning: running > 0, error };
};
