import type { ReactNode } from 'react';
import { HouseInterest } from '../../../shared/registry/certificate.ts';
import { groundToText } from '../../../shared/text/papers.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { PersonFields } from '../fields/person-fields.tsx';
import { groundsFor, kinshipsFor } from './choices.ts';
import { fieldId } from './fields.ts';
import type { GroundForm } from './form.ts';
import type { PartProps } from './parts.ts';
import { interestTexts, kinshipTexts, texts } from './texts.ts';

/** On what ground, and what the official checked for just that ground. */
export const GroundPart = (props: PartProps): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { form, onChange, errorOf } = props;
  const offered = groundsFor(form.kind);
  const { type } = form.ground;
  return (
    <div className="stack">
      <RadioChoice
        label={t(texts.ground)}
        isRow
        value={type !== null && offered.includes(type) ? type : null}
        onChange={(chosen) => onChange({ ...form, ground: { ...form.ground, type: chosen } })}
        options={offered.map((value) => ({ value, label: groundToText(value, language) }))}
        error={errorOf('ground')}
        id={fieldId('ground')}
      />
      {type !== null && offered.includes(type) && <Proof {...props} />}
    </div>
  );
};

const Proof = ({ form, onChange, errorOf }: PartProps): ReactNode => {
  const t = useText();
  const { ground } = form;
  const set = (change: Partial<GroundForm>): void => onChange({ ...form, ground: { ...ground, ...change } });
  const evidence = (
    <TextField
      label={t(texts.evidence)}
      hint={t(texts.evidenceHint)}
      value={ground.evidence}
      onChange={(text) => set({ evidence: text })}
      error={errorOf('evidence')}
      id={fieldId('evidence')}
    />
  );
  switch (ground.type) {
    case null:
    case 'self':
    case 'household':
      return null;
    case 'delegate':
      return (
        <>
          <PersonFields
            person={{ name: ground.principalName, number: ground.principalNumber }}
            onChange={({ name, number }) => set({ principalName: name, principalNumber: number })}
            nameLabel={t(texts.principalName)}
            numberLabel={t(texts.principalNumber)}
            nameError={errorOf('principal-name')}
            numberError={errorOf('principal-number')}
            nameId={fieldId('principal-name')}
            numberId={fieldId('principal-number')}
          />
          <CheckBox
            label={t(texts.delegation)}
            isSelected={ground.delegationShown}
            onChange={(delegationShown) => set({ delegationShown })}
            error={errorOf('delegation')}
            id={fieldId('delegation')}
          />
          <CheckBox
            label={t(texts.principalCard)}
            isSelected={ground.principalCardShown}
            onChange={(principalCardShown) => set({ principalCardShown })}
            error={errorOf('principal-card')}
            id={fieldId('principal-card')}
          />
        </>
      );
    case 'kin': {
      const kinships = kinshipsFor('abstract', ground.kinOf);
      return (
        <>
          <div className="two">
            <RadioChoice
              label={t(texts.kinOf)}
              isRow
              value={ground.kinOf}
              onChange={(kinOf) => set({ kinOf })}
              options={[
                { value: 'householder', label: t(texts.kinOfHouseholder) },
                { value: 'member', label: t(texts.kinOfMember) },
              ]}
            />
            <Select
              label={t(texts.kinship)}
              value={ground.kinship !== null && kinships.includes(ground.kinship) ? ground.kinship : null}
              onChange={(kinship) => set({ kinship })}
              options={kinships.map((value) => ({ value, label: t(kinshipTexts[value]) }))}
              error={errorOf('kinship')}
              id={fieldId('kinship')}
            />
          </div>
          <CheckBox
            label={t(texts.isOfDivorced)}
            isSelected={ground.isOfDivorced}
            onChange={(isOfDivorced) => set({ isOfDivorced })}
          />
          <CheckBox
            label={t(texts.familyRecord)}
            isSelected={ground.familyRecordShown}
            onChange={(familyRecordShown) => set({ familyRecordShown })}
            error={errorOf('family-record')}
            id={fieldId('family-record')}
          />
        </>
      );
    }
    case 'state':
      return (
        <div className="two">
          <TextField
            label={t(texts.agency)}
            value={ground.agency}
            onChange={(agency) => set({ agency })}
            error={errorOf('agency')}
            id={fieldId('agency')}
          />
          <TextField
            label={t(texts.letter)}
            value={ground.letter}
            onChange={(letter) => set({ letter })}
            error={errorOf('letter')}
            id={fieldId('letter')}
          />
        </div>
      );
    case 'statute':
      return (
        <TextField
          label={t(texts.law)}
          hint={t(texts.lawHint)}
          value={ground.law}
          onChange={(law) => set({ law })}
          error={errorOf('law')}
          id={fieldId('law')}
        />
      );
    case 'litigation':
      return evidence;
    case 'creditor':
      return (
        <>
          {evidence}
          <CheckBox
            label={t(texts.isInheritance)}
            isSelected={ground.isInheritance}
            onChange={(isInheritance) => set({ isInheritance })}
          />
        </>
      );
    case 'house':
      return (
        <div className="two">
          <Select
            label={t(texts.interest)}
            value={ground.interest}
            onChange={(interest) => set({ interest })}
            options={HouseInterest.options.map((value) => ({ value, label: t(interestTexts[value]) }))}
            error={errorOf('interest')}
            id={fieldId('interest')}
          />
          {evidence}
        </div>
      );
  }
};
