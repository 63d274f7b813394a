import type { IssueField } from './fields.ts';
import type { IssueForm } from './form.ts';
import type { Subject } from './subject.ts';

/** What each part of the form is given. */
export interface PartProps {
  readonly form: IssueForm;
  readonly onChange: (form: IssueForm) => void;
  /** The error of a field, in the language that was chosen. */
  readonly errorOf: (field: IssueField) => string | null;
  readonly subject: Subject | null;
  readonly isOnline: boolean;
}
