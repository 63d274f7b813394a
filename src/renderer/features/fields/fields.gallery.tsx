import { type ReactNode, useState } from 'react';
import type { Address } from '../../../shared/registry/address.ts';
import type { GalleryState } from '../../gallery/state.ts';
import { useText } from '../../state/use-text.ts';
import { AddressField } from './address-field.tsx';
import { PersonFields } from './person-fields.tsx';

const PersonExample = (): ReactNode => {
  const [person, setPerson] = useState({ name: '서다온', number: '862901-2000002' });
  const [empty, setEmpty] = useState({ name: '', number: '' });
  const t = useText();
  return (
    <div className="stack gallery-narrow">
      <PersonFields person={person} onChange={setPerson} nameId="person-name" numberId="person-number" />
      <PersonFields
        person={empty}
        onChange={setEmpty}
        nameId="empty-name"
        numberId="empty-number"
        numberError={t({ ko: '주민등록번호 13자리를 입력하십시오.', en: 'Enter all 13 digits.' })}
      />
    </div>
  );
};

const home = {
  office: '9971031000',
  province: '다온도',
  city: '늘해군',
  township: '솔내면',
  road: '솔내동촌길',
  building: '7',
  unit: '',
  remark: '',
} as Address;

const AddressExample = (): ReactNode => {
  const [address, setAddress] = useState<Address | null>(home);
  const t = useText();
  return (
    <div className="stack gallery-narrow">
      <AddressField
        id="address"
        label={t({ ko: '새 주소', en: 'New address' })}
        value={address}
        onChange={setAddress}
      />
    </div>
  );
};

export const fieldsGallery: readonly GalleryState[] = [
  {
    id: 'person-fields',
    title: { ko: '성명과 주민등록번호', en: 'Name and resident number' },
    frame: 'component',
    render: () => <PersonExample />,
  },
  {
    id: 'address-field',
    title: { ko: '주소 찾기', en: 'Address search' },
    frame: 'component',
    render: () => <AddressExample />,
    bridge: {
      queries: {
        searchAddresses: () => ({
          rows: ['1', '3', '7', '7-2'].map((building, at) => ({ address: { ...home, building }, households: at })),
        }),
      },
    },
  },
];
