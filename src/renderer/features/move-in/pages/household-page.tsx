import type { ReactNode } from 'react';
import { Relation } from '../../../../shared/registry/resident.ts';
import { useText } from '../../../state/use-text.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckBox } from '../../../ui/check-box.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Section } from '../../../ui/page.tsx';
import { RadioChoice, type RadioOption } from '../../../ui/radio-choice.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { type MoveInDraft, type MoverDraft, withMoverChange } from '../model/draft.ts';
import { moverField } from '../model/fields.ts';
import { PersonInputs } from '../person-inputs.tsx';
import { PersonFinder } from '../resident-finder.tsx';
import { useTask } from '../task-context.tsx';
import { texts, topicTexts } from '../texts.ts';
import { peopleTexts } from '../texts-people.ts';
import { householdTexts } from '../texts-place.ts';
import { destinationWords, relationWords } from '../texts-words.ts';
import { useCardReader } from '../use-card-reader.ts';

/** From which household into which: who led them, who leads them, and what they are to each other. */
export const HouseholdPage = (): ReactNode => {
  const t = useText();
  const { draft, open } = useTask();
  useCardReader();
  if (draft.movers.length === 0 || draft.destination === null)
    return (
      <Notice
        tone="info"
        actions={
          <Button size="small" onPress={() => open(draft.destination === null ? 'kind' : 'movers')}>
            {t(draft.destination === null ? topicTexts.kind : topicTexts.movers)}
          </Button>
        }
      >
        {t(draft.destination === null ? texts.needsKind : texts.needsPeople)}
      </Notice>
    );
  return (
    <div className="stack">
      {draft.destination !== 'dormitory' && <Before />}
      <Section title={t(destinationWords[draft.destination])}>
        {draft.destination === 'own-household' && <Head />}
        {draft.destination === 'household-of' && <Joined />}
        {draft.destination === 'dormitory' && <Dormitory />}
      </Section>
      {draft.destination !== 'dormitory' && <Relations />}
    </div>
  );
};

/** What a mover is called while they have no name yet. */
const nameOf = (draft: MoveInDraft, { key, name }: MoverDraft, word: string): string =>
  name.trim() === '' ? `${word} ${String(draft.movers.findIndex((mover) => mover.key === key) + 1)}` : name.trim();

const Before = (): ReactNode => {
  const t = useText();
  const { draft, change, errorOf } = useTask();
  const { before } = draft;
  const patch = (next: Partial<MoveInDraft['before']>): void =>
    change((all) => ({ ...all, before: { ...all.before, ...next } }));
  const error = errorOf('before');
  const options: readonly RadioOption<string>[] = [
    ...draft.movers
      .filter(({ isNewborn }) => !isNewborn)
      .map((mover) => ({ value: mover.key, label: nameOf(draft, mover, t(peopleTexts.mover)) })),
    { value: 'other', label: t(householdTexts.beforeOther) },
    { value: 'unknown', label: t(householdTexts.beforeUnknown), hint: t(householdTexts.beforeUnknownHint) },
  ];
  return (
    <>
      <RadioChoice<string>
        id="before"
        label={t(householdTexts.before)}
        hint={t(householdTexts.beforeHint)}
        value={before.who === 'mover' ? before.mover : before.who}
        onChange={(value) =>
          patch(value === 'other' || value === 'unknown' ? { who: value, mover: null } : { who: 'mover', mover: value })
        }
        options={options}
        error={error && t(error)}
        isRow
      />
      {before.who === 'other' && (
        <div className="move-in-group">
          <PersonInputs person={before} onChange={patch} ids={['before-name', 'before-number']} />
          <PersonFinder onPick={patch} />
        </div>
      )}
    </>
  );
};

const Head = (): ReactNode => {
  const t = useText();
  const { draft, change, errorOf } = useTask();
  const error = errorOf('head');
  return (
    <RadioChoice<string>
      id="head"
      label={t(householdTexts.head)}
      hint={t(householdTexts.headHint)}
      value={draft.head}
      onChange={(head) => change((before) => ({ ...before, head }))}
      options={draft.movers
        .filter(({ isNewborn }) => !isNewborn)
        .map((mover) => ({ value: mover.key, label: nameOf(draft, mover, t(peopleTexts.mover)) }))}
      error={error && t(error)}
      isRow
    />
  );
};

const Joined = (): ReactNode => {
  const t = useText();
  const { draft, change } = useTask();
  const patch = (next: Partial<MoveInDraft['joined']>): void =>
    change((before) => ({ ...before, joined: { ...before.joined, ...next } }));
  return (
    <div className="move-in-group">
      <p className="field-label">{t(householdTexts.joined)}</p>
      <p className="muted">{t(householdTexts.joinedHint)}</p>
      <PersonInputs person={draft.joined} onChange={patch} ids={['joined-name', 'joined-number']} />
      <PersonFinder onPick={patch} />
    </div>
  );
};

const Dormitory = (): ReactNode => {
  const t = useText();
  const { draft, change, errorOf } = useTask();
  const error = errorOf('dormitory-name');
  const patch = (next: Partial<MoveInDraft['dormitory']>): void =>
    change((before) => ({ ...before, dormitory: { ...before.dormitory, ...next } }));
  const manager = (next: Partial<MoveInDraft['joined']>): void =>
    change((before) => ({
      ...before,
      dormitory: { ...before.dormitory, manager: { ...before.dormitory.manager, ...next } },
    }));
  return (
    <>
      <TextField
        id="dormitory-name"
        label={t(householdTexts.dormitory)}
        width="half"
        value={draft.dormitory.name}
        onChange={(name) => patch({ name })}
        error={error && t(error)}
      />
      <div className="move-in-group">
        <p className="field-label">{t(householdTexts.manager)}</p>
        <PersonInputs person={draft.dormitory.manager} onChange={manager} ids={['manager-name', 'manager-number']} />
      </div>
      <fieldset className="move-in-group">
        <legend className="field-label">{t(householdTexts.ledBefore)}</legend>
        <p className="muted">{t(householdTexts.ledBeforeHint)}</p>
        <div className="row">
          {draft.movers.map((mover) => (
            <CheckBox
              key={mover.key}
              label={nameOf(draft, mover, t(peopleTexts.mover))}
              isSelected={mover.ledBefore}
              onChange={(ledBefore) => change((before) => withMoverChange(before, mover.key, { ledBefore }))}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
};

const Relations = (): ReactNode => {
  const t = useText();
  const { draft, change, errorOf } = useTask();
  const others = draft.movers.filter(({ key }) => draft.destination !== 'own-household' || key !== draft.head);
  if (others.length === 0 || (draft.destination === 'own-household' && draft.head === null)) return null;
  return (
    <Section title={t(householdTexts.relations)}>
      <div className="move-in-relations">
        {others.map((mover) => {
          const error = errorOf(moverField(mover.key, 'relation'));
          return (
            <Select<Relation>
              key={mover.key}
              id={moverField(mover.key, 'relation')}
              label={nameOf(draft, mover, t(peopleTexts.mover))}
              placeholder={t(householdTexts.choose)}
              value={mover.relation === '본인' ? null : mover.relation}
              onChange={(relation) => change((before) => withMoverChange(before, mover.key, { relation }))}
              options={Relation.options
                .filter((relation) => relation !== '본인')
                .map((value) => ({ value, label: t(relationWords[value]) }))}
              error={error && t(error)}
            />
          );
        })}
      </div>
    </Section>
  );
};
