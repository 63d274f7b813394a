import { useCallback, useState } from 'react';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/contract/result.ts';
import { useBridge } from './bridge.tsx';

export interface Commanded<N extends CommandName> {
  readonly run: (input: CommandInput<N>) => Promise<Result<CommandOutput<N>, AppError>>;
  readonly isRunning: boolean;
  /** Of the last run; null while it runs and after it went well. */
  readonly error: AppError | null;
  readonly forgetError: () => void;
}

/** One command as a form uses it: whether it runs, and what came of it. */
export const useCommand = <N extends CommandName>(name: N): Commanded<N> => {
  const bridge = useBridge();
  const [isRunning, setIsRunning] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const run = useCallback(
    async (input: CommandInput<N>): Promise<Result<CommandOutput<N>, AppError>> => {
      setIsRunning(true);
      setError(null);
      const result = await bridge.command(name, input);
      setIsRunning(false);
      if (!result.ok) setError(result.error);
      return result;
    },
    [bridge, name],
  );
  const forgetError = useCallback(() => setError(null), []);
  return { run, isRunning, error, forgetError };
};
