import type { Language } from '../../../../shared/text/language.ts';
import type { MoveInDraft } from './draft.ts';

const longest = 80;

/** Tells drafts apart in a list, without any resident number, wherever one was typed. */
export const draftTitle = (draft: MoveInDraft, language: Language): string => {
  const { place, movers, reporter } = draft;
  const names = [...movers.map(({ name }) => name.trim()), reporter.name.trim()].filter((name) => name !== '');
  const [first = ''] = names;
  const others = movers.filter(({ name }) => name.trim() !== '').length - 1;
  const who =
    others > 0
      ? language === 'ko'
        ? `${first} 외 ${String(others)}명`
        : `${first} and ${String(others)} more`
      : first;
  const { road = '', building = '' } = place.typed ?? place.listed ?? {};
  const where = `${road} ${building}`.trim();
  // Part of one is too much already.
  const title = [who, where]
    .filter((part) => part !== '')
    .join(' · ')
    .replaceAll(/\d{5,}/g, '…');
  return [...title.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')].slice(0, longest - 1).join('');
};
