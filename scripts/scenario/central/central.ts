import type { Fetch } from '../../../src/main/sync/central-client.ts';
import type { MoverAnswer } from '../../../src/shared/registry/answer.ts';
import type { IssuingPolicy } from '../../../src/shared/registry/certificate.ts';
import type { DeadlineExtension } from '../../../src/shared/registry/deadline-policy.ts';
import type { FilingId, OfficeId } from '../../../src/shared/registry/ids.ts';
import type { AreaChange } from '../../../src/shared/registry/register-report.ts';
import type { Household, Resident } from '../../../src/shared/registry/resident.ts';

/** The whole register, as central has it. */
export interface CentralRegister {
  readonly residents: readonly Resident[];
  readonly households: readonly Household[];
  /** The answers that hold, by filing. */
  readonly answers: ReadonlyMap<FilingId, readonly MoverAnswer[]>;
}

/** Central as a scenario plays with it, in memory or on PostgreSQL. */
export interface PlayedCentral {
  readonly url: string;
  readonly fetch: Fetch;
  readonly issueCode: (office: OfficeId) => Promise<string>;
  readonly orderPolicy: (office: OfficeId, policy: IssuingPolicy) => Promise<void>;
  /** Beside the extensions that were given before. */
  readonly orderExtension: (extension: DeadlineExtension) => Promise<void>;
  readonly changeAreas: (change: AreaChange) => Promise<void>;
  /** Ends when nothing waits for a decision, nor does a change of areas that is in force by now. */
  readonly decided: () => Promise<void>;
  readonly register: () => Promise<CentralRegister>;
  readonly close: () => Promise<void>;
}
