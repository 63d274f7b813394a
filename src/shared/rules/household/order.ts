import type { Relation } from '../../registry/resident.ts';
import { type Standing, standingOf } from './cohabitant.ts';

const ranks: Readonly<Record<Standing, number>> = { householder: 0, spouse: 1, lineal: 2, family: 3, outside: 4 };

/**
 * Members in the order in which the record lists them [D 6②]: the householder, their spouse, lineal kin of either, the
 * rest of the family; cohabitants come last, in a column of their own. Equals stay as they are given, which is as the
 * householder reported them. The law says so of the rest; of lineal kin it says nothing more, so that neither age nor
 * generation ranks them here. (Whether an office puts parents before children: not known.)
 */
export const orderMembers = <T extends { readonly relation: Relation }>(members: readonly T[]): T[] =>
  members.toSorted((a, b) => ranks[standingOf(a.relation)] - ranks[standingOf(b.relation)]);
