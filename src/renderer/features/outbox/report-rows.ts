import type { FilingPage } from '../../../shared/contract/queries.ts';
import { addressToText } from '../../../shared/registry/address.ts';
import type { PlainDate } from '../../../shared/registry/plain-date.ts';
import { dateToText, type Language, type Text } from '../../../shared/text/language.ts';
import { texts } from './texts.ts';

type Shown = FilingPage['report'];
type RegisterShown = Exclude<Shown, { form: unknown }>;

export interface ReportRow {
  readonly key: Text;
  readonly value: string;
}

interface Named {
  readonly name: string;
  readonly number: string | null;
}

const personToText = ({ name, number }: Named): string => (number === null ? name : `${name} (${number})`);

/** What was reported, field by field, every number hidden. Movers stand in a table of their own. */
export const reportRows = (report: Shown, language: Language): readonly ReportRow[] => {
  const date = (value: PlainDate): string => dateToText(value, language);
  const word = (text: Text): string => text[language];
  const row = (key: Text, value: string): readonly ReportRow[] => (value === '' ? [] : [{ key, value }]);
  if (!('form' in report))
    return [...row(texts.reportDate, date(report.reportDate)), ...registerRows(report, date, word, row)];
  const { into } = report;
  return [
    ...row(texts.reportDate, date(report.reportDate)),
    ...row(texts.movedOn, date(report.movedOn)),
    ...row(texts.to, addressToText(report.to)),
    ...row(texts.previousAddress, report.previousAddress),
    ...row(texts.reason, report.reason),
    ...row(
      texts.reporter,
      `${personToText(report.reporter)} - ${word(texts.identity)} ${word(report.reporter.identityChecked ? texts.checked : texts.notChecked)}`,
    ),
    ...(into?.type === 'household-of' ? row(texts.into, personToText(into.householder)) : []),
    ...(into?.type === 'dormitory' ? row(texts.dormitory, `${into.name} (${into.manager.name})`) : []),
  ];
};

const registerRows = (
  report: RegisterShown,
  date: (value: PlainDate) => string,
  word: (text: Text) => string,
  row: (key: Text, value: string) => readonly ReportRow[],
): readonly ReportRow[] => {
  const basis = 'basis' in report ? basisRows(report.basis, word, row) : [];
  switch (report.kind) {
    case 'householder-change':
      return [...row(texts.householder, personToText(report.newHouseholder)), ...basis];
    case 'correction':
      return [
        ...row(texts.person, personToText(report.person)),
        ...row(texts.changes, report.changes.map((change) => changeToText(change)).join(', ')),
        ...row(texts.reason, report.reason),
        ...basis,
      ];
    case 'unknown-domicile':
    case 'deletion':
    case 'stay-abroad':
      return [...row(texts.person, report.people.map(personToText).join(', ')), ...basis];
    case 'birth':
      return [
        ...row(texts.child, `${personToText(report.child)}, ${date(report.child.birthDate)}`),
        ...row(texts.mother, report.mother ? personToText(report.mother) : ''),
        ...row(texts.father, report.father ? personToText(report.father) : ''),
        ...row(texts.relation, report.relation),
        ...basis,
      ];
    case 'death':
      return [...row(texts.person, personToText(report.person)), ...row(texts.diedOn, date(report.diedOn)), ...basis];
    case 'foreign-family':
      return [
        ...row(texts.householder, personToText(report.householder)),
        ...row(texts.person, `${report.member.name} (${report.member.relation})`),
        ...basis,
      ];
    case 'objection':
      return [
        ...row(texts.person, personToText(report.person)),
        ...row(texts.decision, word(report.isUpheld ? texts.upheld : texts.dismissed)),
        ...row(texts.reason, report.reason),
      ];
  }
};

const changeToText = (change: Extract<RegisterShown, { kind: 'correction' }>['changes'][number]): string =>
  change.what === 'address' ? addressToText(change.to) : `→ ${String(change.to)}`;

const basisRows = (
  basis: Extract<RegisterShown, { basis: unknown }>['basis'],
  word: (text: Text) => string,
  row: (key: Text, value: string) => readonly ReportRow[],
): readonly ReportRow[] => {
  const what = {
    report: basis.type === 'report' ? `${word(texts.basisReport)} - ${personToText(basis.reporter)}` : '',
    'ex-officio': word(texts.basisExOfficio),
    notified: basis.type === 'notified' ? `${word(texts.basisNotified)} - ${basis.by}` : '',
  }[basis.type];
  return [...row(texts.basis, what), ...row(texts.evidence, basis.evidence)];
};
