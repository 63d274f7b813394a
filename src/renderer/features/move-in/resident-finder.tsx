import { type ReactNode, useDeferredValue, useState } from 'react';
import type { ResidentLine } from '../../../shared/contract/queries.ts';
import { dateToText } from '../../../shared/text/language.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { ErrorNotice } from '../notices/error-notice.tsx';
import type { PersonDraft } from './model/draft.ts';
import { peopleTexts } from './texts-people.ts';
import { useReveal } from './use-reveal.ts';

/** Finds one of this office's residents, who are shown with masked numbers. */
export const ResidentFinder = ({
  label,
  hint,
  onFound,
}: {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly onFound: (line: ResidentLine) => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const [text, setText] = useState('');
  const asked = useDeferredValue(text.trim());
  const found = useQuery('searchResidents', asked === '' ? null : { text: asked.slice(0, 100), after: null }, []);
  return (
    <ComboBox<ResidentLine>
      label={label}
      hint={hint}
      text={text}
      onTextChange={setText}
      emptyText={found.value ? t(peopleTexts.nobodyFound) : undefined}
      items={(found.value?.rows ?? []).slice(0, 20).map((line) => ({
        id: line.id,
        text: line.name,
        hint: `${dateToText(line.birthDate, language)} · ${line.maskedNumber} · ${line.address}`,
        value: line,
      }))}
      onSelect={(line) => {
        onFound(line);
        setText('');
      }}
    />
  );
};

/** Finds a resident and fills in who they are. That their number was looked up is recorded. */
export const PersonFinder = ({ onPick }: { readonly onPick: (person: PersonDraft) => void }): ReactNode => {
  const t = useText();
  const reveal = useReveal();
  const pick = async (line: ResidentLine): Promise<void> => {
    const number = await reveal.number(line.id);
    if (number !== null) onPick({ name: line.name, number });
  };
  return (
    <>
      <ResidentFinder label={t(peopleTexts.find)} hint={t(peopleTexts.findHint)} onFound={(line) => void pick(line)} />
      {reveal.error && <ErrorNotice error={reveal.error} />}
    </>
  );
};
