import type { ReactNode } from 'react';
import type { LedgerState } from '../../../../shared/registry/ledger.ts';
import { ledgerStateToText } from '../../../../shared/text/ledger.ts';
import { useLanguage } from '../../../state/use-text.ts';
import { Badge, type Tone } from '../../../ui/badge.tsx';

const tones: Readonly<Record<LedgerState, Tone>> = {
  reserved: 'info',
  rendered: 'info',
  submitting: 'info',
  created: 'info',
  sending: 'info',
  printing: 'info',
  printed: 'info',
  issued: 'success',
  'failed-clean': 'warning',
  suspect: 'danger',
  void: 'neutral',
};

export const PaperBadge = ({ state }: { readonly state: LedgerState }): ReactNode => {
  const language = useLanguage();
  return <Badge tone={tones[state]}>{ledgerStateToText(state, language)}</Badge>;
};

const shares: Readonly<Record<LedgerState, number>> = {
  reserved: 0.1,
  rendered: 0.25,
  submitting: 0.35,
  created: 0.45,
  sending: 0.6,
  printing: 0.75,
  printed: 0.9,
  issued: 1,
  'failed-clean': 0.25,
  suspect: 0.75,
  void: 1,
};

/** How far a paper is on its way from the register to the tray: its step among the steps, not a time. */
export const shareDone = (state: LedgerState): number => shares[state];
