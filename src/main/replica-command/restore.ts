import { resolve } from 'node:path';
import { candidates, chooseBackup } from '../replica/backup/choose-backup.ts';
import { checkTarget, restoreBackup } from '../replica/backup/restore.ts';
import { createDeviceKey } from '../replica/keys/key-slots.ts';
import {
  backupOptions,
  backupSynopsis,
  errorLines,
  generationToLine,
  missingToLines,
  readWish,
  refuse,
} from './backup-lines.ts';
import { exitCodes, type Subcommand } from './subcommand.ts';

/** `restore --from MEDIUM --data NEWFOLDER`: makes a data folder out of a backup. */
export const restore: Subcommand = {
  name: 'restore',
  synopsis: backupSynopsis,
  does: 'makes a new data folder out of the newest backup that is whole, or the one named; checks it all before it writes',
  options: backupOptions,
  officeLock: 'none',
  dataFolder: 'new',
  run: async (context) => {
    const { language, isJson, system, print, complain, openSlotsAt } = context;
    const wish = readWish(context, 'restore');
    if (!wish) return exitCodes.wrongUsage;
    const folder = resolve(context.folder);
    const free = checkTarget(folder);
    const found = free.ok ? candidates(wish) : free;
    if (!found.ok) return refuse(context, found.error);
    if (!isJson) print(found.value.map((each) => generationToLine(each, language, system.now())));
    const chosen = await chooseBackup(system, wish, openSlotsAt);
    if (!chosen.ok) return refuse(context, chosen.error);
    const restored = restoreBackup(system, chosen.value, { folder, deviceKey: createDeviceKey() });
    if (!restored.ok) return refuse(context, restored.error);
    const { manifest, generation, passedOver } = chosen.value;
    const { device, incarnation } = restored.value;
    for (const line of errorLines(passedOver, language)) complain(line);
    const next = {
      ko: [
        `복원했습니다: ${folder} (${generation.folder})`,
        ...missingToLines(manifest, 'ko', system.now()),
        `중앙 서버 관리자에게 이 컴퓨터의 코드를 요청하십시오: npm run central -- code --device ${device}`,
      ],
      en: [
        `Restored: ${folder} (from ${generation.folder})`,
        ...missingToLines(manifest, 'en', system.now()),
        `Ask central's administrator for a code for this computer: npm run central -- code --device ${device}`,
      ],
    }[language];
    print(
      isJson ? [JSON.stringify({ folder, from: generation.folder, device, incarnation, manifest, passedOver })] : next,
    );
    return passedOver.length > 0 ? exitCodes.attention : exitCodes.done;
  },
};
