import type { ReactNode } from 'react';
import { useText } from '../../state/use-text.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { fieldId } from './fields.ts';
import type { IssueForm } from './form.ts';
import type { PartProps } from './parts.ts';
import { texts } from './texts.ts';

/** What the paper shows, for each kind what its form of request offers. */
export const OptionsPart = (props: PartProps): ReactNode => {
  switch (props.form.kind) {
    case 'copy':
      return <CopyPart {...props} />;
    case 'copy-english':
      return (
        <>
          <CopyPart {...props} />
          <EnglishPart {...props} />
        </>
      );
    case 'abstract':
      return <AbstractPart {...props} />;
    case 'moved-in-households':
      return null;
  }
};

const CopyPart = (props: PartProps): ReactNode => {
  const t = useText();
  const { form, onChange } = props;
  const { copy } = form;
  const set = (change: Partial<IssueForm['copy']>): void => onChange({ ...form, copy: { ...copy, ...change } });
  return (
    <div className="stack">
      <div className="options-grid">
        <PastPart {...props} />
        <RadioChoice
          label={t(texts.numberTails)}
          isRow
          value={copy.numberTails}
          onChange={(numberTails) => set({ numberTails })}
          id={fieldId('options')}
          options={[
            { value: 'none', label: t(texts.tailsNone) },
            { value: 'applicant', label: t(texts.tailsApplicant) },
            { value: 'all', label: t(texts.tailsAll) },
          ]}
        />
        <RadioChoice
          label={t(texts.relations)}
          isRow
          value={copy.relations}
          onChange={(relations) => set({ relations })}
          options={[
            { value: 'none', label: t(texts.relationsNone) },
            { value: 'plain', label: t(texts.relationsPlain) },
            { value: 'detailed', label: t(texts.relationsDetailed) },
          ]}
        />
        <RadioChoice
          label={t(texts.changeReasons)}
          isRow
          value={copy.changeReasons}
          onChange={(changeReasons) => set({ changeReasons })}
          options={[
            { value: 'none', label: t(texts.reasonsNone) },
            { value: 'household', label: t(texts.reasonsHousehold) },
            { value: 'members', label: t(texts.reasonsMembers) },
            { value: 'all', label: t(texts.reasonsAll) },
          ]}
        />
      </div>
      <Together>
        {(['otherNames', 'cohabitants', 'foreignFamily', 'formationReason', 'formationDate', 'dates'] as const).map(
          (name) => (
            <CheckBox
              key={name}
              label={t(texts[name])}
              isSelected={copy[name]}
              onChange={(isSelected) => set({ [name]: isSelected })}
            />
          ),
        )}
      </Together>
    </div>
  );
};

const AbstractPart = (props: PartProps): ReactNode => {
  const t = useText();
  const { form, onChange } = props;
  const { abstract } = form;
  const set = (change: Partial<IssueForm['abstract']>): void =>
    onChange({ ...form, abstract: { ...abstract, ...change } });
  return (
    <div className="stack">
      <div className="options-grid">
        <PastPart {...props} />
        <RadioChoice
          label={t(texts.relations)}
          isRow
          value={abstract.relations}
          onChange={(relations) => set({ relations })}
          options={[
            { value: 'plain', label: t(texts.relationsPlain) },
            { value: 'detailed', label: t(texts.relationsDetailed) },
          ]}
        />
        <RadioChoice
          label={t(texts.military)}
          isRow
          value={abstract.military}
          onChange={(military) => set({ military })}
          options={[
            { value: 'none', label: t(texts.militaryNone) },
            { value: 'basic', label: t(texts.militaryBasic) },
            { value: 'all', label: t(texts.militaryAll) },
          ]}
        />
      </div>
      <Together>
        {(['numberTail', 'householder', 'pastHouseholders', 'personalChanges', 'dates', 'foreignNumber'] as const).map(
          (name) => (
            <CheckBox
              key={name}
              label={t(texts[name])}
              isSelected={abstract[name]}
              onChange={(isSelected) => set({ [name]: isSelected })}
            />
          ),
        )}
        <CheckBox
          label={t(texts.abstractReasons)}
          isSelected={abstract.changeReasons}
          onChange={(changeReasons) => set({ changeReasons })}
        />
      </Together>
    </div>
  );
};

const Together = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const t = useText();
  return (
    <fieldset className="together">
      <legend className="field-label">{t(texts.togetherShown)}</legend>
      <div className="together-boxes">{children}</div>
    </fieldset>
  );
};

const PastPart = ({ form, onChange, errorOf }: PartProps): ReactNode => {
  const t = useText();
  const { past } = form;
  return (
    <div className="row-top">
      <RadioChoice
        label={t(texts.pastAddresses)}
        isRow
        value={past.type}
        onChange={(type) => onChange({ ...form, past: { ...past, type } })}
        options={[
          { value: 'none', label: t(texts.pastNone) },
          { value: 'recent', label: t(texts.pastRecent) },
          { value: 'all', label: t(texts.pastAll) },
        ]}
      />
      {past.type === 'recent' && (
        <TextField
          label={t(texts.years)}
          value={past.years}
          onChange={(years) => onChange({ ...form, past: { ...past, years } })}
          inputMode="numeric"
          width="short"
          error={errorOf('years')}
          id={fieldId('years')}
        />
      )}
    </div>
  );
};

const EnglishPart = ({ form, onChange, errorOf, subject }: PartProps): ReactNode => {
  const t = useText();
  const { english } = form;
  const set = (change: Partial<IssueForm['english']>): void =>
    onChange({ ...form, english: { ...english, ...change } });
  const members = subject?.page.household.members ?? [];
  return (
    <div className="stack">
      <TextField
        label={t(texts.englishAddress)}
        hint={t(texts.englishAddressHint)}
        value={english.address}
        onChange={(address) => set({ address })}
        error={errorOf('english-address')}
        id={fieldId('english-address')}
      />
      {form.past.type !== 'none' && (
        <TextArea
          label={t(texts.englishPast)}
          hint={t(texts.englishPastHint)}
          value={english.pastAddresses}
          onChange={(pastAddresses) => set({ pastAddresses })}
          rows={3}
          error={errorOf('english-past')}
          id={fieldId('english-past')}
        />
      )}
      <div className="two">
        {members.map((member, nth) => (
          <TextField
            key={member.id}
            label={`${t(texts.englishName)} - ${member.name}`}
            {...(nth === 0 ? { hint: t(texts.englishNameHint), id: fieldId('english-names') } : {})}
            value={english.names[member.id] ?? ''}
            onChange={(name) => set({ names: { ...english.names, [member.id]: name } })}
            error={nth === 0 ? errorOf('english-names') : null}
          />
        ))}
      </div>
    </div>
  );
};
