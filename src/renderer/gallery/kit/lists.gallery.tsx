import { type ReactNode, useMemo, useState } from 'react';
import { useText } from '../../state/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataGrid } from '../../ui/data-grid.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Page, Section } from '../../ui/page.tsx';
import { StepList } from '../../ui/step-list.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { TaskList } from '../../ui/task-list.tsx';
import type { GalleryState } from '../state.ts';
import { type ExamplePerson, longNamed, manyPeople, rareHanja, twelve } from './people.ts';
import { words } from './words.ts';

const usePersonColumns = (): readonly Column<ExamplePerson>[] => {
  const t = useText();
  return useMemo(
    () => [
      { id: 'name', head: t(words.name), cell: ({ name }) => name, width: 'minmax(7rem, 1.2fr)' },
      {
        id: 'birth',
        head: t(words.birth),
        cell: ({ birthDate }) => <span className="number">{birthDate}</span>,
        width: '7.5rem',
      },
      { id: 'address', head: t(words.address), cell: ({ address }) => address, width: 'minmax(10rem, 2fr)' },
      {
        id: 'state',
        head: t(words.state),
        cell: ({ isAbroad }) => (isAbroad ? <Badge tone="warning">{t(words.abroad)}</Badge> : t(words.living)),
        width: '8rem',
      },
    ],
    [t],
  );
};

const Grid = ({ people }: { readonly people: readonly ExamplePerson[] }): ReactNode => {
  const t = useText();
  const columns = usePersonColumns();
  const [active, setActive] = useState<string | null>(people[2]?.id ?? null);
  return (
    <div className="gallery-grid">
      <DataGrid
        label={t(words.household)}
        columns={columns}
        rows={people}
        rowId={({ id }) => id}
        active={active}
        onActive={({ id }) => setActive(id)}
        rowCount={people.length}
      />
    </div>
  );
};

const ResidentExample = ({
  person,
  members,
}: {
  readonly person: ExamplePerson;
  readonly members: readonly ExamplePerson[];
}): ReactNode => {
  const t = useText();
  return (
    <Page
      title={person.name}
      subtitle={person.hanja}
      badges={<Badge tone="success">{t(words.living)}</Badge>}
      actions={
        <>
          <Button kind="primary" shortcut="F6">
            {t(words.issue)}
          </Button>
          <Button shortcut="F4">{t(words.file)}</Button>
          <Button>{t(words.more)}</Button>
        </>
      }
    >
      <KeyValues
        rows={[
          { key: t(words.number), value: <span className="number">{person.maskedNumber}</span> },
          { key: t(words.birth), value: <span className="number">{person.birthDate}</span> },
          { key: t(words.address), value: person.address },
          { key: t(words.movedOn), value: <span className="number">2019-03-11</span> },
        ]}
      />
      <Section title={`${t(words.household)} ${String(members.length)}`}>
        <Table
          label={t(words.household)}
          columns={[
            { id: 'relation', head: t(words.relation), cell: ({ relation }) => t(relation), width: '9rem' },
            {
              id: 'name',
              head: t(words.name),
              cell: ({ name, hanja }) => (
                <>
                  {name} <span className="muted">{hanja}</span>
                </>
              ),
              width: '16rem',
            },
            {
              id: 'number',
              head: t(words.number),
              cell: ({ maskedNumber }) => <span className="number">{maskedNumber}</span>,
            },
          ]}
          rows={members}
          rowId={({ id }) => id}
          onOpen={() => undefined}
        />
      </Section>
    </Page>
  );
};

const Tasks = (): ReactNode => {
  const t = useText();
  return (
    <div className="stack gallery-narrow">
      <StepList
        label={t({ ko: '단계', en: 'Steps' })}
        onGo={() => undefined}
        steps={[
          { id: 'who', label: t({ ko: '신고인', en: 'Reporter' }), state: 'done' },
          { id: 'where', label: t({ ko: '새 주소', en: 'New address' }), state: 'error' },
          { id: 'household', label: t({ ko: '세대 구성', en: 'Household' }), state: 'current' },
          { id: 'check', label: t({ ko: '확인', en: 'Check' }), state: 'todo' },
        ]}
      />
      <TaskList
        onOpen={() => undefined}
        tasks={[
          {
            id: 'who',
            label: t({ ko: '신고인', en: 'Reporter' }),
            hint: t({ ko: '문태오, 본인', en: '문태오, in person' }),
            state: 'done',
            stateLabel: t({ ko: '작성함', en: 'Done' }),
          },
          {
            id: 'where',
            label: t({ ko: '새 주소', en: 'New address' }),
            state: 'error',
            stateLabel: t({ ko: '고칠 곳 2', en: '2 to correct' }),
          },
          {
            id: 'movers',
            label: t({ ko: '옮기는 사람', en: 'Who moves' }),
            state: 'todo',
            stateLabel: t({ ko: '할 일', en: 'To do' }),
          },
          {
            id: 'check',
            label: t({ ko: '확인과 접수', en: 'Check and file' }),
            hint: t({ ko: '위의 것을 모두 채운 뒤', en: 'Once all of the above is there' }),
            state: 'cannot-start',
            stateLabel: t({ ko: '아직', en: 'Not yet' }),
          },
        ]}
      />
    </div>
  );
};

const EmptyTable = (): ReactNode => {
  const t = useText();
  return (
    <Table
      label={t(words.household)}
      columns={[]}
      rows={[]}
      rowId={() => ''}
      empty={t({ ko: '발급한 증명이 없습니다.', en: 'No papers have been issued.' })}
    />
  );
};

export const listsGallery: readonly GalleryState[] = [
  {
    id: 'data-grid',
    title: { ko: '긴 목록', en: 'Long list' },
    frame: 'component',
    render: () => <Grid people={manyPeople} />,
  },
  {
    id: 'twelve-members',
    title: { ko: '세대원 12명', en: 'Household of twelve' },
    render: () => <ResidentExample person={twelve[0]} members={twelve} />,
  },
  {
    id: 'long-name',
    title: { ko: '긴 이름', en: 'Long name' },
    render: () => <ResidentExample person={longNamed} members={[longNamed]} />,
  },
  {
    id: 'rare-hanja',
    title: { ko: '드문 한자', en: 'Rare Hanja' },
    render: () => <ResidentExample person={rareHanja} members={[rareHanja]} />,
  },
  { id: 'tasks', title: { ko: '단계와 할 일', en: 'Steps and tasks' }, frame: 'component', render: () => <Tasks /> },
  { id: 'table-empty', title: { ko: '빈 표', en: 'Empty table' }, frame: 'component', render: () => <EmptyTable /> },
];
