import { type ReactNode, useDeferredValue, useState } from 'react';
import { ResidentNumberField } from '../../features/fields/resident-number-field.tsx';
import { useText } from '../../state/use-text.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { useWedge } from '../../ui/use-wedge.ts';
import type { GalleryState } from '../state.ts';
import { manyPeople } from './people.ts';
import { words } from './words.ts';

const names = [...new Set(manyPeople.map(({ name }) => name))];
const startingWith = (text: string): readonly string[] =>
  text === '' ? [] : names.filter((name) => name.startsWith(text)).slice(0, 5);

/** Where input methods, card readers and shortcuts are tried out: by people, and by the tests of composition. */
const Typing = (): ReactNode => {
  const t = useText();
  const [search, setSearch] = useState('');
  const [name, setName] = useState('');
  const [note, setNote] = useState('');
  const [date, setDate] = useState('');
  const [road, setRoad] = useState('');
  const [number, setNumber] = useState('');
  const [heard, setHeard] = useState<readonly string[]>([]);
  const found = startingWith(useDeferredValue(search));
  const hear = (what: string) => () => setHeard((before) => [...before, what]);
  useShortcut('F3', hear('F3'));
  useShortcut('Enter', hear('Enter'));
  useShortcut('Esc', hear('Esc'));
  useShortcut('Down', hear('Down'));
  useShortcut('Ctrl+K', hear('Ctrl+K'));
  useShortcut('/', hear('/'));
  useWedge((text) => setHeard((before) => [...before, `scan ${text}`]));
  return (
    <div className="stack gallery-narrow">
      <TextField
        id="typing-search"
        label={t({ ko: '검색', en: 'Search' })}
        value={search}
        onChange={setSearch}
        inputMode="search"
      />
      <ul aria-label={t({ ko: '찾은 이름', en: 'Names found' })} data-found={found.join(' ')}>
        {found.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <TextField id="typing-name" label={t(words.name)} value={name} onChange={setName} />
      <TextArea id="typing-note" label={t({ ko: '메모', en: 'Note' })} value={note} onChange={setNote} />
      <DateField id="typing-date" label={t(words.movedOn)} value={date} onChange={setDate} />
      <ComboBox
        id="typing-road"
        label={t(words.address)}
        text={road}
        onTextChange={setRoad}
        items={startingWith(road).map((each) => ({ id: each, text: each, value: each }))}
        onSelect={(each) => setHeard((before) => [...before, `chose ${each}`])}
      />
      <ResidentNumberField id="typing-number" label={t(words.number)} value={number} onChange={setNumber} />
      <output data-heard={heard.join(', ')} data-texts={JSON.stringify({ search, name, note, date, road, number })}>
        {heard.join(', ')}
      </output>
    </div>
  );
};

export const typingGallery: readonly GalleryState[] = [
  {
    id: 'typing',
    title: { ko: '입력기와 카드 판독기', en: 'Input methods and card readers' },
    frame: 'component',
    render: () => <Typing />,
  },
];
