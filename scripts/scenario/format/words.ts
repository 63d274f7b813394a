import { z } from 'zod';
import { MoveInReport, MoveReason } from '../../../src/shared/registry/move-in.ts';
import { Relation, ResidentStatus } from '../../../src/shared/registry/resident.ts';

/** The words of a field, each with others that mean the same: Korean terms can be written in English, and the reverse. */
interface Words<T extends string> {
  readonly schema: z.ZodEnum<Record<string, string>>;
  readonly toWord: (text: string) => T;
}

const wordsOf = <T extends string>(
  words: readonly T[],
  others: Readonly<Partial<Record<T, readonly string[]>>>,
): Words<T> => {
  const meanings = new Map<string, T>(words.map((word) => [word, word]));
  for (const [word, same] of Object.entries(others) as [T, readonly string[]][])
    for (const each of same) meanings.set(each, word);
  return {
    schema: z.enum([...meanings.keys()] as [string, ...string[]]),
    toWord: (text) => {
      const word = meanings.get(text);
      if (word === undefined) throw new Error(`no such word: ${text}`);
      return word;
    },
  };
};

export const relationWords = wordsOf(Relation.options, {
  본인: ['세대주', 'householder', 'self'],
  배우자: ['처', '남편', '아내', 'spouse', 'wife', 'husband'],
  자녀: ['자', '아들', '딸', 'child', 'son', 'daughter'],
  부: ['아버지', 'father'],
  모: ['어머니', 'mother'],
  조부: ['할아버지', 'grandfather'],
  조모: ['할머니', 'grandmother'],
  손: ['손자', '손녀', '손자녀', 'grandchild', 'grandson', 'granddaughter'],
  증손: ['great-grandchild'],
  형제자매: ['형', '오빠', '누나', '언니', '동생', '형제', '자매', 'sibling', 'brother', 'sister'],
  며느리: ['daughter-in-law'],
  사위: ['son-in-law'],
  '배우자의 부': ['장인', '시아버지', 'father-in-law', "spouse's father"],
  '배우자의 모': ['장모', '시어머니', 'mother-in-law', "spouse's mother"],
  '배우자의 자녀': ["spouse's child", 'stepchild'],
  조카: ['nephew', 'niece'],
  '그 밖의 친족': ['other relative', 'other-relative'],
  동거인: ['cohabitant', 'friend', 'lodger'],
  '부의 배우자': ["father's spouse", 'stepmother', '새어머니'],
  '모의 배우자': ["mother's spouse", 'stepfather', '새아버지'],
  '배우자의 형제자매': ["spouse's sibling"],
});

export const statusWords = wordsOf(ResidentStatus.options, {
  resident: ['거주자'],
  'unknown-domicile': ['거주불명', '거주불명자'],
  'national-abroad': ['재외국민'],
  'staying-abroad': ['해외체류', '해외체류자'],
  deleted: ['말소', '말소자', 'struck-off'],
});

export const reasonWords = wordsOf(MoveReason.options, {
  직업: ['job', 'work'],
  가족: ['family'],
  주택: ['housing'],
  교육: ['education', 'school'],
  주거환경: ['living-environment'],
  자연환경: ['natural-environment'],
  '그 밖의 사유': ['그 밖', 'other'],
});

export const formWords = wordsOf(MoveInReport.shape.form.options, {
  'whole-household': ['whole', '세대모두', '세대 모두 이동'],
  'part-of-household': ['part', '세대일부', '세대 일부 이동'],
  're-registration': ['재등록'],
  'national-abroad': ['재외국민'],
});

export const capacityWords = wordsOf(['householder', 'household-manager', 'mover', 'delegate', 'dormitory-manager'], {
  householder: ['세대주'],
  'household-manager': ['manager', '세대를 관리하는 자', '관리자'],
  mover: ['self', '본인'],
  delegate: ['위임받은 자'],
  'dormitory-manager': ['기숙사 관리자'],
});

export const sexWords = wordsOf(['M', 'F'], { M: ['m', 'male', '남'], F: ['f', 'female', '여'] });

export const paperWords = wordsOf(['copy', 'copy-english', 'abstract', 'moved-in-households', 'move-in-receipt'], {
  copy: ['등본'],
  'copy-english': ['영문등본', 'english-copy'],
  abstract: ['초본'],
  'moved-in-households': ['전입세대확인서', 'moved-in'],
  'move-in-receipt': ['접수증', 'receipt'],
});
