import type { LedgerFilter } from '../../../shared/contract/queries.ts';
import { type PlainDate, textToPlainDate } from '../../../shared/registry/plain-date.ts';

/** What the ledger is narrowed by, as it was typed. */
export interface FilterForm {
  readonly from: string;
  readonly to: string;
  readonly show: LedgerFilter['show'];
  readonly kind: LedgerFilter['kind'];
  readonly text: string;
}

export const emptyFilter: FilterForm = { from: '', to: '', show: 'all', kind: null, text: '' };

/** A date that can't be read narrows nothing: it is marked, and the list stays. */
export const toFilter = ({ from, to, show, kind, text }: FilterForm): LedgerFilter => ({
  from: toDay(from),
  to: toDay(to),
  show,
  kind,
  text: text.trim().slice(0, 100),
});

export const isNoDay = (typed: string): boolean => typed.trim() !== '' && toDay(typed) === null;

const toDay = (typed: string): PlainDate | null => textToPlainDate(typed);
