/**
 * The points at which a crash would hurt most, in the order in which they are passed. The tests kill the process at
 * each of them; in service nothing happens there.
 */
export const centralSteps = [
  'enrol:stored',
  'accept:verified',
  'accept:stored',
  'accept:answered',
  'decide:loaded',
  'decide:settled',
  'decide:written',
  'decide:committed',
  'feed:read',
  'snapshot:built',
  'epoch:opened',
] as const;

export type CentralStep = (typeof centralSteps)[number];

export type Reached = (step: CentralStep) => void;
