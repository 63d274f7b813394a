import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import type { Tone } from './badge.tsx';
import { Button } from './button.tsx';
import { ToneIcon } from './tone-icon.tsx';

export interface Toast {
  readonly text: string;
  readonly tone?: Tone | undefined;
  readonly action?: { readonly label: string; readonly onAction: () => void } | undefined;
  /** How long it stays; 6, or 10 with an action. */
  readonly seconds?: number | undefined;
}

type Shown = Toast & { readonly id: number };

/** More at once only hide each other. */
const most = 3;
let toasts: readonly Shown[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

const change = (next: readonly Shown[]): void => {
  toasts = next;
  for (const listener of listeners) listener();
};
const dismiss = (id: number): void => change(toasts.filter((toast) => toast.id !== id));
const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Says in passing what has just happened, perhaps with a way back. Nothing that one must read. */
export const showToast = (toast: Toast): void => {
  lastId += 1;
  change([...toasts, { ...toast, id: lastId }].slice(-most));
};

/** None is left of those that are shown. */
export const clearToasts = (): void => change([]);

/** Where toasts appear; once in a window. */
export const ToastRegion = ({
  label,
  closeLabel = '×',
}: {
  readonly label: string;
  readonly closeLabel?: string | undefined;
}): ReactNode => {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section className="toasts" aria-label={label} aria-live="polite" aria-relevant="additions">
      {shown.map((toast) => (
        <ToastCard key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </section>
  );
};

const ToastCard = ({ toast, closeLabel }: { readonly toast: Shown; readonly closeLabel: string }): ReactNode => {
  const { id, text, tone = 'neutral', action, seconds = action ? 10 : 6 } = toast;
  useEffect(() => {
    const timer = setTimeout(() => dismiss(id), seconds * 1000);
    return () => clearTimeout(timer);
  }, [id, seconds]);
  return (
    <div className={`toast toast-${tone}`}>
      <ToneIcon tone={tone} />
      <span className="toast-text">{text}</span>
      {action && (
        <Button
          size="small"
          kind="quiet"
          onPress={() => {
            action.onAction();
            dismiss(id);
          }}
        >
          {action.label}
        </Button>
      )}
      <Button size="small" kind="quiet" onPress={() => dismiss(id)}>
        {closeLabel}
      </Button>
    </div>
  );
};
