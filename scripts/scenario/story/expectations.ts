import { didYouMean } from '../format/nearest.ts';
import type { Problems } from '../format/read-scenario.ts';
import type { Path } from '../format/read-yaml.ts';
import type { ExpectInput } from '../format/schema.ts';
import type { StoryWorld } from '../world/build.ts';

interface Names {
  readonly world: StoryWorld;
  readonly filings: readonly string[];
  readonly papers: readonly string[];
}

/** A name that nothing has would be an expectation that can't fail, or always does. */
export const checkExpectations = (
  expect: ExpectInput | undefined,
  path: Path,
  { world, filings, papers }: Names,
  problems: Problems,
): void => {
  const people = [...world.people.byKey.keys()];
  const check = (part: keyof ExpectInput, known: readonly string[], what: string): void => {
    for (const name of Object.keys(expect?.[part] ?? {}))
      if (!known.includes(name))
        problems.add(
          [...path, part, name],
          `${what} ${name}${didYouMean(name, known) || `; there are ${known.join(', ')}`}`,
          'key',
        );
  };
  check('answers', filings, 'nothing is filed as');
  check('filings', filings, 'nothing is filed as');
  check('certificates', papers, 'no paper is asked for as');
  check(
    'offices',
    world.offices.map(({ key }) => key),
    'there is no office',
  );
  check('register', people, 'nobody is called');
  for (const [filing, each] of Object.entries(expect?.answers ?? {}))
    if (typeof each === 'object' && each !== null && !Array.isArray(each))
      for (const name of Object.keys(each))
        if (!people.includes(name) && !world.people.newborns.has(name))
          problems.add(
            [...path, 'answers', filing, name],
            `nobody is called ${name}${didYouMean(name, people)}`,
            'key',
          );
};
