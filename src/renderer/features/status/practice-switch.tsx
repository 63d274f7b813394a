import type { ReactNode } from 'react';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { texts } from './texts.ts';

/** Pulls the practice cable, or puts it back. */
export const PracticeSwitch = ({ isPlugged }: { isPlugged: boolean }): ReactNode => {
  const t = useText();
  const { run, isRunning } = useCommand('setPracticeLink');
  return (
    <Button size="small" isPending={isRunning} onPress={() => void run({ connected: !isPlugged })}>
      {t(isPlugged ? texts.practicePull : texts.practicePut)}
    </Button>
  );
};
