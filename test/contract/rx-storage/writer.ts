import { createSqliteStorage } from '../../../src/main/replica/rx-storage/storage.ts';
import { openEncrypted } from '../../builders/encrypted-database.ts';
import { aDocument, openInstance, theNext } from '../../builders/rx-documents.ts';

/*
 * A process that writes as others do at the same time: `writer.ts FILE NAME DOCUMENTS ROUNDS`.
 * It inserts each document, raises its age in each round as long as nobody else has meanwhile, and tells what of it counted.
 */

const [file = '', name = '', documents = '0', rounds = '0'] = process.argv.slice(2);
const db = openEncrypted(file);
const instance = await openInstance(createSqliteStorage({ db }));
const told = { inserted: [] as string[], raised: 0, refused: 0 };

for (let round = 0; round <= Number(rounds); round += 1) {
  for (let number = 0; number < Number(documents); number += 1) {
    const id = `document-${number}`;
    const [previous] = await instance.findDocumentsById([id], true);
    const age = Number(previous?.age ?? 0);
    const { error } = await instance.bulkWrite(
      previous
        ? [{ previous, document: theNext(previous, { age: age + 1, name }) }]
        : [{ document: aDocument(id, { age: 0, name, _rev: `1-${name}` }) }],
      name,
    );
    if (error.length > 0) told.refused += 1;
    else if (previous) told.raised += 1;
    else told.inserted.push(id);
  }
}
await instance.close();
db.close();
process.stdout.write(JSON.stringify(told));
