import { openReplica } from '../../src/main/replica/replica.ts';
import { realSystem } from '../../src/main/system.ts';
import { DraftId, type OfficialId } from '../../src/shared/registry/ids.ts';

/** A process that saves a draft and discards it, and is gone without closing anything: `FOLDER KEY OFFICIAL`. */
const [folder = '', key = '', official = ''] = process.argv.slice(2);
const system = realSystem(() => undefined);
const opened = await openReplica({ folder, profile: 'training', system }, Buffer.from(key, 'hex'));
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
const by = official as OfficialId;
const id = DraftId.parse(system.newId());
const savedAt = new Date(system.now()).toISOString();
await opened.value.saveDraft({ id, official: by, task: 'move-in', title: '', content: '{}', savedAt }, 1);
await opened.value.discardDraft(by, id);
process.kill(process.pid, 'SIGKILL');
