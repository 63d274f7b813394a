import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { EntryBody } from '../../shared/contract/entry.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { draftPaper } from './papers/draft.ts';
import { renderErrorToAppError } from './papers/render-error.ts';
import { type PaperDeps, trialInput } from './papers/reservation.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface PreviewCertificateDeps extends PaperDeps {
  readonly session: Session;
  /** The first pages of a PDF as PNG, or why they could not be drawn. */
  readonly drawPages: (pdf: Uint8Array) => Promise<Result<readonly Uint8Array[], string>>;
}

/**
 * Shows a paper as it would print: the same content by the same engine, with zeros for its numbers and marked as a
 * preview. Who may not have it is shown nothing; whose data are shown is recorded first.
 */
export const previewCertificate =
  (deps: PreviewCertificateDeps) =>
  async ({
    id,
    ask,
  }: CommandInput<'previewCertificate'>): Promise<Result<CommandOutput<'previewCertificate'>, AppError>> => {
    const open = authorise(deps.session, counterRoles);
    if (!open.ok) return open;
    const { replica, official, papers } = open.value;
    const draft = draftPaper(open.value, { system: deps.system, watermark: '미리보기' }, ask);
    if (draft.defects.length > 0) return err({ type: 'CertificateNotAllowed', defects: [...draft.defects] });
    const input = trialInput(open.value, deps, ask, draft);
    if (!input) return err({ type: 'ResidentNotFound' });
    const recorded = await replica.act(() => {
      // Under an id that stands for something already, nothing would be recorded, so nothing is shown.
      if (replica.hasEntry(id)) return err({ type: 'IdAlreadyUsed' });
      const body: EntryBody<'paperPreviewed'> = { v: 1, kind: ask.request.kind, subjects: [...draft.subjects] };
      const { id: actor, role } = official;
      const subject = draft.subjects[0] ?? null;
      const act = { kind: 'paperPreviewed', id, actor, role, purpose: 'certificate-preview', subject, body } as const;
      return ok({ act, value: null });
    });
    if (!recorded.ok) return recorded;
    const rendered = await papers.renderer.render(input);
    if (!rendered.ok) return err(renderErrorToAppError(rendered.error));
    const { pdf, pages } = rendered.value;
    const drawn = await deps.drawPages(pdf);
    const toBase64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
    // A paper that can be printed is told as one, even where the screen can't show it.
    return ok({ fee: draft.fee, pages, pdf: toBase64(pdf), images: drawn.ok ? drawn.value.map(toBase64) : [] });
  };
