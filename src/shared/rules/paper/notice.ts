import type { Ground } from '../../registry/certificate.ts';
import type { WithheldNoticeContent } from '../../registry/sheet.ts';
import { hideTailsIn } from './numbers.ts';
import type { PaperAsk } from './sources.ts';
import { paperToPrint } from './words.ts';

/** Which paragraph lets the office refuse; the paragraphs are cited from memory. */
const clauseOf = (ground: Ground['type']): string => (ground === 'creditor' ? '제29조제8항' : '제29조제7항');

/**
 * CE-14: the written notice to somebody from whom a paper is withheld [A 29⑧]. It is made from the kind of paper, the
 * applicant's name and the ground alone, so that nothing on it can tell of the people on the paper: neither who they are
 * nor whether or where they are registered.
 */
export const composeNotice = ({
  request,
  applicant,
  ground,
}: Pick<PaperAsk, 'request' | 'applicant' | 'ground'>): WithheldNoticeContent => {
  const askedFor = paperToPrint(request.kind);
  return {
    kind: 'withheld-notice',
    recipient: hideTailsIn(applicant.name),
    askedFor,
    paragraphs: [
      `신청하신 증명서(${askedFor})는 「주민등록법」에 따라 열람과 교부가 제한되어 내드릴 수 없습니다.`,
      `${ground.type === 'delegate' ? '신청인이나 위임한 사람' : '신청인'}이 같은 법에 따른 제한대상자로 지정되어 있습니다.`,
      '이 통지서는 누가 어디에 주민등록을 하고 있는지를 알려 주는 것이 아니며, 그에 관한 문의에는 답해 드릴 수 없습니다.',
    ],
    basis: `「주민등록법」 ${clauseOf(ground.type)}`,
    remedy:
      '이 처분에 이의가 있으면 처분이 있음을 안 날부터 90일 이내에 행정심판을 청구하거나 행정소송을 제기할 수 있습니다.',
  };
};
