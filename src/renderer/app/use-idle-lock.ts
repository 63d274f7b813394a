import { useEffect, useRef, useState } from 'react';
import { createIdleTimer, idleLimit } from './idle-timer.ts';

const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchstart', 'compositionupdate'] as const;

/** Locks a desk that nobody touches; says how many seconds are left when it is about to. */
export const useIdleLock = (isOn: boolean, onLock: () => void): number | null => {
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const latest = useRef(onLock);
  useEffect(() => {
    latest.current = onLock;
  });
  useEffect(() => {
    if (!isOn) return;
    const timer = createIdleTimer({ ...idleLimit, onWarn: setSecondsLeft, onIdle: () => latest.current() });
    for (const sign of signs) window.addEventListener(sign, timer.touch, { capture: true, passive: true });
    return () => {
      timer.stop();
      setSecondsLeft(null);
      for (const sign of signs) window.removeEventListener(sign, timer.touch, { capture: true });
    };
  }, [isOn]);
  return secondsLeft;
};
