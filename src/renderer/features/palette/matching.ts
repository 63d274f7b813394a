import { toInitials } from '../../../shared/text/initials.ts';
import { latinToHangul } from '../../../shared/text/keyboard.ts';

const plain = (text: string): string => text.normalize('NFC').toLowerCase().replaceAll(' ', '');

/** Whether a command is meant by what was typed: part of its name in either language, its initials, or its keys. */
export const isMeant = (names: readonly string[], typed: string): boolean => {
  const wanted = plain(typed);
  if (wanted === '') return true;
  const ways = [wanted, plain(latinToHangul(wanted))];
  return names.some((name) => {
    const label = plain(name);
    const initials = plain(toInitials(name));
    return ways.some((way) => label.includes(way) || initials.includes(way));
  });
};
