import type { OfficeStatus } from '../../../shared/contract/queries.ts';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';

/** The day at the office, for forms to begin with. Empty until the office has said it: then it has to be typed. */
export const officeDay = (status: Pick<OfficeStatus, 'today'> | null): PlainDate => status?.today ?? ('' as PlainDate);
