import type { FilingLine, TrayItem } from '../../../shared/contract/queries.ts';
import type { Answer } from '../../../shared/registry/answer.ts';
import { type PlainDate, plainDateAt } from '../../../shared/registry/plain-date.ts';
import type { Language, Text } from '../../../shared/text/language.ts';
import { texts } from './texts.ts';

type Of<T extends TrayItem['type']> = Extract<TrayItem, { readonly type: T }>;

/** What waits, by what has to be done about it, the oldest or the first due at the head. */
export interface TrayGroups {
  readonly held: readonly FilingLine[];
  readonly supplement: readonly FilingLine[];
  readonly verification: readonly Of<'post-verification'>[];
  readonly households: readonly Of<'household-without-householder'>[];
  readonly overtaken: readonly Of<'overtaken-paper'>[];
}

export const groupTray = (items: readonly TrayItem[]): TrayGroups => {
  const filings = items
    .flatMap((item) => (item.type === 'filing' ? item.filing : []))
    .toSorted((a, b) => compare(a.takenAt, b.takenAt));
  // One of which somebody is held is looked at there first, whatever else is missing.
  const isHeld = ({ movers }: FilingLine): boolean => movers.some(({ answer }) => answer?.type === 'held');
  return {
    held: filings.filter(isHeld),
    supplement: filings.filter((filing) => !isHeld(filing)),
    verification: items
      .flatMap((item) => (item.type === 'post-verification' ? item : []))
      .toSorted((a, b) => compare(a.due ?? '9999', b.due ?? '9999')),
    households: items.flatMap((item) => (item.type === 'household-without-householder' ? item : [])),
    overtaken: items
      .flatMap((item) => (item.type === 'overtaken-paper' ? item : []))
      .toSorted((a, b) => compare(a.certificate.issuedOn, b.certificate.issuedOn)),
  };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const dayMs = 86_400_000;

export const daysBetween = (from: PlainDate, to: PlainDate): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / dayMs);

/** How long something waits: `오늘`, `3일째`. */
export const ageText = (since: PlainDate, today: PlainDate, language: Language): string => {
  const days = Math.max(0, daysBetween(since, today));
  // Nobody has said yet which day it is.
  if (Number.isNaN(days)) return '';
  if (days === 0) return language === 'ko' ? '오늘' : 'today';
  return language === 'ko' ? `${String(days)}일째` : days === 1 ? '1 day' : `${String(days)} days`;
};

/** The day on which something was taken, by Korea's calendar. */
export const dayOfInstant = (instant: string): PlainDate => plainDateAt(Date.parse(instant));

/** How close a last day is; null where none is known. */
export const dueTone = (due: PlainDate | null, today: PlainDate): 'danger' | 'warning' | 'neutral' => {
  if (due === null) return 'neutral';
  const left = daysBetween(today, due);
  return left < 0 ? 'danger' : left <= 3 ? 'warning' : 'neutral';
};

export interface Compared {
  readonly field: Text;
  readonly mine: string;
  readonly other: string;
  readonly differs: boolean;
}

/** The city and township that an address begins with, before its road: all that is known here of another office. */
export const placeOf = (address: string): string | null => {
  const parts = address.split(' ');
  const road = parts.findIndex((part) => /[로길]$/.test(part));
  // The province says less than what follows it.
  return parts.slice(1, Math.max(road, 0)).join(' ') || null;
};

/** The two filings, field by field, as far as the other one's facts were told. */
export const compareFilings = (
  filing: FilingLine,
  other: NonNullable<Extract<Answer, { readonly type: 'held' }>['other']>,
  office: { readonly isOther: boolean; readonly language: Language },
): readonly Compared[] => {
  const rows: readonly (readonly [Text, string, string])[] = [
    [texts.reportDate, filing.reportDate, other.reportDate],
    [texts.address, filing.address, other.address],
    [texts.householder, filing.householderName, other.householderName],
    [
      texts.office,
      texts.here[office.language],
      office.isOther
        ? `${texts.otherOffice[office.language]} (${placeOf(other.address) ?? other.office})`
        : texts.here[office.language],
    ],
  ];
  return rows.map(([field, mine, theirs]) => ({ field, mine, other: theirs, differs: mine !== theirs }));
};
