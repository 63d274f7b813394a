import { createIppPrinter } from '../../src/main/print/ipp-printer.ts';
import { type OfficeStep, officeSteps } from '../../src/main/steps.ts';
import type { AppError } from '../../src/shared/contract/errors.ts';
import { err } from '../../src/shared/contract/result.ts';
import { CertificateId } from '../../src/shared/registry/ids.ts';
import type { PrinterSetup } from '../../src/shared/registry/printer.ts';
import type { Random } from '../builders/random.ts';
import type { IppDouble } from '../doubles/ipp-printer.ts';
import type { JobPlan } from '../doubles/ipp-printer-machine.ts';
import { aPdf } from '../print/a-pdf.ts';
import { everything } from './fault-checks.ts';
import type { Person, Wish } from './fault-person.ts';
import type { FaultBase, FaultWorld } from './fault-world.ts';
import { aCopyAsk } from './paper-states.ts';

/** What may happen between a citizen's wish and their paper. Each of these takes its choices from the run's dice. */

/** Steps at which an office may die here: of appending, and of the way to the paper. */
export const mortalSteps = officeSteps.filter((step) => step.startsWith('paper:') || step.startsWith('append:'));
const paperSteps = officeSteps.filter((step) => step.startsWith('paper:'));

export interface Run {
  readonly base: FaultBase;
  readonly random: Random;
  readonly world: FaultWorld;
  readonly person: Person;
  /** While set, nothing is drawn. */
  readonly renderer: { isFailing: boolean };
  /** Somebody was told no. */
  readonly meet: (error: AppError) => void;
}

/** The printer is there and has all that it needs. */
export const heal = async (printer: IppDouble): Promise<void> => {
  // It may be there already.
  await printer.plug().catch(() => undefined);
  printer.refill();
};

export interface Happening {
  readonly weight: number;
  readonly happen: (run: Run) => Promise<void>;
}

export const happenings: readonly Happening[] = [
  { weight: 5, happen: (run) => askForPapers(run) },
  {
    weight: 3,
    happen: async (run) => {
      // The death is in the middle of somebody's command.
      run.world.dieAt(
        run.random.pick(mortalSteps.filter((step) => step.startsWith('append:'))),
        run.random.between(1, 3),
      );
      await (run.random.chance(0.5) ? askForPapers(run) : changeTheirMind(run));
      run.world.disarm();
    },
  },
  { weight: 10, happen: (run) => dieAtWork(run) },
  { weight: 5, happen: (run) => changeTheirMindMeanwhile(run) },
  { weight: 3, happen: ({ world }) => world.settle() },
  {
    weight: 6,
    happen: async ({ random, world }) => {
      const printer = random.pick([...world.printers.values()]);
      for (let count = random.between(1, 3); count > 0; count -= 1) printer.plan(aPlan(random));
    },
  },
  {
    weight: 4,
    happen: async (run) => {
      const { random, world } = run;
      await haveWork(run);
      const printer = random.pick([...world.printers.values()]);
      const act = random.pick(['powerCut', 'unplug', 'refill'] as const);
      world.meanwhileAt(random.pick(paperSteps), random.between(1, 2), () => void printer[act]());
      await world.settle();
      world.disarm();
    },
  },
  { weight: 1, happen: ({ random, world }) => random.pick([...world.printers.values()]).powerCut() },
  { weight: 1, happen: ({ random, world }) => random.pick([...world.printers.values()]).unplug() },
  {
    weight: 4,
    happen: async ({ random, world }) => {
      for (const printer of world.printers.values()) {
        await heal(printer);
        // On for so long that it is past the time at which it was before it went off.
        if (random.chance(0.3)) printer.step(1500);
      }
    },
  },
  { weight: 2, happen: (run) => somebodyElsePrints(run, run.random.pick(run.world.setups)) },
  { weight: 4, happen: (run) => powerCutAndOthersFirst(run) },
  { weight: 3, happen: ({ person }) => person.resolve() },
  { weight: 3, happen: (run) => changeTheirMind(run) },
  { weight: 1, happen: ({ world }) => world.restart() },
  {
    weight: 2,
    happen: async ({ random, world }) => {
      // Also the one that is printing just now.
      const lines = world.ledger().all(everything);
      const gone = lines.find(({ state }) => state === 'printing')?.printer ?? random.pick(world.setups).id;
      const printers = random.chance(0.7) ? world.setups.filter(({ id }) => id !== gone) : [...world.setups];
      await world.ask('setPrinters', { id: world.newId(), printers });
      await world.settle();
    },
  },
  {
    weight: 1,
    happen: async ({ random, renderer }) => {
      renderer.isFailing = random.chance(0.5);
    },
  },
];

const askForPapers = async ({ random, world, base, meet }: Run): Promise<void> => {
  const { desk } = base;
  const asks = Array.from({ length: random.between(1, 3) }, () => ({
    id: CertificateId.parse(world.newId()),
    ask: random.chance(0.5) ? desk.anAsk() : aCopyAsk(desk),
  }));
  const answer = await world.ask('issueCertificates', { printer: random.pick(world.setups).id, asks });
  if (!answer.ok) meet(answer.error);
};

/** Something for the press to do, so that what is to happen in the midst of it can. */
const haveWork = async (run: Run): Promise<void> => {
  if (run.world.open().replica.ledger().underWay().length === 0) await askForPapers(run);
};

const dieAtWork = async (run: Run): Promise<void> => {
  const { random, world } = run;
  await haveWork(run);
  const step: OfficeStep = random.pick(mortalSteps);
  world.dieAt(step, random.between(1, step.startsWith('append:') ? 9 : 3));
  await world.settle();
  world.disarm();
};

const aWish = (random: Random): Wish => random.pick(['withdraw', 'retry', 'replace', 'confirm']);

const changeTheirMind = async ({ random, world, person }: Run): Promise<void> => {
  const lines = world.ledger().all(everything);
  const line = lines.length > 0 ? random.pick(lines) : null;
  const errand = line && person.plan(line, aWish(random));
  if (errand) await person.carryOut(errand);
};

/** A command that comes while the press waits for something, and that the next office gets again if this one dies. */
const changeTheirMindMeanwhile = async (run: Run): Promise<void> => {
  const { random, world, person, meet } = run;
  await haveWork(run);
  const underWay: Promise<() => Promise<unknown>>[] = [];
  for (let count = random.between(1, 3); count > 0; count -= 1) {
    const wish = aWish(random);
    world.meanwhileAt(random.pick(paperSteps), random.between(1, 3), () => {
      const open = world
        .ledger()
        .all(everything)
        .filter(({ state }) => state !== 'void');
      const errand = open.length > 0 ? person.plan(random.pick(open), wish) : null;
      if (!errand) return;
      const asked = world.tell(errand.name, errand.input as never).then(
        (answer) => async () => {
          if (answer.ok) errand.done();
          else meet(answer.error);
        },
        () => () => person.carryOut(errand),
      );
      underWay.push(asked);
    });
  }
  if (random.chance(0.4)) world.dieAt(random.pick(mortalSteps), random.between(1, 4));
  await world.settle();
  const afterwards = await Promise.all(underWay);
  if (world.isDead()) await world.restart();
  world.disarm();
  for (const each of afterwards) await each();
};

const somebodyElsePrints = async ({ random }: Run, setup: PrinterSetup): Promise<void> => {
  const printer = createIppPrinter({
    setup: { ...setup, how: 'direct' },
    system: { now: () => 0 },
    rasterise: async () => err('nobody asked for that'),
  });
  const pages = random.between(1, 2);
  const job = await printer.create('회의자료', { pages });
  if (job.ok) await printer.send(job.value, { pdf: aPdf(pages), pages });
};

/** The printer has forgotten our job, and by the time that it is asked, its number is somebody else's. */
const powerCutAndOthersFirst = async (run: Run): Promise<void> => {
  const { random, world } = run;
  const setup = random.pick(world.setups);
  const printer = world.printers.get(setup.id);
  if (!printer) return;
  // Its numbers are low again, as are those of the others afterwards.
  await printer.powerCut();
  await heal(printer);
  await haveWork(run);
  const step = random.pick([
    'paper:created',
    'paper:sending',
    'paper:sent',
    'paper:printing',
    'paper:counted',
  ] as const);
  world.meanwhileAt(step, random.between(1, 2), () => void printer.powerCut());
  await world.settle();
  world.disarm();
  await heal(printer);
  if (random.chance(0.5)) printer.step(1500);
  for (let count = random.between(1, 4); count > 0; count -= 1) {
    await somebodyElsePrints(run, setup);
    printer.step(10);
  }
  await world.settle();
};

/** What becomes of one job. Never a lie that nobody could see through: too few sheets, and the right number told. */
const aPlan = (random: Random): JobPlan => {
  const fault = (type: NonNullable<JobPlan['fault']>['type']): JobPlan => ({
    fault: { type, after: random.between(0, 2) },
  });
  const first = random.pick<JobPlan>([
    {},
    {},
    fault('jam'),
    fault('paper-out'),
    fault('abort'),
    fault('cancel'),
    fault('cancel'),
    fault('power-cut'),
    { loseAnswerOf: 'create' },
    { loseAnswerOf: 'send' },
    { cutDocument: true },
    { prints: random.pick([0, 1, 1, 4]) },
    { reports: 'nothing' },
    { reports: random.pick([0, 99]) },
    { forget: 'at-end' },
    { forget: 'unprinted' },
    { busy: random.pick([1, 2, 60]) },
    { stepsPerSheet: random.between(2, 9) },
    { stepsPerSheet: random.between(2, 9) },
  ]);
  const second: JobPlan = random.chance(0.4)
    ? random.pick<JobPlan>([
        { stepsPerSheet: random.between(2, 9), sheetsAfterCancel: random.between(1, 2) },
        { busy: 1 },
        { loseAnswerOf: 'send' },
        { cutDocument: true },
        { reports: 'nothing' },
        { reports: 'nothing' },
      ])
    : {};
  return { ...first, ...second };
};
