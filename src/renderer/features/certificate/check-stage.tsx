import { type ReactNode, useState } from 'react';
import type { PrinterId } from '../../../shared/registry/printer.ts';
import { certificateKindToText } from '../../../shared/text/papers.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { KeyValues } from '../../ui/key-values.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageImages } from '../../ui/page-images.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { PrinterChoice } from '../notices/papers/printer-choice.tsx';
import { wonToText } from '../notices/won.ts';
import { aboutOf, CartLine, CartTotal } from './cart.tsx';
import { texts } from './texts.ts';
import type { Checked, Issuing } from './use-issuing.ts';

const zooms = [0.5, 0.75, 1, 1.4, 2] as const;

/** The papers as they will print, one at a time, before anything is used up. */
export const CheckStage = ({
  issuing,
  papers,
}: {
  readonly issuing: Issuing;
  readonly papers: readonly Checked[];
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const [shown, setShown] = useState(papers[0]?.key ?? '');
  const [zoom, setZoom] = useState(2);
  const [printer, setPrinter] = useState<PrinterId | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const { run, isRunning, error } = useCommand('issueCertificates');
  const paper = papers.find(({ key }) => key === shown) ?? papers[0];
  const total = papers.reduce((sum, each) => sum + each.fee.won * each.form.copies, 0);
  const sheets = papers.reduce((sum, each) => sum + each.pages * each.form.copies, 0);
  const ask = (): void => setIsAsking(printer !== null);
  useShortcut('Ctrl+Enter', ask, { isEnabled: !isAsking });

  const issue = async (): Promise<void> => {
    if (printer === null) return;
    const asks = papers.flatMap((each) => each.ids.map((id) => ({ id, ask: each.ask })));
    const answer = await run({ printer, asks });
    setIsAsking(false);
    if (answer.ok) issuing.issued(papers);
  };

  return (
    <div className="split">
      <div className="split-main preview">
        <div className="preview-tools">
          <p className="subtle">{t(texts.previewLead)}</p>
          <div className="row">
            <Button size="small" isDisabled={zoom === 0} onPress={() => setZoom(zoom - 1)}>
              {t(texts.smaller)}
            </Button>
            <Button size="small" isDisabled={zoom === zooms.length - 1} onPress={() => setZoom(zoom + 1)}>
              {t(texts.larger)}
            </Button>
          </div>
        </div>
        {paper && (
          <>
            {paper.images.length > 0 ? (
              <PageImages
                key={paper.key}
                label={`${t(texts.preview)} - ${certificateKindToText(paper.form.kind, language)}`}
                zoom={zooms[zoom] ?? 1}
                pages={paper.images.map((image, nth) => ({
                  src: `data:image/png;base64,${image}`,
                  alt: `${certificateKindToText(paper.form.kind, language)} ${aboutOf(paper.form, paper.subject)}, ${String(nth + 1)}/${String(paper.pages)} ${t(texts.page)}`,
                }))}
              />
            ) : (
              <Notice tone="warning">{t(texts.noPicture)}</Notice>
            )}
            {paper.images.length > 0 && paper.images.length < paper.pages && (
              <p className="subtle">
                {paper.images.length}/{paper.pages} {t(texts.page)} - {t(texts.morePages)}
              </p>
            )}
          </>
        )}
      </div>
      <aside className="split-side">
        <section className="cart" aria-label={t(texts.list)}>
          <h2 className="section-title">{t(texts.list)}</h2>
          <ul className="cart-lines">
            {papers.map((each) => (
              <li key={each.key} className="cart-line" data-shown={each.key === paper?.key || undefined}>
                <button
                  type="button"
                  className="cart-choose"
                  aria-pressed={each.key === paper?.key}
                  onClick={() => setShown(each.key)}
                >
                  <CartLine form={each.form} subject={each.subject} won={each.fee.won} />
                </button>
                <Button size="small" kind="quiet" onPress={() => issuing.change(each)}>
                  {t(texts.change)}
                </Button>
              </li>
            ))}
          </ul>
          <CartTotal label={t(texts.total)} won={total} />
        </section>
        <PrinterChoice value={printer} onChange={setPrinter} />
        {error && <ErrorNotice error={error} />}
        <div className="stack-tight">
          <Button kind="primary" shortcut="Ctrl+Enter" isDisabled={printer === null} onPress={ask}>
            {t(texts.issue)}
          </Button>
          <Button onPress={issuing.backToForm}>{t(texts.back)}</Button>
        </div>
      </aside>
      <ConfirmDialog
        isOpen={isAsking}
        isPending={isRunning}
        title={t(texts.issueAsk)}
        confirmLabel={t(texts.issue)}
        cancelLabel={t(texts.cancel)}
        onConfirm={() => void issue()}
        onClose={() => setIsAsking(false)}
      >
        <KeyValues
          rows={[
            ...papers.map((each) => ({
              key: certificateKindToText(each.form.kind, language),
              value: `${aboutOf(each.form, each.subject)} × ${String(each.form.copies)}`,
            })),
            { key: t(texts.applicantName), value: papers[0]?.ask.applicant.name ?? '' },
            { key: t(texts.sheets), value: <span className="number">{sheets}</span> },
            { key: t(texts.collect), value: <strong className="number">{wonToText(total, language)}</strong> },
          ]}
        />
        <p>{t(texts.issueWarning)}</p>
      </ConfirmDialog>
    </div>
  );
};
