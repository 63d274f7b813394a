import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import type { ResidentLine } from '../../../shared/contract/queries.ts';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import type { Office } from '../../../shared/registry/office.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { isComposing } from '../../ui/composition.ts';
import { Empty } from '../../ui/progress.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ResultList } from './result-list.tsx';
import { SearchBox } from './search-box.tsx';
import { useSearchMemory } from './search-memory.ts';
import './search.css';
import { StartPage } from './start-page.tsx';
import { texts } from './texts.ts';
import { usePagedSearch } from './use-paged-search.ts';

/** Whose details are shown beside the list. */
export interface Chosen {
  readonly id: ResidentId;
  /** As the list has them; null where only the id is known. */
  readonly line: ResidentLine | null;
  /** The page was asked for, by Enter or a press; else only what the list says is shown. */
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onOpened: (line: ResidentLine) => void;
  /** Closes the page and goes back to the list. */
  readonly onClose: () => void;
}

/**
 * Finds residents, with the list on the left and whoever is marked in it on the right. The right side follows the arrow
 * keys; only Enter or a press opens the page, because that is recorded.
 */
export const Search = ({
  resident = null,
  office,
  asOf,
  welcome,
  renderDetail,
}: {
  /** Opened from elsewhere, without having been searched for. */
  resident?: ResidentId | null;
  office: Office | null;
  /** Since when the register here has not been brought up to date; null while it is. */
  asOf: string | null;
  /** Shown beside the search before anybody is looked for. */
  welcome: ReactNode;
  renderDetail: (chosen: Chosen) => ReactNode;
}): ReactNode => {
  const t = useText();
  const { text, active, recents, keep, opened } = useSearchMemory();
  const deferredText = useDeferredValue(text);
  const { found, error, isAsking, isOutdated, more, again } = usePagedSearch(deferredText);
  const [openId, setOpenId] = useState<ResidentId | null>(resident);
  const area = useRef<HTMLDivElement>(null);
  const place = useNavigation((navigation) => navigation.place);

  const field = (): HTMLInputElement | null => area.current?.querySelector('.search-box input') ?? null;
  const grid = (): HTMLElement | null => area.current?.querySelector('[role="grid"]') ?? null;
  const toField = (): void => {
    field()?.focus();
    field()?.select();
  };
  const toList = (): void => (grid() ?? field())?.focus();
  const toDetail = (): void => area.current?.querySelector<HTMLElement>('.search-detail')?.focus();

  // Coming here by F3 again, or by a link, is a new start: a place is a new object each time.
  useEffect(() => {
    if (place.screen !== 'search') return;
    if (place.resident) {
      setOpenId(place.resident);
      keep({ active: place.resident });
    } else toField();
  }, [place, keep]);
  useShortcut('/', toField);

  const rows = found?.rows ?? [];
  const activeRow = rows.find(({ id }) => id === active) ?? recents.find(({ id }) => id === active) ?? null;
  const isKnown = active !== null && (activeRow !== null || openId === active);
  const shown = isKnown ? active : (rows[0]?.id ?? null);
  const shownRow = rows.find(({ id }) => id === shown) ?? recents.find(({ id }) => id === shown) ?? null;

  // Whoever stands first is marked until somebody else is chosen, so that Enter opens the best match.
  useEffect(() => {
    if (shown !== active) keep({ active: shown });
  }, [shown, active, keep]);

  const open = (id: ResidentId): void => {
    keep({ active: id });
    setOpenId(id);
    if (openId === id) toDetail();
  };
  /** Another search is about other people: what was open is closed. */
  const look = (next: string): void => {
    keep({ text: next, active: null });
    setOpenId(null);
  };
  const close = (): void => {
    setOpenId(null);
    // The list may have been hidden behind the page until now.
    requestAnimationFrame(toList);
  };
  const onFieldKey = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown' && grid()) {
      event.preventDefault();
      toList();
    } else if (event.key === 'Enter' && shown && text.trim() !== '') {
      event.preventDefault();
      open(shown);
    }
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || isComposing(event)) return;
    const target = event.target as HTMLElement;
    if (target.closest('.search-detail')) close();
    else if (target.closest('[role="grid"]')) toField();
  };

  const isOpen = shown !== null && openId === shown;
  return (
    // Escape goes back one step, wherever the focus is.
    <div className="search" data-open={isOpen || undefined} ref={area} onKeyDown={onKey}>
      <h1 className="visually-hidden">{t(texts.title)}</h1>
      <div className="search-side">
        <SearchBox text={text} onChange={look} onKeyDown={onFieldKey} />
        {text.trim() === '' ? (
          <StartPage recents={recents} office={office} onOpen={(id) => open(id)} onTry={look} />
        ) : (
          <ResultList
            found={found}
            error={error}
            isAsking={isAsking}
            isOutdated={isOutdated}
            office={office}
            asOf={asOf}
            active={shown}
            onActive={(line) => keep({ active: line.id })}
            onOpen={(line) => open(line.id)}
            onMore={more}
            onAgain={again}
          />
        )}
      </div>
      <section className="search-detail" tabIndex={-1} aria-label={t(texts.detail)}>
        <div className="search-back">
          <Button kind="quiet" size="small" shortcut="Esc" onPress={close}>
            {t(texts.back)}
          </Button>
        </div>
        {shown === null || (shownRow === null && !isOpen) ? (
          text.trim() === '' || found?.rows.length === 0 ? (
            welcome
          ) : (
            <Empty title={t(texts.chooseOne)} hint={t(texts.chooseHint)} />
          )
        ) : (
          <Detail
            render={renderDetail}
            id={shown}
            line={shownRow}
            isOpen={isOpen}
            onOpen={() => open(shown)}
            onOpened={(line) => {
              opened(line);
              toDetail();
            }}
            onClose={close}
          />
        )}
      </section>
    </div>
  );
};

const Detail = ({ render, ...chosen }: Chosen & { render: (chosen: Chosen) => ReactNode }): ReactNode => render(chosen);
