import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seed } from '../../../src/central/store/seed.ts';
import { plainDateAt } from '../../../src/shared/registry/plain-date.ts';
import type { CentralRegister, PlayedCentral } from '../central/central.ts';
import { createMemoryCentral } from '../central/memory-central.ts';
import { createNames, type Names } from '../results/names.ts';
import { officeToJson } from '../results/office.ts';
import type { Story, StoryRun, StoryStep } from '../story/story.ts';
import type { StoryOffice } from '../world/offices.ts';
import { actAt, type Said } from './acts.ts';
import { createDesk, type PlayedDesk } from './desk.ts';
import { createNetwork, type Network } from './network.ts';
import { type Clock, createDeskSystem, createDice, createIds } from './system.ts';

const minute = 60_000;

/** Makes the central of a run. */
export type MakeCentral = (deps: {
  readonly seed: Seed;
  readonly now: () => number;
  readonly newId: () => string;
}) => PlayedCentral | Promise<PlayedCentral>;

export interface PlayedStep {
  readonly step: StoryStep;
  readonly said: Said | null;
  /** By office, of a step that looks. */
  readonly looks: Readonly<Record<string, unknown>> | null;
}

/** A run at its end, with everything still open. */
export interface PlayedRun {
  readonly story: Story;
  readonly run: StoryRun;
  readonly steps: readonly PlayedStep[];
  readonly desks: readonly PlayedDesk[];
  readonly register: CentralRegister;
  readonly names: Names;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
}

/** Plays a run from the beginning, and closes everything when `use` has looked at its end. */
export const playRun = async <T>(
  story: Story,
  run: StoryRun,
  use: (played: PlayedRun) => Promise<T>,
  makeCentral: MakeCentral = createMemoryCentral,
): Promise<T> => {
  const folder = mkdtempSync(join(memoryFolder(), 'rrs-scenario-'));
  const clock: Clock = { now: story.startsAt - minute };
  const newId = createIds(createDice('central'));
  const central = await makeCentral({ seed: story.world.seed, now: () => clock.now, newId });
  const desks: PlayedDesk[] = [];
  try {
    const stage = await setStage(story, run, { folder, clock, central, desks });
    const steps: PlayedStep[] = [];
    for (const step of story.steps) steps.push(await playStep(stage, step));
    clock.now += 10 * minute;
    await stage.network.mend(stage.inRunOrder(desks.filter(({ isUp }) => !isUp)));
    const register = await registerOf(central);
    const names = createNames(story, register.residents);
    return await use({ story, run, steps, desks, register, names, endedAt: clock.now });
  } finally {
    for (const desk of desks) await desk.close();
    await central.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** People of the world by number, then who was born, whatever order central keeps them in. */
const registerOf = async (central: PlayedCentral): Promise<CentralRegister> => {
  const { residents, households, answers } = await central.register();
  return { residents: residents.toSorted(byId), households: households.toSorted(byId), answers };
};

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0;

/** Where files are written to memory, if there is such a place: nothing of a run is to be kept. */
const memoryFolder = (): string => {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
};

interface Stage {
  readonly story: Story;
  readonly clock: Clock;
  readonly central: PlayedCentral;
  readonly network: Network;
  readonly desks: readonly PlayedDesk[];
  /** Milliseconds by office. */
  readonly offsets: Map<StoryOffice, number>;
  readonly inRunOrder: (desks: readonly PlayedDesk[]) => readonly PlayedDesk[];
}

const setStage = async (
  story: Story,
  run: StoryRun,
  {
    folder,
    clock,
    central,
    desks,
  }: { readonly folder: string; readonly clock: Clock; readonly central: PlayedCentral; readonly desks: PlayedDesk[] },
): Promise<Stage> => {
  const offsets = new Map(story.world.offices.map((office) => [office, office.clockOffset]));
  const paperDesks = new Set<PlayedDesk>();
  for (const desk of story.desks) {
    const offset = (): number => offsets.get(desk.office) ?? 0;
    const system = createDeskSystem(clock, offset, desk.name);
    const played = await createDesk({ desk, folder: join(folder, String(desks.length)), system, central });
    desks.push(played);
    if (story.steps.some((step) => step.desk === desk && step.act.type === 'paper')) paperDesks.add(played);
  }
  const network = createNetwork(central, desks, paperDesks);
  const inRunOrder = (some: readonly PlayedDesk[]): readonly PlayedDesk[] =>
    some.toSorted((a, b) => run.order.indexOf(a.desk) - run.order.indexOf(b.desk));
  await network.settle();
  clock.now = story.startsAt;
  await network.cut(desks.filter(({ desk }) => !desk.office.isUpAtFirst));
  return { story, clock, central, network, desks, offsets, inRunOrder };
};

const playStep = async (stage: Stage, step: StoryStep): Promise<PlayedStep> => {
  const { clock, central, network, desks, offsets, inRunOrder } = stage;
  const { act } = step;
  const isNewDay = plainDateAt(step.at) !== plainDateAt(clock.now);
  clock.now = step.at;
  await central.decided();
  // Offices that can talk to central do so all the time.
  if (isNewDay) await network.settle();
  const of = (offices: readonly StoryOffice[]): readonly PlayedDesk[] =>
    desks.filter(({ desk }) => offices.includes(desk.office));
  const played = (said: Said | null, looks: PlayedStep['looks'] = null): PlayedStep => ({ step, said, looks });

  switch (act.type) {
    case 'pass':
      return played(null);
    case 'link':
      if (act.isUp) await network.mend(inRunOrder(of(act.offices)));
      else await network.cut(of(act.offices));
      return played(null);
    case 'sync':
      for (const desk of inRunOrder(of(act.offices))) await network.syncOnce(desk);
      await network.settle();
      return played(null);
    case 'restart':
    case 'crash':
      for (const desk of of(act.offices)) await (act.type === 'crash' ? desk.crash() : desk.restart());
      await network.settle();
      return played(null);
    case 'clock':
      for (const [office, offset] of act.offsets) offsets.set(office, offset);
      return played(null);
    case 'look':
      return played(null, await look(stage, of(act.offices)));
    case 'policy':
      for (const { office } of act.offices) await central.orderPolicy(office.id, act.policy);
      break;
    case 'extension':
      await central.orderExtension(act.extension);
      break;
    case 'area-change':
      await central.changeAreas(act.change);
      break;
    default: {
      const desk = desks.find((each) => each.desk === step.desk);
      if (!desk) throw new Error(`step ${step.nth} is done at no desk`);
      const said = await actAt(desk, act, step);
      await network.settle();
      return played(said);
    }
  }
  await central.decided();
  await network.settle();
  return played(null);
};

const look = async ({ story, central }: Stage, desks: readonly PlayedDesk[]): Promise<Record<string, unknown>> => {
  const register = await registerOf(central);
  const names = createNames(story, register.residents);
  const looks: Record<string, unknown> = {};
  for (const desk of desks) looks[desk.desk.name] = await officeToJson(desk, register, names);
  return looks;
};
