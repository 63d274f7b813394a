/** The places of the form that an error can point at, from the top of the page; the end of their ids in it. */
export const issueFields = [
  'kind',
  'subject',
  'address',
  'unit',
  'ground',
  'principal-name',
  'principal-number',
  'delegation',
  'principal-card',
  'kinship',
  'family-record',
  'agency',
  'letter',
  'law',
  'interest',
  'evidence',
  'applicant-name',
  'applicant-number',
  'identity',
  'years',
  'options',
  'english-address',
  'english-past',
  'english-names',
  'purpose',
  'exemption',
  'exemption-proof',
] as const;
export type IssueField = (typeof issueFields)[number];

export const fieldId = (field: IssueField): string => `certificate-${field}`;

const fieldsByPath: Readonly<Record<string, IssueField>> = {
  'request.household': 'subject',
  'request.resident': 'subject',
  'request.options.pastAddresses.years': 'years',
  'request.pastAddresses': 'english-past',
  'request.names': 'english-names',
  'request.address.unit': 'unit',
  'applicant.name': 'applicant-name',
  'applicant.number': 'applicant-number',
  'applicant.identity': 'identity',
  ground: 'ground',
  'ground.principal.name': 'principal-name',
  'ground.principal.number': 'principal-number',
  'ground.kinship': 'kinship',
  'ground.agency': 'agency',
  'ground.letter': 'letter',
  'ground.law': 'law',
  'ground.interest': 'interest',
  'ground.evidence': 'evidence',
  purpose: 'purpose',
  'exemption.group': 'exemption',
  'exemption.proof': 'exemption-proof',
};

/** Where in the form stands what a schema calls by its path; null where it stands nowhere. */
export const fieldOfPath = (path: readonly PropertyKey[], ask: unknown): IssueField | null => {
  const text = path.map(String).join('.');
  if (text.startsWith('request.address')) {
    if (text === 'request.address.unit') return 'unit';
    const { kind } = (ask as { request: { kind: string } }).request;
    return kind === 'copy-english' ? 'english-address' : 'address';
  }
  for (let length = path.length; length > 0; length -= 1) {
    const field = fieldsByPath[path.slice(0, length).map(String).join('.')];
    if (field) return field;
  }
  return null;
};

/** As they come on the page; what is about the whole comes first. */
export const inOrder = <E extends { readonly field: IssueField | null }>(errors: readonly E[]): readonly E[] => {
  const place = ({ field }: E): number => (field === null ? -1 : issueFields.indexOf(field));
  return errors.toSorted((a, b) => place(a) - place(b));
};
