import type { CommandInput, CommandOutput } from '../../shared/contract/commands.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { draftPaper } from './papers/draft.ts';
import type { PaperDeps } from './papers/reserve.ts';
import { authorise, counterRoles, type Session } from './session.ts';

export interface PreviewCertificateDeps extends PaperDeps {
  readonly session: Session;
}

/**
 * Shows a paper as it would print: the same content by the same engine, without a serial and marked as a preview. The
 * view is recorded first, as of any page of a resident.
 */
export const previewCertificate =
  ({ session, system, marks }: PreviewCertificateDeps) =>
  async ({
    id,
    ask,
  }: CommandInput<'previewCertificate'>): Promise<Result<CommandOutput<'previewCertificate'>, AppError>> => {
    const open = authorise(session, counterRoles);
    if (!open.ok) return open;
    const { replica, official, papers } = open.value;
    const draft = draftPaper(open.value, { system, watermark: marks.watermark }, ask);
    const [subject] = draft.subjects;
    // Whom a paper is withheld from does not get to see it on the screen either.
    const isHidden = draft.defects.includes('withheld');
    if (!draft.content || isHidden)
      return draft.defects.length > 0
        ? err({ type: 'CertificateNotAllowed', defects: [...draft.defects] })
        : err({ type: 'ResidentNotFound' });
    if (subject !== undefined) {
      const recorded = await replica.act(() => {
        if (replica.hasEntry(id)) return ok({ act: null, value: null });
        const body = { v: 1, resident: subject } as const;
        const { id: actor, role } = official;
        return ok({
          act: { kind: 'residentViewed', id, actor, role, purpose: 'certificate-preview', subject, body },
          value: null,
        });
      });
      if (!recorded.ok) return recorded;
    }
    const rendered = await papers.renderer.render({
      v: 1,
      content: draft.content,
      frame: { ...draft.frame, watermark: '미리보기' },
    });
    if (!rendered.ok)
      return err(
        rendered.error.type === 'LettersMissing'
          ? { type: 'LettersMissing', letters: [...rendered.error.letters] }
          : rendered.error,
      );
    const { pdf, pages } = rendered.value;
    return ok({ defects: [...draft.defects], fee: draft.fee, pages, pdf: Buffer.from(pdf).toString('base64') });
  };
