import { addressToText } from '../../registry/address.ts';
import { moverKey } from '../../registry/answer.ts';
import type { CertificateRequest } from '../../registry/certificate.ts';
import type { FilingId } from '../../registry/ids.ts';
import type { MoveInReceiptContent } from '../../registry/sheet.ts';
import { hideTail, hideTailsIn } from './numbers.ts';
import type { PaperSources } from './sources.ts';
import { answerToPrint, type PaperLanguage } from './words.ts';

export type ReceiptRequest = Extract<CertificateRequest, { readonly kind: 'move-in-receipt' }>;

/**
 * What the reporter takes home: what they said, and after acceptance what became of it. Numbers are hidden always, also
 * where one stands in what the reporter told. Null without the filing.
 */
export const composeReceipt = (
  { filing: id, stage }: ReceiptRequest,
  { filing }: PaperSources,
  language: PaperLanguage,
): MoveInReceiptContent | null => {
  if (!filing) return null;
  const { report, answers } = filing;
  return {
    kind: 'move-in-receipt',
    stage,
    filingNumber: filingNumberOf(id),
    reporter: report.reporter.name,
    reportDate: report.reportDate,
    movedOn: report.movedOn,
    address: addressToText(report.to),
    previousAddress: hideTailsIn(report.previousAddress),
    movers: report.movers.map((mover, index) => {
      const answer = answers.find((each) => each.mover === moverKey(mover))?.answer;
      return {
        no: index + 1,
        name: mover.name,
        // A child without a number is on it by name.
        number: mover.number === null ? '-' : hideTail(mover.number),
        relation: mover.relation,
        answer: stage === 'accepted' && answer ? answerToPrint(answer, language) : null,
      };
    }),
  };
};

/** The end of the id is random; its beginning is the time, which all filings of a minute share. */
const filingNumberOf = (id: FilingId): string => {
  const last = id.slice(-12);
  return [last.slice(0, 4), last.slice(4, 8), last.slice(8)].join('-');
};
