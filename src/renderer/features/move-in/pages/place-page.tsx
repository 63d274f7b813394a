import type { ReactNode } from 'react';
import { type Address, addressToText } from '../../../../shared/registry/address.ts';
import type { Office } from '../../../../shared/registry/office.ts';
import { useQuery } from '../../../bridge/use-query.ts';
import { useText } from '../../../state/use-text.ts';
import { Badge } from '../../../ui/badge.tsx';
import { DateField } from '../../../ui/date-field.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { AddressField } from '../../fields/address-field.tsx';
import { MissingList } from '../missing-list.tsx';
import type { MoveInDraft } from '../model/draft.ts';
import type { FieldId } from '../model/fields.ts';
import { readDate } from '../model/typed.ts';
import { useTask } from '../task-context.tsx';
import { householdsThere, placeTexts } from '../texts-place.ts';
import { useCardReader } from '../use-card-reader.ts';

type Place = MoveInDraft['place'];

/** The new address, the day of the move, and where they come from. */
export const PlacePage = (): ReactNode => {
  const t = useText();
  const { draft, change, errorOf, status } = useTask();
  useCardReader();
  const { place } = draft;
  const patch = (next: Partial<Place>): void =>
    change((before) => ({ ...before, place: { ...before.place, ...next } }));
  const error = (field: FieldId): string | null => {
    const text = errorOf(field);
    return text && t(text);
  };
  const movedOn = readDate(draft.movedOn);
  const reportDate = readDate(draft.reportDate);
  const office = status?.office ?? null;

  return (
    <div className="stack">
      {place.typed ? (
        <TypedAddress typed={place.typed} onChange={(typed) => patch({ typed })} />
      ) : (
        <AddressField
          id="to"
          label={t(placeTexts.to)}
          hint={t(placeTexts.toHint)}
          value={place.listed}
          onChange={(listed) => patch({ listed })}
          error={error('to')}
        />
      )}
      {place.typed ? (
        <LinkButton onPress={() => patch({ typed: null })}>{t(placeTexts.listed)}</LinkButton>
      ) : (
        office && (
          <LinkButton onPress={() => patch({ typed: areaOf(office), listed: null })}>
            {t(placeTexts.notListed)}
          </LinkButton>
        )
      )}
      {place.listed && <HouseholdsThere address={place.listed} />}
      <div className="two">
        <TextField
          id="unit"
          label={t(placeTexts.unit)}
          hint={t(placeTexts.unitHint)}
          value={place.unit}
          onChange={(unit) => patch({ unit })}
          error={error('unit')}
        />
        <TextField
          id="room"
          label={t(placeTexts.room)}
          hint={t(placeTexts.roomHint)}
          value={place.room}
          onChange={(room) => patch({ room })}
          error={error('room')}
        />
      </div>
      <DateField
        id="moved-on"
        label={t(placeTexts.movedOn)}
        hint={t(placeTexts.movedOnHint)}
        value={draft.movedOn}
        onChange={(typed) => change((before) => ({ ...before, movedOn: typed }))}
        error={error('moved-on')}
      />
      {movedOn !== null && reportDate !== null && movedOn > reportDate && (
        <MissingList missing={['moved-after-report']} />
      )}
      <TextField
        id="previous-address"
        label={t(placeTexts.previous)}
        hint={t(placeTexts.previousHint)}
        value={draft.previousAddress}
        onChange={(typed) => change((before) => ({ ...before, previousAddress: typed }))}
        error={error('previous-address')}
      />
    </div>
  );
};

/** An address is where its office is: all but road and building is known. */
const areaOf = ({ id, province, city, kind, nameKo }: Office): NonNullable<Place['typed']> => ({
  office: id,
  province,
  city,
  township: kind === 'dong' ? '' : nameKo,
  road: '',
  building: '',
  remark: kind === 'dong' ? nameKo : '',
});

const TypedAddress = ({
  typed,
  onChange,
}: {
  readonly typed: NonNullable<Place['typed']>;
  readonly onChange: (typed: NonNullable<Place['typed']>) => void;
}): ReactNode => {
  const t = useText();
  const { errorOf } = useTask();
  const [road, building, remark] = [errorOf('road'), errorOf('building'), errorOf('remark')];
  return (
    <fieldset className="move-in-group">
      <legend className="row">
        <span className="field-label">{t(placeTexts.to)}</span> <Badge tone="warning">{t(placeTexts.typedBadge)}</Badge>
      </legend>
      <p className="muted">{t(placeTexts.typedHint)}</p>
      <p>
        {`${t(placeTexts.office)}: ${[typed.province, typed.city, typed.township].filter((part) => part !== '').join(' ')}`}
      </p>
      <div className="move-in-three">
        <TextField
          id="road"
          label={t(placeTexts.road)}
          value={typed.road}
          onChange={(text) => onChange({ ...typed, road: text })}
          error={road && t(road)}
        />
        <TextField
          id="building"
          label={t(placeTexts.building)}
          value={typed.building}
          onChange={(text) => onChange({ ...typed, building: text })}
          error={building && t(building)}
        />
        <TextField
          id="remark"
          label={t(placeTexts.remark)}
          value={typed.remark}
          onChange={(text) => onChange({ ...typed, remark: text })}
          error={remark && t(remark)}
        />
      </div>
    </fieldset>
  );
};

/** [D 23⑤] The office looks how many households are registered there already. */
const HouseholdsThere = ({ address }: { readonly address: Address }): ReactNode => {
  const t = useText();
  const { value } = useQuery('searchAddresses', { text: `${address.road} ${address.building}`.slice(0, 100) }, []);
  const text = addressToText({ ...address, unit: '' });
  const count = (value?.rows ?? [])
    .filter((row) => addressToText({ ...row.address, unit: '' }) === text)
    .reduce((sum, { households }) => sum + households, 0);
  return count === 0 ? null : (
    <Notice tone="info" role="status">
      {t(householdsThere(count))}
    </Notice>
  );
};
