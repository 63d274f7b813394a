import type { ReactNode } from 'react';
import type { LedgerFilter } from '../../../shared/contract/queries.ts';
import { CertificateKind } from '../../../shared/registry/certificate.ts';
import { certificateKindToText } from '../../../shared/text/papers.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { emptyFilter, type FilterForm, isNoDay } from './filter.ts';
import { showTexts, texts } from './texts.ts';

const any = 'any';
const shows = Object.keys(showTexts) as readonly LedgerFilter['show'][];

/** Narrows the ledger; the list follows as one types. */
export const LedgerFilters = ({
  form,
  onChange,
}: {
  readonly form: FilterForm;
  readonly onChange: (form: FilterForm) => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const set = (change: Partial<FilterForm>): void => onChange({ ...form, ...change });
  const dayError = (typed: string): string | null => (isNoDay(typed) ? t(texts.notADay) : null);
  return (
    <search className="ledger-filters" aria-label={t(texts.filters)}>
      <Select
        label={t(texts.show)}
        value={form.show}
        onChange={(show) => set({ show })}
        options={shows.map((value) => ({ value, label: t(showTexts[value]) }))}
      />
      <Select
        label={t(texts.kind)}
        value={form.kind ?? any}
        onChange={(value) => set({ kind: value === any ? null : value })}
        options={[
          { value: any, label: t(texts.anyKind) },
          ...CertificateKind.options.map((value) => ({ value, label: certificateKindToText(value, language) })),
        ]}
      />
      <DateField
        label={t(texts.from)}
        value={form.from}
        onChange={(from) => set({ from })}
        error={dayError(form.from)}
      />
      <DateField label={t(texts.to)} value={form.to} onChange={(to) => set({ to })} error={dayError(form.to)} />
      <TextField label={t(texts.text)} value={form.text} onChange={(text) => set({ text })} />
      {form !== emptyFilter && (
        <Button kind="quiet" onPress={() => onChange(emptyFilter)}>
          {t(texts.clear)}
        </Button>
      )}
    </search>
  );
};
