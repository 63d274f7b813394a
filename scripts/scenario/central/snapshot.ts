import { zstdCompressSync } from 'node:zlib';
import { snapshotLines } from '../../../src/central/feed/snapshot.ts';
import type { Seed } from '../../../src/central/store/seed.ts';
import { type Sign, sign } from '../../../src/shared/contract/signed.ts';
import type { SnapshotEnd } from '../../../src/shared/contract/sync.ts';
import { departuresFrom } from '../../../src/shared/registry/departure.ts';
import type { OfficeId } from '../../../src/shared/registry/ids.ts';
import { sha256 } from '../sha256.ts';
import type { Decisions } from './decisions.ts';

/** All that an office has, as src/central writes it. */
export const writeSnapshot = ({
  seed,
  decisions: { slice, papers, heads },
  office: officeId,
  at,
  sign: signText,
}: {
  readonly seed: Seed;
  readonly decisions: Decisions;
  readonly office: OfficeId;
  readonly at: string;
  readonly sign: Sign;
}): Buffer => {
  const office = seed.offices.find(({ id }) => id === officeId);
  const position = heads.get(officeId);
  if (!office || !position) throw new Error(`office ${officeId} is not on the list`);
  const people = [...slice.residents.values()].flatMap(({ now }) => now ?? []);
  const lines = [
    ...snapshotLines({
      office,
      officials: seed.officials.filter((official) => official.office === officeId),
      position,
      at,
      households: [...slice.households.values()].flatMap(({ now }) => (now?.doc.office === officeId ? now : [])),
      residents: people.map((found) => ({ id: found.doc.id, open: () => found })),
      departed: people
        .filter(({ doc }) => departuresFrom(doc, officeId).length > 0)
        .map((found) => ({ id: found.doc.id, open: () => found })),
      filings: [...slice.filings.values()]
        .filter(({ filing }) => filing.office === officeId)
        .map((found) => ({ open: () => found })),
      blocks: [...papers.blocks.values()].flatMap(({ now: { office: owner, device, terminal, epoch, first, last } }) =>
        owner === officeId ? { office: owner, device, terminal, epoch, first, last } : [],
      ),
      policy: papers.policies.get(officeId)?.now,
      deadlines: papers.deadlines.get(officeId)?.now,
    }),
  ];
  const text = `${lines.join('\n')}\n`;
  const end: SnapshotEnd = {
    type: 'snapshot-end',
    office: officeId,
    position,
    sha256: sha256(text),
    rows: lines.length - 1,
    at,
  };
  return zstdCompressSync(`${text}${JSON.stringify(sign(end, signText))}\n`);
};
