import type { Topic } from '../shared/contract/topics.ts';
import { FilingId } from '../shared/registry/ids.ts';
import type { LogLine } from '../shared/text/log-line.ts';
import type { DeferredRenderer } from './certificate/deferred-renderer.ts';
import { createPress } from './certificate/press.ts';
import { createCodeSigner } from './certificate/sign-code.ts';
import type { PrintRoom } from './print/print-room.ts';
import type { Paper } from './replica/ledger.ts';
import type { Replica } from './replica/replica.ts';
import type { System } from './system.ts';
import { stepPaper } from './usecases/papers/step.ts';
import type { Papers } from './usecases/session.ts';

export interface PapersDeps {
  readonly system: System;
  /** Draws papers; lives longer than a session. */
  readonly renderer: DeferredRenderer;
  readonly createPrintRoom: (changed: () => void) => PrintRoom;
  readonly changed: (topics: readonly Topic[]) => void;
  readonly log: (line: LogLine) => void;
}

/**
 * Composes what makes papers for an open replica: its printers, its press, and the device's signature.
 *
 * @param isCurrent whether a paper that has waited is still what would be made now
 */
export const createPapers = (deps: PapersDeps, replica: Replica, isCurrent: (paper: Paper) => boolean): Papers => {
  const { system, renderer } = deps;
  const printers = deps.createPrintRoom(() => deps.changed(['printers']));
  printers.setUp(replica.printers());
  const press = createPress({
    ledger: {
      underWay: () => replica.ledger().underWay(),
      paper: (id) => replica.ledger().paper(id),
      pdf: (id) => replica.ledger().pdf(id),
      keepPdf: replica.keepPdf,
      step: async ({ id, official, role }, step) => {
        const by = { id: FilingId.parse(system.newId()), official, role };
        const stepped = await stepPaper(replica, by, id, () => step);
        return stepped.ok;
      },
    },
    renderer,
    printer: printers.printer,
    system,
    log: deps.log,
    isCurrent,
  });
  return { renderer, press, printers, signCode: createCodeSigner(replica.identity().deviceKey) };
};
