import type { ReactNode } from 'react';
import { Relation } from '../../../../shared/registry/resident.ts';
import { useText } from '../../../state/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { Section } from '../../../ui/page.tsx';
import { RadioChoice } from '../../../ui/radio-choice.tsx';
import { Select } from '../../../ui/select.tsx';
import { type MoveInDraft, type StayerDraft, withStayer } from '../model/draft.ts';
import { stayerField } from '../model/fields.ts';
import { PersonInputs } from '../person-inputs.tsx';
import { PersonFinder } from '../resident-finder.tsx';
import { useTask } from '../task-context.tsx';
import { remainingTexts } from '../texts-evidence.ts';
import { peopleTexts } from '../texts-people.ts';
import { householdTexts } from '../texts-place.ts';
import { relationWords } from '../texts-words.ts';
import { useCardReader } from '../use-card-reader.ts';

type Who = NonNullable<MoveInDraft['remaining']['who']>;

/** Whom those who stay name as their householder, because theirs is among the movers. */
export const RemainingPage = (): ReactNode => {
  const t = useText();
  const { draft, change, errorOf } = useTask();
  useCardReader();
  const { remaining } = draft;
  const patch = (next: Partial<MoveInDraft['remaining']>): void =>
    change((before) => ({ ...before, remaining: { ...before.remaining, ...next } }));
  const error = errorOf('remaining');
  return (
    <div className="stack">
      <RadioChoice<Who>
        id="remaining"
        label={t(remainingTexts.who)}
        hint={t(remainingTexts.hint)}
        value={remaining.who}
        onChange={(who) => patch({ who })}
        options={[
          { value: 'named', label: t(remainingTexts.named) },
          { value: 'later', label: t(remainingTexts.later), hint: t(remainingTexts.laterHint) },
          { value: 'nobody', label: t(remainingTexts.nobody) },
        ]}
        error={error && t(error)}
      />
      {remaining.who === 'named' && (
        <>
          <div className="move-in-group">
            <p className="field-label">{t(remainingTexts.householder)}</p>
            <PersonInputs person={remaining} onChange={patch} ids={['remaining-name', 'remaining-number']} />
            <PersonFinder onPick={patch} />
          </div>
          <Section
            title={t(remainingTexts.relations)}
            actions={
              <Button size="small" onPress={() => change((before) => withStayer(before))}>
                {t(remainingTexts.add)}
              </Button>
            }
          >
            <p className="muted">{t(remainingTexts.relationsHint)}</p>
            {remaining.relations.length > 0 && (
              <ul className="move-in-people">
                {remaining.relations.map((stayer) => (
                  <Stayer key={stayer.key} stayer={stayer} />
                ))}
              </ul>
            )}
          </Section>
        </>
      )}
    </div>
  );
};

const Stayer = ({ stayer }: { readonly stayer: StayerDraft }): ReactNode => {
  const t = useText();
  const { change, errorOf } = useTask();
  const { key } = stayer;
  const withRelations = (draft: MoveInDraft, update: (all: readonly StayerDraft[]) => StayerDraft[]): MoveInDraft => ({
    ...draft,
    remaining: { ...draft.remaining, relations: update(draft.remaining.relations) },
  });
  const patch = (next: Partial<StayerDraft>): void =>
    change((before) =>
      withRelations(before, (all) => all.map((each) => (each.key === key ? { ...each, ...next } : each))),
    );
  const error = errorOf(stayerField(key, 'relation'));
  return (
    <li className="move-in-person">
      <div className="move-in-person-fields">
        <PersonInputs person={stayer} onChange={patch} ids={[stayerField(key, 'name'), stayerField(key, 'number')]} />
        <Select<Relation>
          id={stayerField(key, 'relation')}
          label={t(remainingTexts.relation)}
          placeholder={t(householdTexts.choose)}
          value={stayer.relation}
          onChange={(relation) => patch({ relation })}
          options={Relation.options
            .filter((relation) => relation !== '본인')
            .map((value) => ({ value, label: t(relationWords[value]) }))}
          error={error && t(error)}
        />
      </div>
      <Button
        size="small"
        kind="quiet"
        onPress={() => change((before) => withRelations(before, (all) => all.filter((each) => each.key !== key)))}
      >
        {t(peopleTexts.remove)}
        <span className="visually-hidden">{` ${stayer.name}`}</span>
      </Button>
    </li>
  );
};
