import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findingToText } from '../../shared/text/doctor.ts';
import { errorToText } from '../../shared/text/errors.ts';
import { rescuedToLines } from '../../shared/text/rescue.ts';
import { slotsName } from '../replica/keys/key-slot-file.ts';
import { createKeySlots } from '../replica/keys/key-slots.ts';
import { rescueFolder } from '../replica/salvage/rescue.ts';
import { exitCodes, type Subcommand } from './subcommand.ts';

/** Takes what can still be read of a damaged data folder to a new one. */
export const rescue: Subcommand = {
  name: 'rescue',
  synopsis: '--to NEWFOLDER [--also FOLDER]',
  does: 'takes the journal of a damaged folder, as far as it can be read, to a new one; the old one is left as it is. --also names the medium of its backups, or a restored one, for what is lost here',
  options: { to: { type: 'string' }, also: { type: 'string' } },
  officeLock: 'tried',
  run: async ({ folder, profile, system, language, isJson, lock, values, print, complain, openSlot }) => {
    const { to, also } = values;
    if (typeof to !== 'string' || to === '') {
      complain('--to NEWFOLDER: where to?');
      return exitCodes.wrongUsage;
    }
    if (typeof also === 'string' && !statSync(also, { throwIfNoEntry: false })?.isDirectory()) {
      complain(`--also ${also}: there is no such folder`);
      return exitCodes.wrongUsage;
    }
    // On a disk that can't be written to nobody else can work either.
    if (!lock.ok && lock.error.type === 'FileInUse') {
      complain(errorToText(lock.error, language));
      return exitCodes.refused;
    }
    const key = await openSlot();
    if (!key.ok) {
      complain(errorToText(key.error, language));
      return exitCodes.refused;
    }
    try {
      const holders = createKeySlots(join(folder, slotsName), profile).holders();
      const ids = holders.ok && holders.value ? holders.value.officials.map(({ id }) => id) : [];
      const order = { from: folder, to: resolve(to), key: key.value, also: typeof also === 'string' ? also : null };
      const rescued = await rescueFolder({ profile, system }, order, ids);
      if (!rescued.ok) {
        complain(errorToText(rescued.error, language));
        return exitCodes.refused;
      }
      const { journals, drafts } = rescued.value;
      const lost = journals.flatMap((journal) => journal.lost);
      if (isJson) print([JSON.stringify(rescued.value)]);
      else
        print([
          ...rescuedToLines({ folder: order.to, journals, drafts }, language),
          ...lost.map((each) => findingToText({ type: 'entriesLost', ...each }, language)),
        ]);
      if (lost.some(({ at }) => at !== 'central')) return exitCodes.damaged;
      return journals.some(({ kept }) => kept.length > 0) ? exitCodes.attention : exitCodes.done;
    } finally {
      key.value.fill(0);
    }
  },
};
