import type { Relation } from '../../../shared/registry/resident.ts';
import { relationToPrint } from '../../../shared/rules/paper/words.ts';
import type { Language } from '../../../shared/text/language.ts';

/** The relation as the register has it, where a paper would say less; the householder by that name. */
export const relationToText = (relation: Relation, language: Language): string => {
  if (language === 'en') return relationToPrint(relation, 'detailed', 'en');
  return relation === '본인' ? '세대주' : relation;
};
