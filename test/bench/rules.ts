import { MoveInReport } from '../../src/shared/registry/move-in.ts';
import { Household, Resident } from '../../src/shared/registry/resident.ts';
import { registerOf } from '../../src/shared/rules/register.ts';
import { settle } from '../../src/shared/rules/settle.ts';
import { aFamily, aFiling, aMoveInReport, moversOf } from '../builders/registry.ts';
import { type Row, ratioRow } from './row.ts';

/** Not in the design's table: deciding a filing should cost no more than reading what it is decided on. */
export const run = async (): Promise<Row[]> => {
  const family = aFamily({ first: 1, size: 4 });
  const register = registerOf(family.residents, [family.household]);
  const filing = aFiling({ report: aMoveInReport({ movers: moversOf(family.residents) }) });
  const texts = {
    residents: family.residents.map((resident) => JSON.stringify(resident)),
    household: JSON.stringify(family.household),
    report: JSON.stringify(filing.report),
  };
  const read = (): void => {
    for (const text of texts.residents) Resident.parse(JSON.parse(text));
    Household.parse(JSON.parse(texts.household));
    MoveInReport.parse(JSON.parse(texts.report));
  };
  const decide = (): void => {
    const { answers } = settle(register, [filing]);
    if (answers.get(filing.id)?.length !== 4) throw new Error('four movers get four answers');
  };
  const rounds = 20_000;
  const microseconds = (work: () => void): number => {
    const from = performance.now();
    for (let round = 0; round < rounds; round += 1) work();
    return ((performance.now() - from) / rounds) * 1000;
  };
  microseconds(read);
  microseconds(decide);
  const measured = { baseline: microseconds(read), value: microseconds(decide) };
  return [ratioRow('decide a family of four (baseline: parse its documents)', 'µs', measured, { atMost: 1 })];
};
