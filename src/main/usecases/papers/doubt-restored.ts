import { FilingId } from '../../../shared/registry/ids.ts';
import type { Replica } from '../../replica/replica.ts';
import type { System } from '../../system.ts';
import { stepPaper } from './step.ts';

/**
 * On a device that was restored, papers that were under way when its backup was made become a person's question: the
 * computer that is gone may have printed and handed them over since, or not. Before anything prints; broken off, it goes on
 * at the next start.
 */
export const doubtRestoredPapers = async (replica: Replica, { newId }: Pick<System, 'newId'>): Promise<void> => {
  const { restoredFrom, incarnation } = replica.identity();
  if (!restoredFrom) return;
  for (const id of replica.ledger().leftOpenBefore(incarnation)) {
    const paper = replica.ledger().paper(id);
    if (!paper) continue;
    const by = { id: FilingId.parse(newId()), official: paper.official, role: paper.role };
    await stepPaper(replica, by, id, () => ({ to: 'suspect', why: 'restored', impressions: null, detail: '' }));
  }
};
