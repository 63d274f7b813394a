import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ResidentLine, ResidentPage } from '../../../shared/contract/queries.ts';
import type { ResidentId } from '../../../shared/registry/ids.ts';
import { dateToText } from '../../../shared/text/language.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckBox } from '../../ui/check-box.tsx';
import { Loading } from '../../ui/progress.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { withResidents } from './model/from-register.ts';
import { ResidentFinder } from './resident-finder.tsx';
import { useTask } from './task-context.tsx';
import { texts } from './texts.ts';
import { peopleTexts } from './texts-people.ts';
import { relationWords, statusWords } from './texts-words.ts';
import { useReveal } from './use-reveal.ts';

/** Finds a resident of this office, shows the household, and takes over who moves of it. */
export const RegisterPicker = ({ known }: { readonly known: ReadonlySet<ResidentId> }): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { draft, change } = useTask();
  const reveal = useReveal();
  const [page, setPage] = useState<ResidentPage | null>(null);
  const [chosen, setChosen] = useState<ReadonlySet<ResidentId>>(new Set());

  const find = async (line: ResidentLine): Promise<void> => {
    const found = await reveal.page(line.id);
    setPage(found);
    // Of a whole household, everybody; of a part, whom the official looked for.
    const members = found?.household.members ?? [];
    const wanted = draft.form === 'whole-household' ? members.filter(({ status }) => status === 'resident') : [line];
    setChosen(new Set(wanted.map(({ id }) => id).filter((id) => !known.has(id))));
  };
  // Who was found is chosen from next.
  const members = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (page) members.current?.querySelector<HTMLInputElement>('input:not(:disabled)')?.focus();
  }, [page]);

  const toggle = (id: ResidentId, isChosen: boolean): void => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const add = async (): Promise<void> => {
    if (!page) return;
    const { members, householder } = page.household;
    const wanted = members.filter(({ id }) => chosen.has(id));
    const head = members.find(({ id }) => id === householder);
    const numbers = new Map<ResidentId, string>();
    for (const { id } of [...wanted, ...(head ? [head] : [])]) {
      if (numbers.has(id)) continue;
      const number = await reveal.number(id);
      // Said above; nobody is added by half.
      if (number === null) return;
      numbers.set(id, number);
    }
    change((before) => withResidents(before, page, wanted, numbers));
    setPage(null);
    // The button is gone; who was added stands there.
    document.getElementById('movers')?.focus();
  };

  return (
    <div className="stack">
      <ResidentFinder
        label={t(peopleTexts.addFromRegister)}
        hint={t(peopleTexts.addFromRegisterHint)}
        onFound={(line) => void find(line)}
      />
      {reveal.error && <ErrorNotice error={reveal.error} />}
      {reveal.isRunning && page === null && <Loading label={t(texts.loading)} />}
      {page && (
        <fieldset className="move-in-group" ref={members}>
          <legend className="field-label">{t(peopleTexts.householdOf)}</legend>
          {page.household.members.map(({ id, name, birthDate, maskedNumber, relation, status }) => (
            <div className="move-in-member" key={id}>
              <CheckBox
                label={name}
                isSelected={chosen.has(id) || known.has(id)}
                isDisabled={known.has(id)}
                onChange={(isChosen) => toggle(id, isChosen)}
              />
              <span>{t(relationWords[relation])}</span>
              <span className="number">{dateToText(birthDate, language)}</span>
              <span className="number">{maskedNumber}</span>
              {known.has(id) ? (
                <Badge tone="neutral">{t(peopleTexts.already)}</Badge>
              ) : (
                status !== 'resident' && <Badge tone="warning">{t(statusWords[status])}</Badge>
              )}
            </div>
          ))}
          <p className="muted">{t(peopleTexts.addChosenHint)}</p>
          <div className="row">
            <Button
              kind="primary"
              isDisabled={chosen.size === 0}
              isPending={reveal.isRunning}
              onPress={() => void add()}
            >
              {`${t(peopleTexts.addChosen)} (${String(chosen.size)})`}
            </Button>
            <Button onPress={() => setPage(null)}>{t(peopleTexts.close)}</Button>
          </div>
        </fieldset>
      )}
    </div>
  );
};
