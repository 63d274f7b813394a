import type { z } from 'zod';
import { addDays, type PlainDate } from '../../../src/shared/registry/plain-date.ts';
import type { RegisterReport } from '../../../src/shared/registry/register-report.ts';
import type { basis as basisInput } from '../format/parts.ts';
import { isYes } from '../format/steps.ts';
import { officialId } from '../world/offices.ts';
import type { StoryPerson } from '../world/people.ts';
import { type ActContext, personOf, toNamed } from './context.ts';

export type Basis = Exclude<RegisterReport, { readonly kind: 'objection' }>['basis'];

/** On whose word it is where the scenario doesn't say. */
export interface UsualBasis {
  readonly type: 'report' | 'ex-officio' | 'notified';
  readonly reporter: StoryPerson | null;
  readonly evidence: string;
  readonly by: string;
}

/** Null after saying what is wrong. What isn't said is in order. */
export const basisOf = (
  context: ActContext,
  said: z.infer<typeof basisInput> | undefined,
  reportDate: PlainDate,
  usual: UsualBasis,
): Basis | null => {
  const fields = typeof said === 'object' ? said : {};
  const type =
    typeof said === 'string'
      ? said
      : 'ex-officio' in fields
        ? 'ex-officio'
        : 'notified-by' in fields
          ? 'notified'
          : said === undefined
            ? usual.type
            : 'report';
  const evidence = 'evidence' in fields ? (fields.evidence ?? usual.evidence) : usual.evidence;
  if (type === 'notified')
    return { type, by: 'notified-by' in fields ? String(fields['notified-by']) : usual.by, evidence };
  if (type === 'ex-officio') {
    const given = 'ex-officio' in fields && typeof fields['ex-officio'] === 'object' ? fields['ex-officio'] : {};
    return {
      type,
      procedure: {
        investigatedOn: (given['investigated-on'] ?? addDays(reportDate, -40)) as PlainDate,
        official: officialId(context.office.office.id, 'clerk'),
        noticeOn: (given['notice-on'] ?? addDays(reportDate, -30)) as PlainDate,
        isPublicNotice: isYes(given.public ?? false),
        noticeDays: given['notice-days'] ?? 14,
      },
      evidence,
    };
  }
  const reporter =
    'reporter' in fields && fields.reporter !== undefined
      ? personOf(context, fields.reporter, ['basis', 'reporter'])
      : usual.reporter;
  if (!reporter) {
    context.problems.add(context.path, 'say who reports: basis: { reporter: 김철수 }', 'key');
    return null;
  }
  const card = 'card' in fields ? fields.card : undefined;
  return { type, reporter: toNamed(reporter), identityChecked: isYes(card ?? true), evidence };
};
