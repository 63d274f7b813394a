import { useRef, useState } from 'react';
import type { CertificateAsk } from '../../../shared/contract/commands.ts';
import type { AppError } from '../../../shared/contract/errors.ts';
import type { Fee } from '../../../shared/registry/certificate.ts';
import type { CertificateId } from '../../../shared/registry/ids.ts';
import { useBridge } from '../../bridge/bridge.tsx';
import { newEntryId } from '../../bridge/new-id.ts';
import { defectText, fieldOfDefect } from './defects.ts';
import { inOrder } from './fields.ts';
import { emptyForm, type IssueForm, mostPapers, nextPaper } from './form.ts';
import type { Subject } from './subject.ts';
import { texts } from './texts.ts';
import { type FieldError, readForm } from './to-ask.ts';

/** A paper on the list: the form it came from, so that it can be changed, and what the office is asked for. */
export interface Wanted {
  readonly key: string;
  readonly form: IssueForm;
  readonly subject: Subject | null;
  readonly ask: CertificateAsk;
  readonly fee: Fee;
}

/** A paper as the office has drawn it. */
export interface Checked extends Wanted {
  readonly pages: number;
  /** PNG, base64. */
  readonly images: readonly string[];
  /** One id a copy, given here so that issuing twice is issuing once. */
  readonly ids: readonly CertificateId[];
}

export type Stage =
  | { readonly name: 'ask' }
  | { readonly name: 'check'; readonly papers: readonly Checked[] }
  | { readonly name: 'issued'; readonly papers: readonly Checked[] };

/** A request of one applicant from the first word to the last sheet. */
export const useIssuing = (isOnline: boolean) => {
  const bridge = useBridge();
  const [stage, setStage] = useState<Stage>({ name: 'ask' });
  const [form, setForm] = useState<IssueForm>(emptyForm);
  const [subject, setSubject] = useState<Subject | null>(null);
  const [list, setList] = useState<readonly Wanted[]>([]);
  const [errors, setErrors] = useState<readonly FieldError[]>([]);
  const [refusal, setRefusal] = useState<{ readonly error: AppError; readonly ask: CertificateAsk } | null>(null);
  const [isChecking, setIsChecking] = useState(false);
  /** Another paper is being filled in; else only those on the list go to print. */
  const [isFilling, setIsFilling] = useState(true);
  /** What was begun before a reset is dropped when it comes back. */
  const turn = useRef(0);

  const read = (): Wanted | null => {
    const result = readForm(form, subject, { isOnline });
    setErrors(result.ok ? [] : result.errors);
    setRefusal(null);
    return result.ok ? { key: newEntryId(), form, subject, ask: result.ask, fee: result.fee } : null;
  };
  const countOf = (papers: readonly Wanted[]): number => papers.reduce((sum, each) => sum + each.form.copies, 0);
  const fits = (papers: readonly Wanted[]): boolean => {
    if (countOf(papers) <= mostPapers) return true;
    setErrors([{ field: null, message: texts.tooMany }]);
    return false;
  };

  const reset = (): void => {
    turn.current += 1;
    setStage({ name: 'ask' });
    setForm(emptyForm);
    setSubject(null);
    setList([]);
    setErrors([]);
    setRefusal(null);
    setIsChecking(false);
    setIsFilling(true);
  };

  /** Puts the paper on the list and begins another; whose it is stays, because most want several of their own. */
  const add = (): boolean => {
    const wanted = read();
    if (!wanted || !fits([...list, wanted])) return false;
    setList([...list, wanted]);
    setForm(nextPaper(form));
    return true;
  };

  /** Takes a paper off the list and back into the form; what stands there goes onto the list, if it can. */
  const change = (wanted: Wanted): void => {
    const current = isFilling && stage.name === 'ask' ? readForm(form, subject, { isOnline }) : null;
    const kept = current?.ok ? [{ key: newEntryId(), form, subject, ask: current.ask, fee: current.fee }] : [];
    setList([...list.filter(({ key }) => key !== wanted.key), ...kept]);
    setIsFilling(true);
    setForm(wanted.form);
    setSubject(wanted.subject);
    setErrors([]);
    setRefusal(null);
    setStage({ name: 'ask' });
  };

  /** The office judges and draws each paper. What it refuses comes back into the form, with what stands in the way. */
  const check = async (): Promise<void> => {
    const current = isFilling ? read() : null;
    if (isFilling && !current) return;
    const wanted = current ? [...list, current] : list;
    if (wanted.length === 0 || !fits(wanted)) return;
    turn.current += 1;
    const mine = turn.current;
    setIsChecking(true);
    const checked: Checked[] = [];
    for (const each of wanted) {
      const answer = await bridge.command('previewCertificate', { id: newEntryId(), ask: each.ask });
      if (mine !== turn.current) return;
      if (!answer.ok) {
        setIsChecking(false);
        setList(wanted.filter(({ key }) => key !== each.key));
        setIsFilling(true);
        setForm(each.form);
        setSubject(each.subject);
        refuse(answer.error, each.ask);
        return;
      }
      const { fee, pages, images } = answer.value;
      const ids = Array.from({ length: each.form.copies }, newEntryId);
      checked.push({ ...each, fee, pages, images, ids });
    }
    setIsChecking(false);
    setList(wanted);
    setStage({ name: 'check', papers: checked });
  };

  const refuse = (error: AppError, ask: CertificateAsk): void => {
    setStage({ name: 'ask' });
    setRefusal({ error, ask });
    setErrors(
      error.type === 'CertificateNotAllowed'
        ? inOrder(
            // What is withheld is said once, with the notice that goes with it.
            error.defects
              .filter((defect) => defect !== 'withheld')
              .flatMap((defect) => fieldOfDefect(defect, ask).map((field) => ({ field, message: defectText(defect) }))),
          )
        : [],
    );
  };

  /** Back from the preview: the last of the list is in the form again. */
  const backToForm = (): void => {
    const last = list.at(-1);
    if (last) change(last);
    else setStage({ name: 'ask' });
  };

  return {
    stage,
    form,
    setForm,
    subject,
    setSubject,
    list,
    setList,
    errors,
    refusal,
    isChecking,
    isFilling,
    setIsFilling,
    reset,
    add,
    change,
    check,
    backToForm,
    issued: (papers: readonly Checked[]): void => setStage({ name: 'issued', papers }),
  };
};
export type Issuing = ReturnType<typeof useIssuing>;
