import type { ReactNode } from 'react';
import type { ResidentLine } from '../../../shared/contract/queries.ts';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { ResidentNumberField } from '../fields/resident-number-field.tsx';
import { groundsFor, identitiesFor } from './choices.ts';
import { fieldId } from './fields.ts';
import type { PartProps } from './parts.ts';
import { identityTexts, texts } from './texts.ts';

/** Who stands at the counter, and how they were identified. */
export const ApplicantPart = ({ form, onChange, errorOf, subject, isOnline }: PartProps): ReactNode => {
  const t = useText();
  const { applicant, ground } = form;
  const set = (change: Partial<typeof applicant>): void =>
    onChange({ ...form, applicant: { ...applicant, ...change } });
  const identities = identitiesFor(ground.type, isOnline);
  const members = subject && form.kind !== 'moved-in-households' ? subject.page.household.members : [];

  /** Their name, and the ground that goes with being who they are. The number is on their card, and nowhere here. */
  const choose = (member: ResidentLine): void => {
    const type = member.id === subject?.resident ? 'self' : 'household';
    onChange({
      ...form,
      applicant: { ...applicant, name: member.name, number: '' },
      ground: { ...ground, type: groundsFor(form.kind).includes(type) ? type : ground.type },
    });
  };

  return (
    <div className="stack">
      {members.length > 0 && (
        <fieldset className="together">
          <legend className="field-label">{t(texts.memberApplies)}</legend>
          <div className="row">
            {members.map((member) => (
              <Button key={member.id} size="small" onPress={() => choose(member)}>
                {member.name}
              </Button>
            ))}
          </div>
        </fieldset>
      )}
      <div className="two">
        <TextField
          label={t(texts.applicantName)}
          value={applicant.name}
          onChange={(name) => set({ name })}
          error={errorOf('applicant-name')}
          id={fieldId('applicant-name')}
        />
        <ResidentNumberField
          label={t(texts.applicantNumber)}
          value={applicant.number}
          onChange={(number) => set({ number })}
          hint={t(applicant.identity === 'agency-card' ? texts.numberMayLack : texts.numberHint)}
          error={errorOf('applicant-number')}
          id={fieldId('applicant-number')}
        />
      </div>
      <RadioChoice
        label={t(texts.identity)}
        {...(isOnline ? {} : { hint: t(texts.identityOffline) })}
        isRow
        value={applicant.identity !== null && identities.includes(applicant.identity) ? applicant.identity : null}
        onChange={(identity) => set({ identity })}
        options={identities.map((value) => ({ value, label: t(identityTexts[value]) }))}
        error={errorOf('identity')}
        id={fieldId('identity')}
      />
    </div>
  );
};
