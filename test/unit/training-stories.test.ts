import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TrainingStories, TrainingTownship } from '../../src/shared/registry/training.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { offices, residents, households } = TrainingTownship.parse(JSON.parse(read('resources/training/township.json')));
const { stories } = TrainingStories.parse(JSON.parse(read('resources/training/stories.json')));
const residentById = new Map(residents.map((resident) => [resident.id, resident]));

const storyOf = (id: string) => {
  const story = stories.find((each) => each.id === id);
  if (!story) throw new Error(`no story ${id}`);
  return { ...story, residents: story.people.flatMap(({ resident }) => residentById.get(resident) ?? []) };
};

test('are twelve, some at each office, each about other people', () => {
  expect(stories.length).toBe(12);
  expect(new Set(stories.map(({ id }) => id)).size).toBe(12);
  const counts = offices.map(({ id }) => stories.filter(({ office }) => office === id).length);
  for (const count of counts) expect(count).toBeGreaterThanOrEqual(3);
  expect(counts.reduce((sum, count) => sum + count)).toBe(12);
  expect(new Set(stories.map(({ people }) => people[0]?.resident)).size).toBe(12);
});

test('are about people of the register, under their names, each once', () => {
  for (const { id, people } of stories) {
    for (const { resident, name } of people) expect(residentById.get(resident)?.name, `${id}: ${name}`).toBe(name);
    expect(new Set(people.map(({ resident }) => resident)).size).toBe(people.length);
  }
});

test('name only rules of the spec and articles', () => {
  const spec = read('docs/spec.md');
  for (const { id, rules, law } of stories) {
    for (const rule of rules) expect(spec, `${id}: ${rule}`).toContain(`- **${rule}** `);
    expect(new Set(rules).size).toBe(rules.length);
    expect(new Set(law).size).toBe(law.length);
  }
});

test('are told in both languages', () => {
  for (const { id, title, people, who, wants, notice } of stories) {
    const texts = [title, who, wants, ...notice, ...people.map(({ role }) => role)];
    for (const { ko, en } of texts) {
      expect(ko, id).toMatch(/[가-힣]/);
      // A Korean word stands in English only as the word that prints, in brackets.
      expect(en.replaceAll(/\([가-힣]+\)/g, ''), id).not.toMatch(/[가-힣]/);
    }
    expect(title.ko).not.toMatch(/\.$/);
    for (const { ko, en } of [who, wants, ...notice]) expect(`${ko}\n${en}`, id).toMatch(/[.”]\n.*[.”]$/);
  }
});

test('tell of each peculiarity that somebody has', () => {
  const householdOf = (id: string) => households.find((each) => each.id === storyOf(id).residents[0]?.household);
  expect(new Set(storyOf('seven-kims').residents.map(({ name }) => name)).size).toBe(1);
  expect(storyOf('seven-kims').people.length).toBe(7);
  expect(storyOf('care-home').residents.some(({ relation }) => relation === '동거인')).toBe(true);
  expect(storyOf('remarried').residents.at(-1)?.relation).toBe('배우자의 자녀');
  expect(storyOf('grandparents').residents.filter(({ relation }) => relation === '손').length).toBe(2);
  expect(householdOf('foreign-spouse')?.foreignFamily?.[0]?.relation).toBe('배우자');
  expect(storyOf('unknown-domicile').residents[0]?.status).toBe('unknown-domicile');
  const [applicant, ...others] = storyOf('withheld').residents;
  for (const each of others) expect(each.withheldFrom?.[0]?.name).toBe(applicant?.name);
  expect(storyOf('minors').residents[0]).toMatchObject({ relation: '본인', birthDate: expect.stringMatching(/^2009/) });
  expect(
    storyOf('old-number')
      .residents.map(({ hanja }) => hanja)
      .join(''),
  ).toMatch(/[\u{20000}-\u{2a6df}]/u);
  expect(householdOf('rooms')?.address.room).toBeDefined();
  expect(householdOf('left-behind')?.householder).toBeNull();
  expect(householdOf('first-move')?.members.length).toBe(4);
});

test('stand in docs/training.md, one row each', () => {
  const page = read('docs/training.md');
  for (const { id, title } of stories)
    expect(page, id).toMatch(new RegExp(`\\| ${id} \\| ${title.ko} / ${title.en} \\|`));
});
