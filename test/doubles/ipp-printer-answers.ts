import { booleanOf, groupOf, stringOf, stringsOf } from '../../src/main/print/ipp/attributes.ts';
import type { IppAttributes, IppGroup, IppMessage, IppValue } from '../../src/main/print/ipp/message.ts';
import type { StatusKeyword } from '../../src/main/print/ipp/operations.ts';
import type { MachineJob } from './ipp-printer-machine.ts';

/** What a printer answers, and what it checks before. */
export interface Answer {
  readonly status: StatusKeyword;
  readonly groups: readonly IppGroup[];
  /** What was asked for is done, and nobody hears of it. */
  readonly isLost?: boolean;
}

export const greeting: IppAttributes = new Map<string, readonly IppValue[]>([
  ['attributes-charset', [{ tag: 'charset', value: 'utf-8' }]],
  ['attributes-natural-language', [{ tag: 'naturalLanguage', value: 'en' }]],
]);

export const done: Answer = { status: 'successful-ok', groups: [] };
export const refusal = (status: StatusKeyword): Answer => ({ status, groups: [] });

export const isFinished = ({ state }: MachineJob): boolean =>
  state === 'completed' || state === 'canceled' || state === 'aborted';

export const requested = (request: IppMessage, attributes: IppAttributes): IppAttributes => {
  const names = stringsOf(groupOf(request, 'operation'), 'requested-attributes');
  if (names.length === 0 || names.includes('all')) return attributes;
  return new Map([...attributes].filter(([name]) => names.includes(name)));
};

/** Each job attribute must be one that the printer lists as supported; with fidelity anything else is a refusal. */
export const checkJob = (request: IppMessage, printer: IppAttributes): Answer => {
  const format = stringOf(groupOf(request, 'operation'), 'document-format');
  if (format !== null && !stringsOf(printer, 'document-format-supported').includes(format))
    return refusal('client-error-document-format-not-supported');
  const job = groupOf(request, 'job');
  const isSupported = ['sides', 'media'].every((name) => {
    const value = stringOf(job, name);
    return value === null || stringsOf(printer, `${name}-supported`).includes(value);
  });
  const isStrict = booleanOf(groupOf(request, 'operation'), 'ipp-attribute-fidelity') === true;
  return isSupported || !isStrict ? done : refusal('client-error-attributes-or-values-not-supported');
};
