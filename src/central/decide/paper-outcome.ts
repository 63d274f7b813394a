import type { Arrival } from '../store/arrivals.ts';
import type { NewReservation, PaperFlag } from '../store/certificates.ts';
import type { PolicyOrder } from '../store/policies.ts';
import type { Vault } from '../store/seal.ts';
import type { FeedWriter } from './feed-writer.ts';
import { grantSerials } from './grant.ts';
import { overtakePaper, type PaperChange, reservePaper, stepPaper } from './paper-acts.ts';
import { keepChanged, type Papers } from './papers.ts';
import type { PaperAct } from './read-arrival.ts';

/** Carries out an act about papers. Throws, with nothing changed, where it can't be. */
export const decidePaper = (
  vault: Pick<Vault, 'documentIndex'>,
  papers: Papers,
  feed: FeedWriter,
  arrival: Arrival,
  act: PaperAct,
): { readonly flags: readonly PaperFlag[]; readonly reservation: NewReservation | null } => {
  if (act.kind === 'serialsRequested') {
    const { body, apply } = grantSerials(papers, arrival, act.body.wanted);
    feed.write(new Map([[arrival.office, { kind: 'provision', body }]]), arrival.id);
    apply();
    return { flags: [], reservation: null };
  }
  const { flags, reservation, apply } = changePaper(vault, papers, arrival, act);
  apply();
  return { flags, reservation };
};

/** Tells an office what it may do from now on. Nothing follows for one that has this policy already. */
export const orderPolicy = (papers: Papers, feed: FeedWriter, { id, office, policy, deadlines }: PolicyOrder): void => {
  const isNew = policy !== null && JSON.stringify(papers.policies.get(office)?.now) !== JSON.stringify(policy);
  const areNew = deadlines !== null && papers.deadlines.get(office)?.now !== deadlines;
  if (!isNew && !areNew) return;
  const body = {
    blocks: [],
    policy: isNew ? policy : null,
    ...(areNew ? { deadlines: JSON.parse(deadlines) } : {}),
  };
  feed.write(new Map([[office, { kind: 'provision', body }]]), id);
  if (isNew) keepChanged(papers.policies, office, policy);
  if (areNew) keepChanged(papers.deadlines, office, deadlines);
};

const changePaper = (
  vault: Pick<Vault, 'documentIndex'>,
  papers: Papers,
  arrival: Arrival,
  act: Exclude<PaperAct, { kind: 'serialsRequested' }>,
): PaperChange => {
  switch (act.kind) {
    case 'certificateReserved':
      return reservePaper(papers, arrival, act.body, vault.documentIndex(act.body.documentNumber).toString('hex'));
    case 'certificateStepped':
      return stepPaper(papers, arrival, act.body);
    case 'certificateOvertaken':
      return overtakePaper(papers, arrival, act.body);
  }
};
