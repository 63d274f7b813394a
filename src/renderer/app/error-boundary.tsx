import { Component, type ReactNode } from 'react';
import { useText } from '../state/use-text.ts';
import { Button } from '../ui/button.tsx';
import { texts } from './texts.ts';

/**
 * Catches what a screen throws while it draws, says that the work is saved, and offers to begin anew. A class, because
 * React has no other way to catch it.
 */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override state = { isBroken: false };

  override render(): ReactNode {
    return this.state.isBroken ? <Broken onAgain={() => window.location.reload()} /> : this.props.children;
  }
}

export const Broken = ({ onAgain }: { onAgain: () => void }): ReactNode => {
  const t = useText();
  return (
    <main className="whole-window">
      <div role="alert">
        <h1>{t(texts.crashTitle)}</h1>
        <p>{t(texts.crashHint)}</p>
      </div>
      <Button kind="primary" onPress={onAgain} autoFocus>
        {t(texts.reload)}
      </Button>
    </main>
  );
};
