import type { ForeignMember, Household } from '../../registry/resident.ts';

/** Foreign family that is noted with the household now. */
export const presentForeignFamily = ({ foreignFamily = [] }: Household): readonly ForeignMember[] =>
  foreignFamily.filter(({ until }) => until === undefined);
