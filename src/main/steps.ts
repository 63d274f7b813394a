/**
 * The points between two steps at which a process may die. Code says `reached(step)` there; in production that does
 * nothing, and the fault tests kill the process at each of them in turn, so a step added here is tested from then on.
 */
export const officeSteps = [
  'enrol:prepared',
  'enrol:answered',
  'enrol:stored',
  'append:decided',
  'append:folded',
  'append:committed',
  'push:read',
  'push:answered',
  'push:stored',
  'pull:answered',
  'pull:folded',
  'pull:committed',
  'snapshot:fetched',
  'snapshot:loaded',
  'snapshot:copied',
  'snapshot:named',
  'snapshot:opened',
  'snapshot:swept',
  'paper:rendered',
  'paper:kept',
  'paper:submitting',
  'paper:job-made',
  'paper:created',
  'paper:sending',
  'paper:sent',
  'paper:printing',
  'paper:counted',
  'paper:printed',
  'paper:issued',
] as const;
export type OfficeStep = (typeof officeSteps)[number];

export type Reached = (step: OfficeStep) => void;
