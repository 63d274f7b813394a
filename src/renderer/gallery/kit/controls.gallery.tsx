import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { CheckBox } from '../../ui/check-box.tsx';
import { ComboBox } from '../../ui/combo-box.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { ErrorSummary } from '../../ui/error-summary.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { RadioChoice } from '../../ui/radio-choice.tsx';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { GalleryState } from '../state.ts';
import { words } from './words.ts';

const Buttons = (): ReactNode => {
  const t = useText();
  return (
    <div className="stack">
      <div className="row">
        <Button kind="primary" shortcut="F6">
          {t(words.issue)}
        </Button>
        <Button shortcut="F4">{t(words.file)}</Button>
        <Button>{t(words.more)}</Button>
        <Button kind="danger">{t(words.discard)}</Button>
        <Button kind="quiet">{t(words.cancel)}</Button>
      </div>
      <div className="row">
        <Button kind="primary" isPending>
          {t(words.issue)}
        </Button>
        <Button isDisabled>{t(words.file)}</Button>
        <Button size="small">{t(words.more)}</Button>
        <Button size="small" kind="primary" shortcut="Ctrl+Enter">
          {t(words.save)}
        </Button>
        <LinkButton onPress={() => undefined}>{t(words.more)}</LinkButton>
      </div>
    </div>
  );
};

const reasons = [
  { value: 'work', label: { ko: '직업', en: 'Work' } },
  { value: 'family', label: { ko: '가족', en: 'Family' } },
  { value: 'home', label: { ko: '주택', en: 'Housing' } },
] as const;
type Reason = (typeof reasons)[number]['value'];

const forms = [
  {
    value: 'whole',
    label: { ko: '세대 전원', en: 'The whole household' },
    hint: { ko: '주민등록표에 있는 모두', en: 'Everybody on the register' },
  },
  { value: 'part', label: { ko: '세대원 일부', en: 'Part of the household' }, hint: null },
  { value: 'join', label: { ko: '다른 세대로 편입', en: 'Into another household' }, hint: null },
] as const;
type Form = (typeof forms)[number]['value'];

const FormFields = ({ isWrong }: { readonly isWrong: boolean }): ReactNode => {
  const t = useText();
  const [name, setName] = useState(isWrong ? '' : '문태오');
  const [movedOn, setMovedOn] = useState(isWrong ? '2026-13-40' : '2026-11-20');
  const [note, setNote] = useState('');
  const [reason, setReason] = useState<Reason | null>(isWrong ? null : 'family');
  const [form, setForm] = useState<Form | null>(isWrong ? null : 'whole');
  const [shown, setShown] = useState(!isWrong);
  const wrong = {
    name: t({ ko: '신고인의 성명을 입력하십시오.', en: 'Enter the name of the reporter.' }),
    date: t({ ko: '실제로 있는 날짜여야 합니다. 예: 2026-11-20', en: 'It must be a day that exists: 2026-11-20.' }),
    form: t({ ko: '누가 옮기는지 고르십시오.', en: 'Choose who moves.' }),
    card: t({ ko: '신분증을 확인해야 접수할 수 있습니다.', en: 'The card must be checked first.' }),
    reason: t({ ko: '전입 사유를 고르십시오.', en: 'Choose a reason.' }),
  };
  return (
    <div className="stack gallery-narrow">
      {isWrong && (
        <ErrorSummary
          title={t({ ko: '고칠 곳이 5개 있습니다', en: 'There are 5 things to correct' })}
          errors={[
            { fieldId: 'x-name', message: wrong.name },
            { fieldId: 'x-date', message: wrong.date },
            { fieldId: 'x-form', message: wrong.form },
            { fieldId: 'x-reason', message: wrong.reason },
            { fieldId: 'x-card', message: wrong.card },
          ]}
        />
      )}
      <div className="two">
        <TextField
          id="x-name"
          label={t(words.name)}
          value={name}
          onChange={setName}
          error={isWrong ? wrong.name : null}
          isRequired
        />
        <DateField
          id="x-date"
          label={t(words.movedOn)}
          value={movedOn}
          onChange={setMovedOn}
          hint={t({ ko: '예: 20261120', en: 'Such as 20261120' })}
          error={isWrong ? wrong.date : null}
        />
      </div>
      <RadioChoice
        id="x-form"
        label={t({ ko: '누가 옮기나요?', en: 'Who moves?' })}
        value={form}
        onChange={setForm}
        options={forms.map(({ value, label, hint }) => ({
          value,
          label: t(label),
          hint: hint === null ? undefined : t(hint),
        }))}
        error={isWrong ? wrong.form : null}
      />
      <Select
        id="x-reason"
        width="half"
        label={t({ ko: '전입 사유', en: 'Reason' })}
        value={reason}
        onChange={setReason}
        placeholder={t({ ko: '고르십시오', en: 'Choose' })}
        options={reasons.map(({ value, label }) => ({ value, label: t(label) }))}
        error={isWrong ? wrong.reason : null}
      />
      <RadioChoice
        label={t({ ko: '신고인의 자격', en: 'Capacity' })}
        value="self"
        onChange={() => undefined}
        isRow
        options={[
          { value: 'self', label: t({ ko: '본인', en: 'In person' }) },
          { value: 'proxy', label: t({ ko: '위임받은 사람', en: 'By proxy' }) },
        ]}
      />
      <CheckBox
        id="x-card"
        label={t({ ko: '신분증을 보고 본인임을 확인했습니다', en: 'I have checked the identity card' })}
        isSelected={shown}
        onChange={setShown}
        hint={t({ ko: '사진과 발급일자를 봅니다.', en: 'Compare the photograph and the date of issue.' })}
        error={isWrong ? wrong.card : null}
      />
      <TextArea label={t({ ko: '메모', en: 'Note' })} value={note} onChange={setNote} rows={2} />
      <TextField
        label={t(words.address)}
        value="다온도 늘해군 솔내면 솔내동촌길 1"
        onChange={() => undefined}
        isReadOnly
      />
    </div>
  );
};

const roads = ['물빛길 12', '물빛길 14-2', '물빛로 3', '물방아길 77'];

const OpenComboBox = ({ isEmpty }: { readonly isEmpty: boolean }): ReactNode => {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  // As somebody opens it: by typing, then by the arrow.
  useEffect(() => {
    const input = box.current?.querySelector('input');
    if (!input) return;
    input.focus();
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, 'ㅁㅂ');
    input.dispatchEvent(new Event('input', { bubbles: true }));
    if (!isEmpty) input.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  }, [isEmpty]);
  return (
    <div className="gallery-narrow gallery-grid" ref={box}>
      <ComboBox
        label={t({ ko: '도로명주소', en: 'Address' })}
        hint={t({ ko: '초성도 됩니다. 예: ㅁㅂㄱ', en: 'Initial consonants will do: ㅁㅂㄱ' })}
        text={text}
        onTextChange={setText}
        items={
          isEmpty
            ? []
            : roads.map((road, index) => ({
                id: road,
                text: `다온도 늘해군 솔내면 ${road}`,
                hint: t({ ko: `${String(index + 1)}세대`, en: `${String(index + 1)} households` }),
                value: road,
              }))
        }
        onSelect={() => undefined}
        emptyText={t({ ko: '맞는 주소가 없습니다', en: 'No address fits' })}
      />
    </div>
  );
};

export const controlsGallery: readonly GalleryState[] = [
  { id: 'buttons', title: { ko: '단추', en: 'Buttons' }, frame: 'component', render: () => <Buttons /> },
  { id: 'form', title: { ko: '서식', en: 'Form' }, frame: 'component', render: () => <FormFields isWrong={false} /> },
  {
    id: 'form-errors',
    title: { ko: '서식: 고칠 곳', en: 'Form: to be corrected' },
    frame: 'component',
    render: () => <FormFields isWrong />,
  },
  {
    id: 'combo-box',
    title: { ko: '찾아 고르기', en: 'Combo box' },
    frame: 'component',
    render: () => <OpenComboBox isEmpty={false} />,
  },
  {
    id: 'combo-box-empty',
    title: { ko: '찾아 고르기: 없음', en: 'Combo box: nothing found' },
    frame: 'component',
    render: () => <OpenComboBox isEmpty />,
  },
];
