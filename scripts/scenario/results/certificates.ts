import type { CertificateAsk } from '../../../src/shared/contract/commands.ts';
import type { CertificateLine } from '../../../src/shared/contract/queries.ts';
import type { SheetInput } from '../../../src/shared/registry/sheet.ts';
import type { StoryStep } from '../story/story.ts';
import type { Names } from './names.ts';
import { overtakenToJson } from './office.ts';
import { paperLines } from './paper-lines.ts';

type Json = Record<string, unknown>;

/** What became of a paper that was asked for. */
export interface AskedPaper {
  readonly step: StoryStep;
  readonly ask: CertificateAsk;
  /** Why it was not made. */
  readonly error: { readonly type: string; readonly defects?: readonly string[] } | null;
  readonly input: SheetInput | null;
  readonly isPreview: boolean;
  readonly fee: CertificateLine['fee'] | null;
}

/** @param line as the ledger has it in the end; null for what was only looked at, or refused */
export const certificateToJson = (paper: AskedPaper, line: CertificateLine | null, names: Names): Json => {
  const { step, ask, error, input, isPreview } = paper;
  return {
    step: step.nth,
    office: step.desk?.office.key ?? null,
    kind: ask.request.kind,
    applicant: ask.applicant.name,
    ground: ask.ground.type,
    purpose: ask.purpose,
    state: error ? 'refused' : isPreview ? 'previewed' : (line?.state ?? null),
    defects: error?.defects ?? [],
    error: error && !error.defects ? error : null,
    issuedOn: input && !isPreview ? input.frame.issuedOn : null,
    won: line?.won ?? paper.fee?.won ?? null,
    serial: line?.serial ?? null,
    holder: line?.holder ?? null,
    overtaken: line?.overtaken ? overtakenToJson(line, names) : null,
    replacedBy: line?.replacedBy ?? null,
    content: input?.content ?? null,
    frame: input ? frameOf(input) : null,
    lines: input ? paperLines(input) : [],
  };
};

/** What stands around the content; of the code only whether there is one. */
const frameOf = ({ frame: { code, ...frame } }: SheetInput): Json => ({ ...frame, hasCode: code !== null });
