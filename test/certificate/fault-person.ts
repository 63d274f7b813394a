import type { CommandInput, CommandName } from '../../src/shared/contract/commands.ts';
import type { CertificateLine } from '../../src/shared/contract/queries.ts';
import { CertificateId } from '../../src/shared/registry/ids.ts';
import type { PrinterId } from '../../src/shared/registry/printer.ts';
import { mayBeReplaced } from '../../src/shared/rules/ledger.ts';
import { everything, type Trays } from './fault-checks.ts';
import type { FaultWorld } from './fault-world.ts';

/** What a person may want of a paper. */
export type Wish = 'withdraw' | 'retry' | 'replace' | 'confirm';

/** The command for a wish, and what the person does with the sheets once it is done. */
interface Errand<N extends CommandName = CommandName> {
  readonly name: N;
  readonly input: CommandInput<N>;
  readonly done: () => void;
}

export interface Person {
  /** Goes to the trays and sees what this paper needs; null where nothing fits what they see. */
  readonly plan: (line: CertificateLine, wish: Wish) => Errand | null;
  readonly carryOut: (errand: Errand) => Promise<boolean>;
  /** Decides about every paper that waits for a person. */
  readonly resolve: () => Promise<void>;
}

/** Somebody at the counter who believes nothing but the sheets. */
export const createPerson = (world: FaultWorld, trays: Trays): Person => {
  const { random } = world;
  const aPrinter = (): PrinterId => random.pick(world.setups).id;
  const isFullSet = ({ id, serial }: CertificateLine): boolean => {
    const paper = world.open().replica.ledger().paper(id);
    return trays.isFullSet(serial, paper?.sha256 ?? null, paper?.pages ?? null);
  };

  const plan = (line: CertificateLine, wish: Wish): Errand | null => {
    const { id: certificate, serial, state } = line;
    const id = world.newId();
    // A printer that the office no longer talks to may still have the job: the person waits until it is done with it.
    if (world.ledger().steps(certificate).at(-1)?.detail.includes('not set up'))
      for (const printer of world.printers.values()) {
        printer.refill();
        printer.step(200);
      }
    switch (wish) {
      case 'withdraw':
        return { name: 'withdrawCertificate', input: { id, certificate, note: '잘못' }, done: () => undefined };
      case 'retry':
        return {
          name: 'retryCertificate',
          input: { id, certificate, printer: aPrinter() },
          done: () => undefined,
        };
      case 'replace':
        if (!mayBeReplaced(state)) return null;
        return {
          name: 'replaceCertificate',
          input: {
            id: CertificateId.parse(id),
            certificate,
            why: 'damaged',
            sheets: trays.left(serial).length,
            note: '',
            printer: aPrinter(),
          },
          done: () => trays.destroy(serial),
        };
      case 'confirm': {
        // Of a paper that is still coming out there is nothing to say yet.
        if (state !== 'suspect' && state !== 'printed') return null;
        const isAll = isFullSet(line) && (state !== 'printed' || random.chance(0.3));
        const sheets = trays.left(serial).length;
        return {
          name: 'confirmSheets',
          input: { id, certificate, came: isAll ? { type: 'all' } : { type: 'destroyed', sheets, note: '' } },
          done: () => {
            if (!isAll) trays.destroy(serial);
          },
        };
      }
    }
  };

  const carryOut = async ({ name, input, done }: Errand): Promise<boolean> => {
    const answer = await world.ask(name, input);
    if (answer.ok) done();
    return answer.ok;
  };

  return {
    plan,
    carryOut,
    resolve: async () => {
      for (const { id } of world.ledger().all({ ...everything, show: 'attention' })) {
        const line = world.ledger().byId(id);
        if (!line) throw new Error('a line stays');
        const first =
          line.state === 'suspect'
            ? random.pick(['confirm', 'confirm', 'replace'] as const)
            : random.pick(['retry', 'retry', 'withdraw', 'replace'] as const);
        const errand = plan(line, first);
        if (errand && (await carryOut(errand))) continue;
        // No serial for another one.
        const second = plan(line, line.state === 'suspect' ? 'confirm' : 'withdraw');
        if (second) await carryOut(second);
      }
    },
  };
};
