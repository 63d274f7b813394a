import type { AppError } from '../../../shared/contract/errors.ts';

/**
 * What is wrong with this device itself, where it isn't only the link: `restored` and `unknown` need a code from central's
 * administrator, and at one that is `closed` nobody should go on.
 */
export const deviceTrouble = (
  error: AppError | null,
  isRestored: boolean,
): 'restored' | 'unknown' | 'closed' | null => {
  switch (error?.type) {
    case 'RestoredNotAdmitted':
      return 'restored';
    case 'CentralRefused':
      // Central was restored too, from before it had admitted this device.
      return isRestored && error.code === 'bad-signature' ? 'restored' : null;
    case 'DeviceUnknown':
      return 'unknown';
    case 'IncarnationClosed':
    case 'JournalMismatch':
      return 'closed';
    default:
      return null;
  }
};
