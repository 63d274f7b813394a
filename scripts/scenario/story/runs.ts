import { didYouMean } from '../format/nearest.ts';
import type { Problems } from '../format/read-scenario.ts';
import type { OrderInput, ScenarioInput } from '../format/schema.ts';
import type { StoryDesk, StoryRun, StoryStep } from './story.ts';

const mostRuns = 24;

/** The orders in which the scenario is played. */
export const compileRuns = (
  input: ScenarioInput['runs'],
  {
    steps,
    desks,
    problems,
  }: { readonly steps: readonly StoryStep[]; readonly desks: readonly StoryDesk[]; readonly problems: Problems },
): readonly StoryRun[] => {
  const wishes: readonly OrderInput[] = input === undefined ? [] : typeof input === 'string' ? [input] : input;
  const runs = wishes.flatMap((wish, index): StoryRun[] => {
    const path = ['runs', index];
    if (wish === 'all-orders') return allOrders(steps, desks, problems);
    const names = Array.isArray(wish) ? wish : wish.order;
    const named = names.map((name, place) => {
      const at = Array.isArray(wish) ? [...path, place] : [...path, 'order', place];
      return find(desks, String(name), problems, at);
    });
    const order = inFull(named.flat(), desks);
    const title = Array.isArray(wish) || wish.name === undefined ? titleOf(named.flat()) : String(wish.name);
    return [{ name: title, order, expect: Array.isArray(wish) ? null : (wish.expect ?? null) }];
  });
  if (runs.length === 0) return [{ name: 'as listed', order: desks, expect: null }];
  const names = runs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) problems.add(['runs'], `two runs are called ${twice}`);
  return runs;
};

/** An office by its name is all of its desks. */
const find = (
  desks: readonly StoryDesk[],
  name: string,
  problems: Problems,
  path: readonly (string | number)[],
): StoryDesk[] => {
  const exact = desks.filter((desk) => desk.name === name);
  const found = desks.filter(({ office }) => office.key === name || office.office.nameKo === name);
  if (found.length === 0 && exact.length === 0) {
    const names = desks.map((desk) => desk.name);
    problems.add(
      path,
      `no office or desk is called ${name}${didYouMean(name, names) || `; there are ${names.join(', ')}`}`,
    );
  }
  return found.length > 0 ? found : exact;
};

const inFull = (named: readonly StoryDesk[], desks: readonly StoryDesk[]): StoryDesk[] => [
  ...new Set([...named, ...desks]),
];

const titleOf = (order: readonly StoryDesk[]): string => order.map(({ name }) => name).join(', ');

/** Of the desks at which something is filed while central can't be reached: of all others the order says nothing. */
const allOrders = (steps: readonly StoryStep[], desks: readonly StoryDesk[], problems: Problems): StoryRun[] => {
  const down = new Set(desks.flatMap(({ office }) => (office.isUpAtFirst ? [] : office)));
  const filing = new Set<StoryDesk>();
  for (const { act, desk } of steps) {
    if (act.type === 'link')
      for (const office of act.offices) {
        if (act.isUp) down.delete(office);
        else down.add(office);
      }
    const isFiled = ['move-in', 'report', 'amend'].includes(act.type);
    if (desk && isFiled && down.has(desk.office)) filing.add(desk);
  }
  const busy = desks.filter((desk) => filing.has(desk));
  const orders = permutations(busy);
  if (orders.length > mostRuns) {
    problems.add(
      ['runs'],
      `${busy.length} desks file something without a link, which makes ${orders.length} orders: name up to ${mostRuns} of them`,
    );
    return [];
  }
  return orders.map((order) => ({
    name: order.length === 0 ? 'as listed' : titleOf(order),
    order: inFull(order, desks),
    expect: null,
  }));
};

const permutations = <T>(all: readonly T[]): readonly (readonly T[])[] => {
  if (all.length > 6) return Array.from({ length: mostRuns + 1 }, () => all);
  return all.length === 0
    ? [[]]
    : all.flatMap((first, index) => permutations(all.toSpliced(index, 1)).map((rest) => [first, ...rest]));
};
