import { AreaCode, levelOf } from '../../shared/registry/area.ts';
import { createFields, type Fields } from './fields.ts';
import { columnNames } from './layouts.ts';
import type { Problem } from './split.ts';

export interface AreaLine {
  readonly code: string;
  readonly province: string;
  readonly city: string;
  readonly township: string;
  readonly ri: string;
  readonly from: string;
  /** Null while it lives. */
  readonly to: string | null;
}

export interface JurisdictionLine {
  readonly administrative: string;
  readonly legal: string;
  readonly from: string;
  readonly to: string | null;
}

export type Parsed<T> = { readonly ok: true; readonly line: T } | { readonly ok: false; readonly problem: Problem };

export const parsed = <T>(fields: Fields, line: T): Parsed<T> => {
  const problem = fields.problem();
  return problem ? { ok: false, problem } : { ok: true, line };
};

const maxName = 40;
/** Thirty bytes in the files; with an apartment house after it, it still fits the remark of an address. */
export const maxTownship = 20;

const lifeIn = (fields: Fields): { readonly from: string; readonly to: string | null } => {
  const from = fields.date('생성일자');
  const to = fields.date('말소일자');
  if (from === null) fields.fail('생성일자', 'missing', '');
  else if (to !== null && to < from) fields.fail('말소일자', 'ends-before-it-begins', `${from} – ${to}`);
  return { from: from ?? '', to };
};

/** A line of KIKcd_H or KIKcd_B. Only the codes of ri have a name of a ri; a dong's name may stand in either column. */
export const parseArea = (
  kind: 'administrative-codes' | 'legal-codes',
  values: readonly string[],
): Parsed<AreaLine> => {
  const fields = createFields(columnNames(kind), values);
  const code = fields.digits(kind === 'legal-codes' ? '법정동코드' : '행정동코드', 10);
  const province = fields.text('시도명', maxName);
  const city = fields.optionalText('시군구명', maxName);
  const middle = fields.optionalText('읍면동명', maxTownship);
  const last = kind === 'legal-codes' ? fields.optionalText('동리명', maxTownship) : '';
  const level = AreaCode.safeParse(code).success
    ? levelOf(kind === 'legal-codes' ? 'legal' : 'administrative', code as AreaCode)
    : 'province';
  const isRi = level === 'ri';
  const township = middle === '' && !isRi ? last : middle;
  if ((level === 'township' || isRi) && township === '') fields.fail('읍면동명', 'missing', '');
  if (isRi && last === '') fields.fail('동리명', 'missing', '');
  return parsed(fields, { code, province, city, township, ri: isRi ? last : '', ...lifeIn(fields) });
};

/** A line of KIKmix, or null for one of a province or city, which says only that it is its own. */
export const parseJurisdiction = (values: readonly string[]): Parsed<JurisdictionLine | null> => {
  const fields = createFields(columnNames('jurisdictions'), values);
  const line = {
    administrative: fields.digits('행정동코드', 10),
    legal: fields.digits('법정동코드', 10),
    ...lifeIn(fields),
  };
  return parsed(fields, line.administrative.endsWith('00000') ? null : line);
};
