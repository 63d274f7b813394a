import type { ReactNode } from 'react';
import { commonPurposes, exemptionToText } from '../../../shared/text/papers.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { exemptionsFor } from './choices.ts';
import { fieldId } from './fields.ts';
import { mostPapers } from './form.ts';
import type { PartProps } from './parts.ts';
import { texts } from './texts.ts';

const none = 'none';
const counts = Array.from({ length: mostPapers }, (_, nth) => String(nth + 1));

/** What it is for, how many, and why nothing is charged. */
export const FeePart = ({ form, onChange, errorOf }: PartProps): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const { exemption } = form;
  const groups = exemptionsFor(form.kind, form.ground.type);
  const group = exemption.group !== null && groups.includes(exemption.group) ? exemption.group : null;
  return (
    <div className="stack">
      <TextField
        label={t(texts.purpose)}
        hint={t(texts.purposeHint)}
        value={form.purpose}
        onChange={(purpose) => onChange({ ...form, purpose })}
        error={errorOf('purpose')}
        id={fieldId('purpose')}
      />
      <fieldset className="together">
        <legend className="field-label">{t(texts.commonPurposes)}</legend>
        <div className="row">
          {commonPurposes.map((purpose) => (
            <Button
              key={purpose.ko}
              size="small"
              // What prints is Korean, but for an English copy.
              onPress={() => onChange({ ...form, purpose: form.kind === 'copy-english' ? purpose.en : purpose.ko })}
            >
              {purpose[language]}
            </Button>
          ))}
        </div>
      </fieldset>
      <div className="two">
        <Select
          label={t(texts.exemption)}
          value={group ?? none}
          onChange={(value) => onChange({ ...form, exemption: { ...exemption, group: value === none ? null : value } })}
          options={[
            { value: none, label: t(texts.noExemption) },
            ...groups.map((value) => ({ value, label: exemptionToText(value, language) })),
          ]}
          id={fieldId('exemption')}
          error={errorOf('exemption')}
        />
        {group !== null && (
          <TextField
            label={t(texts.exemptionProof)}
            value={exemption.proof}
            onChange={(proof) => onChange({ ...form, exemption: { ...exemption, proof } })}
            error={errorOf('exemption-proof')}
            id={fieldId('exemption-proof')}
          />
        )}
        <Select
          label={t(texts.copies)}
          value={String(form.copies)}
          onChange={(value) => onChange({ ...form, copies: Number(value) })}
          options={counts.map((value) => ({ value, label: value }))}
          width="short"
        />
      </div>
    </div>
  );
};
