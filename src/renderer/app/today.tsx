import type { ReactNode } from 'react';
import { timeToText } from '../features/status/times.ts';
import { useNavigation } from '../state/navigation.ts';
import { useLanguage, useText } from '../state/use-text.ts';
import { Button } from '../ui/button.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { texts, waitingToText } from './texts.ts';
import type { DeskFacts } from './use-desk-facts.ts';

/** Beside an empty search: what was left unfinished, and what waits. */
export const Today = ({ facts: { counts, drafts } }: { facts: DeskFacts }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { go } = useNavigation();
  const waiting = [
    { screen: 'tray', keys: 'F8', label: texts.todayTray },
    { screen: 'ledger', keys: 'F6', label: texts.todayPapers },
    { screen: 'outbox', keys: 'F7', label: texts.todayOutbox },
  ] as const;

  return (
    <div className="today">
      <section>
        <h2>{t(texts.todayWaiting)}</h2>
        <ul>
          {waiting.map(({ screen, keys, label }) => (
            <li key={screen} data-none={!counts[screen] || undefined}>
              <LinkButton onPress={() => go({ screen })}>{t(label)}</LinkButton>
              <span className="today-count">{t(waitingToText(counts[screen] ?? 0))}</span>
              <KeyHint keys={keys} />
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t(texts.todayDrafts)}</h2>
        {drafts.length === 0 ? (
          <p className="muted">{t(texts.todayNoDrafts)}</p>
        ) : (
          <ul>
            {drafts.slice(0, 6).map(({ id, title, savedAt }) => (
              <li key={id}>
                <LinkButton onPress={() => go({ screen: 'move-in', draft: id })}>
                  {title === '' ? t(texts.todayUntitled) : title}
                </LinkButton>
                <span className="today-count">{timeToText(savedAt, language)}</span>
              </li>
            ))}
          </ul>
        )}
        <div className="today-new">
          <Button shortcut="F2" onPress={() => go({ screen: 'move-in' })}>
            {t(texts.todayNew)}
          </Button>
        </div>
      </section>
    </div>
  );
};
