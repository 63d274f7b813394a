import type { AppError } from '../../shared/contract/errors.ts';
import type { QueryInput, QueryOutput } from '../../shared/contract/queries.ts';
import { ok, type Result } from '../../shared/contract/result.ts';
import { type Address, isSameAddress } from '../../shared/registry/address.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import { type PlainDate, plainDateAt } from '../../shared/registry/plain-date.ts';
import { type AddressQuery, textToAddressQueries } from '../../shared/rules/address/query.ts';
import type { AddressHits } from '../codes/address-reads.ts';
import type { System } from '../system.ts';

/** What is read of the public addresses, where they are on this computer. */
export interface AddressBook {
  readonly findAddresses: (query: AddressQuery, on: PlainDate) => AddressHits;
}

type Found = QueryOutput<'searchAddresses'>['rows'];

export interface SearchAddressesDeps {
  readonly reads: () => Result<
    {
      readonly searchAddresses: (text: string) => Found;
      readonly office: () => { readonly id: OfficeId } | null;
    },
    AppError
  >;
  readonly addressBook: () => AddressBook | null;
  readonly system: Pick<System, 'now'>;
}

const most = 20;

/** Addresses of this office's area: first where its residents live, then what the public files have besides. */
export const searchAddresses =
  ({ reads, addressBook, system }: SearchAddressesDeps) =>
  async ({ text }: QueryInput<'searchAddresses'>): Promise<Result<QueryOutput<'searchAddresses'>, AppError>> => {
    const file = reads();
    if (!file.ok) return file;
    const own = file.value.searchAddresses(text);
    const office = file.value.office();
    const book = own.length < most && office ? addressBook() : null;
    const rows = book && office ? [...own, ...others(own, publicAddresses(book, text, office.id))] : own;
    return ok({ rows: rows.slice(0, most) });

    function publicAddresses(found: AddressBook, typed: string, here: OfficeId): Address[] {
      const on = plainDateAt(system.now());
      return textToAddressQueries(typed)
        .flatMap((query) => found.findAddresses(query, on).hits)
        .filter(({ offices }) => offices.includes(here))
        .map(({ address }) => ({ ...address, office: here }));
    }
  };

/** Those that no resident has yet. A building is one, whatever units people live in. */
const others = (own: Found, addresses: readonly Address[]): Found => {
  const rows: Found = [];
  for (const address of addresses) {
    const isKnown = [...own, ...rows].some((row) => isSameAddress({ ...row.address, unit: '' }, address));
    if (!isKnown) rows.push({ address, households: 0 });
  }
  return rows;
};
