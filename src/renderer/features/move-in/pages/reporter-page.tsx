import type { ReactNode } from 'react';
import { useText } from '../../../state/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckBox } from '../../../ui/check-box.tsx';
import { RadioChoice } from '../../../ui/radio-choice.tsx';
import { MissingList } from '../missing-list.tsx';
import type { Capacity, Kinship, MoveInDraft } from '../model/draft.ts';
import { reporterMissing } from '../model/evidence.ts';
import { PersonInputs } from '../person-inputs.tsx';
import { useTask } from '../task-context.tsx';
import { peopleTexts } from '../texts-people.ts';
import { capacityHints, capacityWords, kinshipWords } from '../texts-words.ts';
import { useCardReader } from '../use-card-reader.ts';

const kinships: readonly Kinship[] = ['spouse', 'lineal-kin', 'spouse-lineal-kin', 'lineal-kin-spouse'];

/** Who stands at the counter, in what capacity, and what was checked of them. */
export const ReporterPage = (): ReactNode => {
  const t = useText();
  const { draft, change, errorOf } = useTask();
  useCardReader();
  const { reporter } = draft;
  const patch = (next: Partial<MoveInDraft['reporter']>): void =>
    change((before) => ({ ...before, reporter: { ...before.reporter, ...next } }));
  const capacityError = errorOf('reporter-capacity');
  const kinshipError = errorOf('reporter-kinship');
  const named = draft.movers.filter(({ name, isNewborn }) => name.trim() !== '' && !isNewborn);

  return (
    <div className="stack">
      <p className="muted">{t(peopleTexts.cardHint)}</p>
      <PersonInputs person={reporter} onChange={patch} ids={['reporter-name', 'reporter-number']} />
      {named.length > 0 && (
        <fieldset className="row">
          <legend className="field-label">{t(peopleTexts.fromMovers)}</legend>
          {named.map(({ key, name, number }) => (
            <Button key={key} size="small" onPress={() => patch({ name, number })}>
              {name}
            </Button>
          ))}
        </fieldset>
      )}
      <CheckBox
        label={t(peopleTexts.identity)}
        isSelected={reporter.identityChecked}
        onChange={(identityChecked) => patch({ identityChecked })}
      />
      <RadioChoice<Capacity>
        id="reporter-capacity"
        label={t(peopleTexts.capacity)}
        value={reporter.capacity}
        onChange={(capacity) => patch({ capacity })}
        options={capacitiesOf(draft).map((value) => ({
          value,
          label: t(capacityWords[value]),
          hint: t(capacityHints[value]),
        }))}
        error={capacityError && t(capacityError)}
        isRow
      />
      {reporter.capacity === 'delegate' && (
        <div className="move-in-group">
          <CheckBox
            label={t(peopleTexts.delegation)}
            isSelected={reporter.delegationShown}
            onChange={(delegationShown) => patch({ delegationShown })}
          />
          {draft.form === 'national-abroad' ? (
            <p className="muted">{t(peopleTexts.kinshipAbroad)}</p>
          ) : (
            <RadioChoice<Kinship>
              id="reporter-kinship"
              label={t(peopleTexts.kinship)}
              value={reporter.kinship}
              onChange={(kinship) => patch({ kinship })}
              options={kinships.map((value) => ({ value, label: t(kinshipWords[value]) }))}
              error={kinshipError && t(kinshipError)}
              isRow
            />
          )}
        </div>
      )}
      {reporter.capacity !== null && <MissingList missing={reporterMissing(draft)} />}
    </div>
  );
};

/** A dormitory has a manager, and no householder over those who come in. */
const capacitiesOf = ({ destination }: MoveInDraft): readonly Capacity[] =>
  destination === 'dormitory'
    ? ['mover', 'dormitory-manager', 'delegate']
    : ['householder', 'household-manager', 'mover', 'delegate'];
