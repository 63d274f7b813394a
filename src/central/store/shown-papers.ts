import type { DocumentNumber, Serial } from '../../shared/registry/certificate.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import type { PlainDate } from '../../shared/registry/plain-date.ts';
import {
  type CertificateFacts,
  type CertificateMarks,
  type CertificateRow,
  certificateColumns,
  type Reservation,
  toCertificate,
} from './certificates.ts';
import type { Sql } from './database.ts';
import type { Vault } from './seal.ts';

/** A reserved paper with what may be shown of it. */
export interface ShownPaper extends Reservation {
  readonly serial: Serial;
  readonly office: OfficeId;
  readonly officeName: string;
  readonly marks: CertificateMarks;
  readonly facts: CertificateFacts;
  /** The last day on which nothing of its device was unsent; for good, where the device was restored since. */
  readonly caughtUpOn: PlainDate;
}

/** The paper with this document number: of several the one with the serial, else the last that was reserved. */
export const shownPaper = async (
  sql: Sql,
  vault: Vault,
  asked: { readonly documentNumber: DocumentNumber; readonly serial: Serial | null },
): Promise<ShownPaper | null> => {
  const [row] = await sql.rows<CertificateRow & { facts: Buffer; office_name: string; caught_up_on: PlainDate }>(
    `select ${certificateColumns}, c.facts, o.name_ko office_name,
       coalesce(closed.caught_up_on, d.caught_up_on) caught_up_on
     from certificate c join office o on o.id = c.office join device d on d.id = c.device
     left join inbox i on i.id = c.id and i.quarantined is null
     left join closed_incarnation closed on closed.device = i.device and closed.incarnation = i.incarnation
     where c.number_index = $1
     order by c.serial = coalesce($2, '') desc, c.reserved_at desc, c.id limit 1`,
    [vault.documentIndex(asked.documentNumber), asked.serial],
  );
  if (!row) return null;
  const paper = toCertificate(row);
  if (!paper.reservation) return null;
  return {
    ...paper.reservation,
    serial: paper.serial,
    office: paper.office,
    officeName: row.office_name,
    marks: paper.marks,
    facts: JSON.parse(vault.open('certificate.facts', row.id, row.facts)) as CertificateFacts,
    caughtUpOn: row.caught_up_on,
  };
};
