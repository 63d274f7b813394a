import type { ReactNode } from 'react';
import { isMinorOn } from '../../../shared/rules/age.ts';
import { useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toast.tsx';
import { ResidentNumberField } from '../fields/resident-number-field.tsx';
import { type MoverDraft, withMoverChange, withoutMover } from './model/draft.ts';
import { type MoverField, moverField } from './model/fields.ts';
import { birthDateOf, readDate } from './model/typed.ts';
import { useTask } from './task-context.tsx';
import { peopleTexts } from './texts-people.ts';
import { statusWords } from './texts-words.ts';
import { useCardSlot } from './use-card-reader.ts';

/** One of those who move: name and number, or for a newborn the birth and the mother. */
export const MoverCard = ({ mover, nth }: { readonly mover: MoverDraft; readonly nth: number }): ReactNode => {
  const t = useText();
  const { draft, change, errorOf } = useTask();
  const { key } = mover;
  const patch = (next: Partial<MoverDraft>): void => change((before) => withMoverChange(before, key, next));
  const error = (field: MoverField): string | null => {
    const text = errorOf(moverField(key, field));
    return text && t(text);
  };
  useCardSlot({
    fields: [moverField(key, 'name'), moverField(key, 'number'), moverField(key, 'mother')],
    isEmpty: (mover.isNewborn ? mover.mother : mover.number).trim() === '',
    fill: (number) => patch(mover.isNewborn ? { mother: number } : { number }),
  });
  const remove = (): void => {
    change((before) => withoutMover(before, key));
    const { movers, head, before: led } = draft;
    showToast({
      text: t(peopleTexts.removed),
      action: {
        label: t(peopleTexts.undo),
        onAction: () => change((before) => ({ ...before, movers, head, before: led })),
      },
    });
  };

  const born = birthDateOf(mover);
  const day = readDate(draft.reportDate);
  const isMinor = born !== null && day !== null && isMinorOn(born, day);
  const label = `${t(peopleTexts.mover)} ${String(nth)}`;

  return (
    <li className="move-in-person">
      <span className="move-in-nth number" aria-hidden="true">
        {nth}
      </span>
      <fieldset className="move-in-person-fields">
        <legend className="visually-hidden">{label}</legend>
        <TextField
          id={moverField(key, 'name')}
          label={t(peopleTexts.name)}
          value={mover.name}
          onChange={(name) => patch({ name })}
          error={error('name')}
        />
        {mover.isNewborn ? (
          <>
            <DateField
              id={moverField(key, 'birth-date')}
              label={t(peopleTexts.birthDate)}
              value={mover.birthDate}
              onChange={(birthDate) => patch({ birthDate })}
              error={error('birth-date')}
            />
            <ResidentNumberField
              id={moverField(key, 'mother')}
              label={t(peopleTexts.mother)}
              hint=""
              value={mover.mother}
              onChange={(mother) => patch({ mother })}
              error={error('mother')}
            />
          </>
        ) : (
          <ResidentNumberField
            id={moverField(key, 'number')}
            label={t(peopleTexts.number)}
            hint=""
            value={mover.number}
            onChange={(number) => patch({ number })}
            error={error('number')}
          />
        )}
        <div className="move-in-person-badges">
          {mover.isNewborn && <Badge tone="info">{t(peopleTexts.newborn)}</Badge>}
          {isMinor && !mover.isNewborn && <Badge tone="info">{t(peopleTexts.minor)}</Badge>}
          {mover.known && <Badge tone="neutral">{t(peopleTexts.ofThisOffice)}</Badge>}
          {mover.known && mover.known.status !== 'resident' && (
            <Badge tone="warning">{t(statusWords[mover.known.status])}</Badge>
          )}
        </div>
      </fieldset>
      <Button size="small" kind="quiet" onPress={remove}>
        {t(peopleTexts.remove)}
        <span className="visually-hidden">{` ${mover.name || label}`}</span>
      </Button>
    </li>
  );
};
