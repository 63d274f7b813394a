import { type Address, addressToText } from '../../../shared/registry/address.ts';
import { missingToText } from '../../../shared/text/answers.ts';
import { dateToText, type Language, type Text } from '../../../shared/text/language.ts';
import { maskTyped } from '../fields/typed-number.ts';
import type { MoveInDraft, MoverDraft, PersonDraft } from './model/draft.ts';
import { evidenceNeeded } from './model/evidence.ts';
import { householderAfter, householderBefore } from './model/householder.ts';
import { relationOf } from './model/to-report.ts';
import type { Topic } from './model/topics.ts';
import { readDate } from './model/typed.ts';
import { peopleCount } from './texts-check.ts';
import { evidenceTexts, remainingTexts } from './texts-evidence.ts';
import { kindTexts } from './texts-kind.ts';
import { peopleTexts } from './texts-people.ts';
import { householdTexts, placeTexts } from './texts-place.ts';
import { capacityWords, destinationWords, formWords, kinshipWords, reasonWords, relationWords } from './texts-words.ts';

export interface SummaryRow {
  readonly key: string;
  readonly value: string;
}

/** What was entered on a topic, to be compared with the form before it is filed. Numbers are masked. */
export const summaryRows = (draft: MoveInDraft, topic: Topic, language: Language): readonly SummaryRow[] => {
  const t = (text: Text): string => text[language];
  const rows: (readonly [Text | string, string])[] = rowsOf(draft, topic, language, t);
  return rows
    .filter(([, value]) => value.trim() !== '')
    .map(([key, value]) => ({ key: typeof key === 'string' ? key : t(key), value }));
};

/** The same in a line, for a list. */
export const topicSummary = (draft: MoveInDraft, topic: Topic, language: Language): string => {
  const t = (text: Text): string => text[language];
  switch (topic) {
    case 'kind':
      return joined([
        draft.form && t(formWords[draft.form]),
        draft.destination && t(destinationWords[draft.destination]),
      ]);
    case 'reporter':
      return joined([draft.reporter.name.trim(), draft.reporter.capacity && t(capacityWords[draft.reporter.capacity])]);
    case 'movers':
      return draft.movers.length === 0
        ? ''
        : `${t(peopleCount(draft.movers.length))}: ${draft.movers.map(({ name }) => name.trim() || '…').join(', ')}`;
    case 'place':
      return joined([addressText(draft), dateText(draft.movedOn, language)]);
    case 'household': {
      const after = householderAfter(draft);
      return after && after.name.trim() !== ''
        ? `${t(householdTexts.householder)}: ${after.name.trim()}`
        : draft.dormitory.name;
    }
    case 'evidence': {
      const needed = evidenceNeeded(draft);
      return needed.length === 0 ? '' : needed.map(({ mover }) => mover.name.trim() || '…').join(', ');
    }
    case 'remaining':
      return draft.remaining.who === null ? '' : t(remainingTexts[draft.remaining.who]);
    case 'check':
      return '';
  }
};

const rowsOf = (
  draft: MoveInDraft,
  topic: Topic,
  language: Language,
  t: (text: Text) => string,
): (readonly [Text | string, string])[] => {
  switch (topic) {
    case 'kind':
      return [
        [kindTexts.form, draft.form ? t(formWords[draft.form]) : ''],
        [kindTexts.destination, draft.destination ? t(destinationWords[draft.destination]) : ''],
        [kindTexts.reason, draft.reason ? t(reasonWords[draft.reason]) : ''],
        [kindTexts.reportDate, dateText(draft.reportDate, language)],
        [kindTexts.supervisor, draft.isBackdated ? draft.supervisor : ''],
      ];
    case 'reporter':
      return [
        [peopleTexts.name, personText(draft.reporter)],
        [peopleTexts.capacity, draft.reporter.capacity ? t(capacityWords[draft.reporter.capacity]) : ''],
        [
          peopleTexts.kinship,
          draft.reporter.capacity === 'delegate' && draft.reporter.kinship
            ? t(kinshipWords[draft.reporter.kinship])
            : '',
        ],
      ];
    case 'movers':
      return draft.movers.map((mover, index) => [
        `${t(peopleTexts.mover)} ${String(index + 1)}`,
        moverText(draft, mover, language),
      ]);
    case 'place':
      return [
        [placeTexts.to, addressText(draft)],
        [placeTexts.room, draft.place.room],
        [placeTexts.movedOn, dateText(draft.movedOn, language)],
        [placeTexts.previous, draft.previousAddress],
      ];
    case 'household': {
      const before = householderBefore(draft);
      const after = householderAfter(draft);
      return [
        [
          householdTexts.before,
          before ? personText(before) : draft.before.who === 'unknown' ? t(householdTexts.beforeUnknown) : '',
        ],
        [
          draft.destination === 'household-of' ? householdTexts.joined : householdTexts.head,
          after ? personText(after) : '',
        ],
        ...(draft.destination === 'dormitory'
          ? ([
              [householdTexts.dormitory, draft.dormitory.name],
              [householdTexts.manager, personText(draft.dormitory.manager)],
            ] as const)
          : []),
      ];
    }
    case 'evidence':
      return evidenceNeeded(draft).map(({ mover, age, missing }) => [
        mover.name,
        age !== 'unknown' && missing.length === 0
          ? t(evidenceTexts.complete)
          : `${t(evidenceTexts.incomplete)}: ${missing.map((each) => missingToText(each, language)).join(' ')}`,
      ]);
    case 'remaining':
      return [
        [remainingTexts.who, draft.remaining.who ? t(remainingTexts[draft.remaining.who]) : ''],
        [remainingTexts.householder, draft.remaining.who === 'named' ? personText(draft.remaining) : ''],
      ];
    case 'check':
      return [];
  }
};

const joined = (parts: readonly (string | null)[]): string =>
  parts.filter((part): part is string => part !== null && part !== '').join(' · ');

const personText = ({ name, number }: PersonDraft): string => joined([name.trim(), maskTyped(number.trim())]);

const moverText = (draft: MoveInDraft, mover: MoverDraft, language: Language): string => {
  const relation = relationOf(draft, mover);
  return joined([
    mover.name.trim(),
    mover.isNewborn ? dateText(mover.birthDate, language) : maskTyped(mover.number.trim()),
    relation && relationWords[relation][language],
  ]);
};

const dateText = (typed: string, language: Language): string => {
  const date = readDate(typed);
  return date === null ? typed.trim() : dateToText(date, language);
};

/** The new address in one line, as far as it is known. */
export const addressText = ({ place }: MoveInDraft): string => {
  const base: Omit<Address, 'office' | 'unit'> | null = place.typed ?? place.listed;
  if (base === null) return '';
  const { province, city, township, road, building, remark } = base;
  return addressToText({ province, city, township, road, building, remark, unit: place.unit.trim() } as Address);
};
