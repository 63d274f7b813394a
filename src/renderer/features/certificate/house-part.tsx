import type { ReactNode } from 'react';
import { useText } from '../../state/use-text.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { AddressField } from '../fields/address-field.tsx';
import { fieldId } from './fields.ts';
import type { PartProps } from './parts.ts';
import { texts } from './texts.ts';

/** The house whose registered households are asked for. */
export const HousePart = ({ form, onChange, errorOf }: PartProps): ReactNode => {
  const t = useText();
  const { house } = form;
  return (
    <div className="stack">
      <AddressField
        label={t(texts.houseAddress)}
        value={house.address}
        onChange={(address) => onChange({ ...form, house: { ...house, address } })}
        hint={t(texts.pendingHouse)}
        error={errorOf('address')}
        id={fieldId('address')}
      />
      <TextField
        label={t(texts.houseUnit)}
        hint={t(texts.houseUnitHint)}
        value={house.unit}
        onChange={(unit) => onChange({ ...form, house: { ...house, unit } })}
        error={errorOf('unit')}
        id={fieldId('unit')}
        width="half"
      />
      <CheckBox
        label={t(texts.leaveOutDeleted)}
        isSelected={house.leaveOutDeleted}
        onChange={(leaveOutDeleted) => onChange({ ...form, house: { ...house, leaveOutDeleted } })}
      />
    </div>
  );
};
