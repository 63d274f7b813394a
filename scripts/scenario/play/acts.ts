import type { CertificateAsk } from '../../../src/shared/contract/commands.ts';
import type { AppError } from '../../../src/shared/contract/errors.ts';
import type { MoverAnswer } from '../../../src/shared/registry/answer.ts';
import type { CertificateId, ResidentId } from '../../../src/shared/registry/ids.ts';
import { SheetInput } from '../../../src/shared/registry/sheet.ts';
import type { PaperLookup } from '../acts/certificate.ts';
import type { AskedPaper } from '../results/certificates.ts';
import type { Act, StoryStep } from '../story/story.ts';
import type { PlayedDesk } from './desk.ts';
import { storyPrinter } from './printing.ts';

/** What the counter said to an act. */
export interface Said {
  readonly error: AppError | null;
  /** For each mover, as far as it can be told here. */
  readonly preview: readonly MoverAnswer[] | null;
  readonly centralChecks: readonly string[] | null;
  /** Short lines of people found. */
  readonly found: readonly { readonly id: ResidentId; readonly address: string; readonly pending: boolean }[] | null;
  readonly paper: AskedPaper | null;
}

const nothing: Said = { error: null, preview: null, centralChecks: null, found: null, paper: null };

type OfficeAct = Extract<Act, { readonly type: 'move-in' | 'report' | 'amend' | 'paper' | 'search' }>;

/** Does at a desk what an official does there, through its commands and queries. */
export const actAt = async (desk: PlayedDesk, act: OfficeAct, step: StoryStep): Promise<Said> => {
  switch (act.type) {
    case 'move-in':
      return saidOf(await desk.command('reportMoveIn', { id: act.id, report: act.report }));
    case 'report':
      return saidOf(await desk.command('reportToRegister', { id: act.id, report: act.report }));
    case 'amend': {
      const { id, filing, amendment } = act;
      return saidOf(await desk.command('amendFiling', { id, filing, amendment }));
    }
    case 'search': {
      const found = await desk.query('searchResidents', { text: act.text, after: null });
      if (!found.ok) return { ...nothing, error: found.error };
      return { ...nothing, found: found.value.rows.map(({ id, address, pending }) => ({ id, address, pending })) };
    }
    case 'paper':
      return askForPaper(desk, act, step);
  }
};

const saidOf = (
  reply: Awaited<ReturnType<PlayedDesk['command']>> & {
    readonly value?: unknown;
  },
): Said => {
  if (!reply.ok) return { ...nothing, error: reply.error };
  const { preview, centralChecks } = reply.value as {
    readonly preview: readonly MoverAnswer[];
    readonly centralChecks: readonly string[];
  };
  return { ...nothing, preview, centralChecks };
};

const askForPaper = async (
  desk: PlayedDesk,
  { id, toAsk, isPreview, replaces }: Extract<Act, { readonly type: 'paper' }>,
  step: StoryStep,
): Promise<Said> => {
  const ask = toAsk(lookupAt(desk));
  const paper = (fields: Partial<AskedPaper>): AskedPaper => ({
    step,
    ask,
    error: null,
    input: null,
    isPreview,
    fee: null,
    ...fields,
  });
  const failed = (error: AppError): Said => ({
    ...nothing,
    error,
    paper: paper({ error }),
  });
  if (isPreview) {
    const shown = await desk.command('previewCertificate', { id, ask });
    if (!shown.ok) return failed(shown.error);
    // What the plain renderer draws is the input itself.
    const input = SheetInput.parse(JSON.parse(Buffer.from(shown.value.pdf, 'base64').toString('utf8')));
    return { ...nothing, paper: paper({ input, fee: shown.value.fee }) };
  }
  const made = replaces
    ? await desk.command('replaceCertificate', { id, ...replaces, note: '재발급', printer: storyPrinter.id })
    : await issue(desk, id, ask);
  if (!made.ok) return failed(made.error);
  await desk.open().papers.press.settle();
  const input = desk.open().replica.ledger().paper(id)?.reservation.input ?? null;
  return { ...nothing, paper: paper({ input }) };
};

const issue = (desk: PlayedDesk, id: CertificateId, ask: CertificateAsk) =>
  desk.command('issueCertificates', { printer: storyPrinter.id, asks: [{ id, ask }] });

const lookupAt = (desk: PlayedDesk): PaperLookup => ({
  find: (number) => {
    const resident = desk.open().replica.reads().residentByNumber(number);
    return resident && { resident: resident.id, household: resident.household };
  },
});
