import { type ReactNode, useDeferredValue, useState } from 'react';
import { type Address, addressToText } from '../../../shared/registry/address.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useText } from '../../state/use-text.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { texts } from './texts.ts';

/** A building in this office's area, found by its road, number, name or initial consonants. Its unit is asked elsewhere. */
export const AddressField = ({
  label,
  value,
  onChange,
  hint,
  error,
  id,
  isRequired,
}: {
  readonly label: string;
  readonly value: Address | null;
  /** Null while what is typed is no address yet. */
  readonly onChange: (address: Address | null) => void;
  readonly hint?: string | undefined;
  readonly error?: string | null | undefined;
  readonly id?: string | undefined;
  readonly isRequired?: boolean | undefined;
}): ReactNode => {
  const t = useText();
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = useDeferredValue(typed?.trim() ?? '');
  const { value: found, isLoading } = useQuery(
    'searchAddresses',
    wanted === '' ? null : { text: wanted.slice(0, 100) },
    [],
  );
  const items = (found?.rows ?? []).map(({ address, households }) => {
    const text = addressToText({ ...address, unit: '' });
    return {
      id: `${text} ${address.unit} ${address.room ?? ''}`,
      text,
      hint: households === 0 ? undefined : `${String(households)} ${t(texts.households)}`,
      value: { ...address, unit: '' },
    };
  });
  return (
    <ComboBox
      label={label}
      text={typed ?? (value === null ? '' : addressToText({ ...value, unit: '' }))}
      onTextChange={(text) => {
        setTyped(text);
        if (value !== null) onChange(null);
      }}
      items={items}
      onSelect={(address) => {
        setTyped(null);
        onChange(address);
      }}
      emptyText={t(isLoading ? texts.searching : texts.noAddress)}
      hint={hint ?? t(texts.addressHint)}
      error={error}
      id={id}
      isRequired={isRequired}
    />
  );
};
