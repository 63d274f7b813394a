import { ok } from '../../../shared/contract/result.ts';
import type { Overtaken } from '../../../shared/registry/certificate.ts';
import { FilingId } from '../../../shared/registry/ids.ts';
import { overtakenBy } from '../../../shared/rules/paper/overtaken.ts';
import type { Paper } from '../../replica/ledger.ts';
import type { RegisterReads } from '../../replica/register-reads.ts';
import type { System } from '../../system.ts';
import type { OpenOffice } from '../session.ts';

/**
 * Compares issued papers with the register as it is since the last sync, and enters those that it has overtaken. Which
 * to compare stands in the file, so a crash in between loses none.
 */
export const comparePapers = async ({ replica }: OpenOffice, { newId }: Pick<System, 'newId'>): Promise<void> => {
  for (let ids = replica.ledger().toCompare(); ids.length > 0; ids = replica.ledger().toCompare()) {
    for (const id of ids) {
      const entered = await replica.act(() => {
        const paper = replica.ledger().paper(id);
        const overtaken = paper?.state === 'issued' ? findOvertaken(replica.reads(), paper) : null;
        if (!paper || !overtaken) return ok({ act: null, value: null });
        const act = {
          kind: 'certificateOvertaken',
          id: FilingId.parse(newId()),
          actor: paper.official,
          role: paper.role,
          purpose: 'paper-overtaken',
          subject: overtaken.resident,
          body: { v: 1, certificate: id, serial: paper.serial, overtaken },
        } as const;
        return ok({ act, value: null });
      });
      if (!entered.ok) return;
      // Looked at once more: what the feed brought since has put it on the list again, or found it there.
      await replica.markCompared(id, () => {
        const paper = replica.ledger().paper(id);
        return paper?.state !== 'issued' || findOvertaken(replica.reads(), paper) === null;
      });
    }
  }
};

/** Looks at everybody who is on it, and at everybody who lives now where it says, or did when that record ended. */
const findOvertaken = (reads: RegisterReads, { reservation }: Paper): Overtaken | null => {
  const { issuedOn, kind, input, subjects, request, household } = reservation;
  const paper = { issuedOn, kind, content: input.content, subjects };
  const homes = request.kind === 'moved-in-households' ? reads.householdsAt(request.address) : [];
  const home = household === null ? null : reads.household(household);
  const people = new Set([
    ...subjects,
    ...[...homes, ...(home ? [home] : [])].flatMap(({ members, closed }) => [...members, ...(closed?.members ?? [])]),
  ]);
  for (const id of people) {
    const resident = reads.resident(id);
    const found = overtakenBy(paper, resident, resident ? null : reads.lastDeparture(id));
    if (found) return found;
  }
  return null;
};
