import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import type { CertificateLine } from '../../../shared/contract/queries.ts';
import type { CertificateId } from '../../../shared/registry/ids.ts';
import { isSettled } from '../../../shared/rules/ledger.ts';
import { ledgerStateToText } from '../../../shared/text/ledger.ts';
import { certificateKindToText } from '../../../shared/text/papers.ts';
import { useQuery } from '../../bridge/use-query.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useLanguage, useText } from '../../state/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import { Loading, ProgressBar } from '../../ui/progress.tsx';
import { useShortcut } from '../../ui/use-shortcut.ts';
import { ErrorNotice } from '../notices/error-notice.tsx';
import { PaperActions } from '../notices/papers/paper-actions.tsx';
import { PaperBadge, shareDone } from '../notices/papers/paper-badge.tsx';
import { PaperWords } from '../notices/papers/paper-words.tsx';
import { PrinterAdviceList } from '../notices/papers/printer-advice.tsx';
import { CartTotal } from './cart.tsx';
import { texts } from './texts.ts';
import type { Checked, Issuing } from './use-issuing.ts';

/** What becomes of each paper, as the ledger tells it, until every one is in the applicant's hand or decided. */
export const IssuedStage = ({
  issuing,
  papers,
}: {
  readonly issuing: Issuing;
  readonly papers: readonly Checked[];
}): ReactNode => {
  const t = useText();
  const [ids, setIds] = useState<readonly CertificateId[]>(() => papers.flatMap((each) => each.ids));
  const [lines, setLines] = useState<Readonly<Record<string, CertificateLine>>>({});
  const known = ids.flatMap((id) => lines[id] ?? []);
  const isDone = known.length === ids.length && known.every(({ state }) => state === 'issued' || state === 'void');
  const needsPerson = known.some(({ state }) => state === 'suspect' || state === 'failed-clean');
  const issued = known.filter(({ state }) => state === 'issued');
  useShortcut('Ctrl+Enter', issuing.reset, { isEnabled: isDone });

  return (
    <div className="stack">
      <div className="issued-head" role="status">
        <h2 className="section-title">
          {t(isDone ? texts.issuedDone : needsPerson ? texts.issuedOpen : texts.issuedTitle)}
        </h2>
        <CartTotal
          label={`${t(texts.collect)} (${String(issued.length)}/${String(ids.length)})`}
          won={issued.reduce((sum, line) => sum + line.won, 0)}
        />
      </div>
      <ul className="issued">
        {ids.map((id) => (
          <IssuedPaper
            key={id}
            id={id}
            onLine={(line) => setLines((before) => (before[id] === line ? before : { ...before, [id]: line }))}
            onReplaced={(by) => setIds((before) => [...before, by])}
          />
        ))}
      </ul>
      <div className="row">
        <Button kind={isDone ? 'primary' : 'plain'} shortcut="Ctrl+Enter" isDisabled={!isDone} onPress={issuing.reset}>
          {t(texts.nextApplicant)}
        </Button>
        {!isDone && (
          <Button kind="quiet" onPress={issuing.reset}>
            {t(texts.leaveToLedger)}
          </Button>
        )}
      </div>
    </div>
  );
};

const IssuedPaper = ({
  id,
  onLine,
  onReplaced,
}: {
  readonly id: CertificateId;
  readonly onLine: (line: CertificateLine) => void;
  readonly onReplaced: (by: CertificateId) => void;
}): ReactNode => {
  const t = useText();
  const language = useLanguage();
  const go = useNavigation((navigation) => navigation.go);
  const { value, error, refresh } = useQuery('getCertificate', { certificate: id }, ['certificates']);
  const { value: printers } = useQuery('listPrinters', {}, ['printers']);
  const line = value?.line ?? null;
  const tell = useEffectEvent(onLine);
  useEffect(() => {
    if (line) tell(line);
  }, [line]);
  if (error) return <ErrorNotice error={error} onRetry={refresh} />;
  if (!line) return <Loading label={t(texts.drawing)} />;
  const { state } = line;
  const isUnderWay = !isSettled(state);
  const printer = printers?.printers.find(({ setup }) => setup.id === line.printer)?.state ?? null;
  return (
    <li className="issued-paper" data-tone={state}>
      <div className="issued-line">
        <strong>{certificateKindToText(line.kind, language)}</strong>
        {line.holder !== '' && <span>{line.holder}</span>}
        <PaperBadge state={state} />
        <LinkButton onPress={() => go({ screen: 'ledger', certificate: line.id })}>
          <span className="number">{line.serial}</span>
        </LinkButton>
      </div>
      {isUnderWay && <ProgressBar label={ledgerStateToText(state, language)} value={shareDone(state)} />}
      <PaperWords line={line} />
      {state !== 'issued' && state !== 'void' && <PrinterAdviceList state={printer} />}
      {state !== 'issued' && <PaperActions line={line} today={null} onReplaced={onReplaced} />}
    </li>
  );
};
