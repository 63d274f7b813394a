import { addressToText } from '../../registry/address.ts';
import type { CertificateRequest } from '../../registry/certificate.ts';
import type { Resident } from '../../registry/resident.ts';
import type { MovedInContent } from '../../registry/sheet.ts';
import { isFamily } from '../household/cohabitant.ts';
import { movedInRow } from './lines.ts';
import type { Home, PaperSources } from './sources.ts';
import { specialStatusToPrint } from './words.ts';

export type MovedInRequest = Extract<CertificateRequest, { readonly kind: 'moved-in-households' }>;

/** Those struck off and those of unknown domicile print, unless the applicant wants them left out [A 29-2①, D 49-2①]. */
const isLeftOut = ({ leaveOutDeleted }: MovedInRequest, { status }: Resident): boolean =>
  leaveOutDeleted && (status === 'deleted' || status === 'unknown-domicile');

export interface MovedInHome {
  /** Null where the household has none, or where they were left out. */
  readonly householder: Resident | null;
  readonly cohabitants: readonly Resident[];
  /** By whose line the household is dated. */
  readonly since: Resident;
  readonly isVacant: boolean;
}

/** The households that print, the oldest registration first. One of which everybody is left out doesn't appear. */
export const movedInHomes = (request: MovedInRequest, homes: readonly Home[]): readonly MovedInHome[] =>
  homes
    .flatMap(({ household, members }) => {
      const shown = members.filter((member) => !isLeftOut(request, member));
      const householder = shown.find((member) => member.id === household.householder) ?? null;
      const since = householder ?? shown[0];
      if (!since) return [];
      const cohabitants = shown.filter((member) => !isFamily(member.relation) && member !== householder);
      return [{ id: household.id, householder, cohabitants, since, isVacant: household.householder === null }];
    })
    .toSorted((a, b) => {
      const [first, second] = [movedInRow(a.since).registeredOn, movedInRow(b.since).registeredOn];
      return first < second ? -1 : first > second ? 1 : a.id < b.id ? -1 : 1;
    });

/**
 * Moved-in household certificate (전입세대확인서). That nobody is registered at an address is something it says, so it is
 * never null.
 */
export const composeMovedIn = (request: MovedInRequest, sources: PaperSources): MovedInContent => ({
  kind: 'moved-in-households',
  address: addressToText(request.address),
  households: movedInHomes(request, sources.homes).map(({ householder, cohabitants, since, isVacant }, index) => ({
    no: index + 1,
    householder: householder?.name ?? (isVacant ? '세대주 미정' : '표시 생략'),
    registeredOn: movedInRow(since).registeredOn,
    status: householder ? specialStatusToPrint(householder.status) : null,
    cohabitants: cohabitants.map((person) => ({
      name: person.name,
      registeredOn: movedInRow(person).registeredOn,
    })),
  })),
  isFilingWaiting: sources.isFilingWaiting,
  isDeletedLeftOut: request.leaveOutDeleted,
});
