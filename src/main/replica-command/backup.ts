import { markMedium } from '../replica/backup/medium.ts';
import { takeBackup } from '../replica/backup/take-backup.ts';
import { currentFile } from '../replica/generations.ts';
import { generationToLine, refuse } from './backup-lines.ts';
import { exitCodes, type Subcommand } from './subcommand.ts';

/** `backup --to MEDIUM`: makes a backup now, also beside an office that works. */
export const backup: Subcommand = {
  name: 'backup',
  synopsis: '--to MEDIUM',
  does: 'copies the file to a medium, encrypted, and reads the copy whole before it counts; the office may be at work',
  options: { to: { type: 'string' } },
  officeLock: 'none',
  run: async (context) => {
    const { folder, profile, language, isJson, values, system, print, complain } = context;
    const { to } = values;
    if (typeof to !== 'string' || to === '') {
      complain('--to MEDIUM: which folder?');
      return exitCodes.wrongUsage;
    }
    const file = currentFile(folder);
    if (file === null) return refuse(context, { type: 'NotEnrolled' });
    const key = await context.openSlot();
    if (!key.ok) return refuse(context, key.error);
    const marked = markMedium(to, folder);
    if (!marked.ok) return refuse(context, marked.error);
    const done = await takeBackup(system, { file, key: key.value, profile, folder, medium: to });
    if (!done.ok) return refuse(context, done.error);
    const { number, folder: generation, manifest } = done.value;
    print(
      isJson
        ? [JSON.stringify({ generation, number, manifest })]
        : [generationToLine({ folder: generation, found: { manifest } }, language, system.now())],
    );
    return exitCodes.done;
  },
};
