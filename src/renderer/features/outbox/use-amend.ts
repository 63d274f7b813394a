import { useState } from 'react';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { FilingPage, OfficeStatus } from '../../../shared/contract/queries.ts';
import type { Amendment } from '../../../shared/registry/amendment.ts';
import { type PlainDate, textToPlainDate } from '../../../shared/registry/plain-date.ts';
import { newEntryId } from '../../bridge/new-id.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useText } from '../../state/use-text.ts';
import { showToast } from '../../ui/toast.tsx';
import { officeDay } from '../notices/office-day.ts';
import { texts } from './texts.ts';

export interface AmendDialogProps {
  readonly page: FilingPage;
  readonly status: OfficeStatus | null;
  readonly onClose: () => void;
}

export interface Amending {
  /** The day of the act, as it is typed. */
  readonly typedDay: string;
  readonly setTypedDay: (typed: string) => void;
  readonly day: PlainDate | null;
  readonly amend: (amendment: Amendment) => Promise<void>;
  /** What the dialog's frame says of it. */
  readonly command: { readonly isRunning: boolean; readonly error: AppError | null };
}

/** Does something with a filing under one id, so that pressing twice does it once. */
export const useAmend = ({ page, status, onClose }: AmendDialogProps): Amending => {
  const t = useText();
  const [id] = useState(newEntryId);
  const [typedDay, setTypedDay] = useState<string>(() => officeDay(status));
  const { run, ...command } = useCommand('amendFiling');
  const amend = async (amendment: Amendment): Promise<void> => {
    const answer = await run({ id, filing: page.line.id, amendment });
    if (!answer.ok) return;
    showToast({ text: t(texts.recorded), tone: 'success' });
    onClose();
  };
  return { typedDay, setTypedDay, day: textToPlainDate(typedDay), amend, command };
};
