import type { AppError } from '../../../shared/contract/errors.ts';
import { moverKey } from '../../../shared/registry/answer.ts';
import type { Official } from '../../../shared/registry/office.ts';
import type { Profile } from '../../../shared/registry/profile.ts';
import { isMoveIn, type Report, subjectsOf } from '../../../shared/registry/report.ts';
import { fitsProfile, ResidentNumber } from '../../../shared/registry/resident-number.ts';
import { invalidInput } from '../invalid-input.ts';

/** Every resident number that stands anywhere in it, whoever's it is. */
const numbersIn = (value: unknown): readonly ResidentNumber[] => {
  if (typeof value === 'string') return [ResidentNumber.safeParse(value).data ?? []].flat();
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
};

/** Training takes nobody's real number and production no invented one, wherever on the form it stands. */
export const refuseOtherProfile = (input: unknown, profile: Profile): AppError | null =>
  numbersIn(input).every((number) => fitsProfile(number, profile)) ? null : { type: 'NumberOfOtherProfile', profile };

/**
 * A person who is listed twice would get two answers.
 *
 * @param path where the report stands in the input
 */
export const refuseDoubles = (report: Report, path: string): AppError | null => {
  const keys = subjectsOf(report).map(moverKey);
  const second = keys.findIndex((key, index) => keys.indexOf(key) < index);
  if (second < 0) return null;
  return invalidInput(`${path}.${isMoveIn(report) ? 'movers' : 'people'}.${String(second)}`, {
    ko: '같은 사람이 두 번 있습니다. 한 사람은 한 번만 적어야 합니다.',
    en: 'The same person stands twice. Each person must be listed once.',
  });
};

/**
 * Who vouches for a day further back is a supervisor of this office, as the device knows them.
 *
 * @param path where the report stands in the input
 */
export const refuseStranger = (report: Report, officials: readonly Official[], path: string): AppError | null => {
  const named = report.backdating?.supervisor;
  if (named === undefined) return null;
  const isSupervisor = officials.some(({ id, role }) => id === named && role === 'supervisor');
  return isSupervisor
    ? null
    : invalidInput(`${path}.backdating.supervisor`, {
        ko: '우리 기관의 책임자가 아닙니다. 신고일을 확인한 책임자의 ID를 입력해야 합니다.',
        en: 'This is no supervisor of this office. It must be the ID of the one who vouches for the report date.',
      });
};
