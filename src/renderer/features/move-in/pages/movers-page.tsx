import { type ReactNode, useEffect, useRef } from 'react';
import type { ResidentId } from '../../../../shared/registry/ids.ts';
import { useText } from '../../../state/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { FieldError } from '../../../ui/field-frame.tsx';
import { type MoverDraft, withMover } from '../model/draft.ts';
import { moverField } from '../model/fields.ts';
import { readNumber } from '../model/typed.ts';
import { MoverCard } from '../mover-card.tsx';
import { RegisterPicker } from '../register-picker.tsx';
import { useTask } from '../task-context.tsx';
import { peopleTexts } from '../texts-people.ts';
import { useCardReader } from '../use-card-reader.ts';

/** Everybody who moves, from this office's register or as the form names them. */
export const MoversPage = (): ReactNode => {
  const t = useText();
  const { draft, change, errorOf } = useTask();
  const fresh = useRef<string | null>(null);
  const { reporter, movers } = draft;
  const error = errorOf('movers');

  const add = (facts: Partial<Omit<MoverDraft, 'key'>>): void => {
    fresh.current = `p${String(draft.nextKey)}`;
    change((before) => withMover(before, facts));
  };
  useCardReader((number) => add({ number }));
  // Who was added is typed next.
  useEffect(() => {
    if (fresh.current === null) return;
    document.getElementById(moverField(fresh.current, 'name'))?.focus();
    fresh.current = null;
  }, [movers.length]);

  const known = new Set(movers.flatMap((mover): readonly ResidentId[] => (mover.known ? [mover.known.resident] : [])));
  const reporterNumber = readNumber(reporter.number);
  const isReporterIn =
    reporter.name.trim() === '' ||
    movers.some((mover) => mover.name.trim() === reporter.name.trim() && readNumber(mover.number) === reporterNumber);

  return (
    <div className="stack">
      <div id="movers" tabIndex={-1} className="stack" aria-label={t(peopleTexts.movers)} role="group">
        {error && <FieldError id="movers-error">{t(error)}</FieldError>}
        {movers.length === 0 ? (
          <p className="table-empty">
            {t(peopleTexts.noMovers)}. {t(peopleTexts.noMoversHint)}
          </p>
        ) : (
          <ol className="move-in-people">
            {movers.map((mover, index) => (
              <MoverCard key={mover.key} mover={mover} nth={index + 1} />
            ))}
          </ol>
        )}
      </div>
      <div className="row">
        {!isReporterIn && (
          <Button onPress={() => add({ name: reporter.name, number: reporter.number })}>
            {`${t(peopleTexts.addReporter)}: ${reporter.name.trim()}`}
          </Button>
        )}
        <Button onPress={() => add({})}>{t(peopleTexts.addTyped)}</Button>
        <Button onPress={() => add({ isNewborn: true, relation: '자녀' })}>{t(peopleTexts.addNewborn)}</Button>
      </div>
      <RegisterPicker known={known} />
    </div>
  );
};
