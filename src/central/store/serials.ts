import type { SerialBlock } from '../../shared/registry/certificate.ts';
import type { DeviceId, FilingId, OfficeId } from '../../shared/registry/ids.ts';
import type { Sql, Statement } from './database.ts';
import { plainArray } from './pack.ts';

/** A granted block, with what central knows of its use. */
export interface StoredBlock extends SerialBlock {
  readonly incarnation: number;
  /** How many of its serials central knows a paper for. */
  readonly used: number;
  /** The entry that asked for it. */
  readonly request: FilingId;
}

const blockColumns = 'b.office, b.epoch, b.first, b.last, b.device, b.incarnation, b.terminal, b.used, b.request';

/** What these devices were granted in an epoch. */
export const blocksOfDevices = (sql: Sql, epoch: number, devices: readonly DeviceId[]): Promise<StoredBlock[]> =>
  sql.rows<StoredBlock>(
    `select ${blockColumns} from serial_block b where b.device = any ($1::uuid[]) and b.epoch = $2
     order by b.office, b.first`,
    [plainArray(devices), epoch],
  );

export interface SerialPlace {
  readonly office: string;
  readonly epoch: number;
  readonly n: number;
}

/** The blocks that these serials lie in. */
export const blocksAround = (sql: Sql, places: readonly SerialPlace[]): Promise<StoredBlock[]> =>
  sql.rows<StoredBlock>(
    `select distinct ${blockColumns}
     from unnest($1::text[], $2::int[], $3::int[]) as s (office, epoch, n)
     join serial_block b on b.office = s.office and b.epoch = s.epoch and s.n between b.first and b.last`,
    [
      plainArray(places.map(({ office }) => office)),
      plainArray(places.map(({ epoch }) => epoch)),
      plainArray(places.map(({ n }) => n)),
    ],
  );

/** All that an office was ever granted, as far as this central knows. */
export const blocksOfOffice = (sql: Sql, office: OfficeId): Promise<SerialBlock[]> =>
  sql
    .rows<SerialBlock & { readonly incarnation: number }>(
      `select office, device, incarnation, terminal, epoch, first, last from serial_block where office = $1
       order by epoch, first`,
      [office],
    )
    .then((blocks) => blocks.map(toGranted));

/** A block as devices are told of it. */
export const toGranted = (block: SerialBlock & { readonly incarnation: number }): SerialBlock => {
  const { office, device, incarnation, terminal, epoch, first, last } = block;
  return { office, device, ...(incarnation > 1 ? { incarnation } : {}), terminal, epoch, first, last };
};

/** Up to where an office's serials and terminal numbers were given out; 0 where none was. */
export interface Numbering {
  readonly office: OfficeId;
  readonly lastSerial: number;
  readonly lastTerminal: number;
}

export const numberingsOf = (sql: Sql, epoch: number, offices: readonly OfficeId[]): Promise<Numbering[]> =>
  sql.rows<Numbering>(
    `select o.id office,
       coalesce((select max(b.last) from serial_block b where b.office = o.id and b.epoch = $1), 0) "lastSerial",
       coalesce((select max(d.terminal) from device d where d.office = o.id), 0) "lastTerminal"
     from unnest($2::text[]) as o (id)`,
    [epoch, plainArray(offices)],
  );

export interface GrantedDevice {
  readonly id: DeviceId;
  readonly office: OfficeId;
  /** Null before its first serials. */
  readonly terminal: number | null;
  /** The one that counts. */
  readonly incarnation: number;
  readonly isRevoked: boolean;
}

export const devicesToGrant = (sql: Sql, devices: readonly DeviceId[]): Promise<GrantedDevice[]> =>
  sql.rows<GrantedDevice>(
    'select id, office, terminal, incarnation, revoked_at is not null "isRevoked" from device where id = any ($1::uuid[])',
    [plainArray(devices)],
  );

export const insertBlocks = (blocks: readonly StoredBlock[], at: string): Statement => ({
  text: `insert into serial_block (office, epoch, first, last, device, incarnation, terminal, used, request, granted_at)
     select b.*, $1
     from unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::uuid[], $7::int[], $8::int[], $9::int[], $10::uuid[]) b`,
  values: [
    at,
    plainArray(blocks.map(({ office }) => office)),
    plainArray(blocks.map(({ epoch }) => epoch)),
    plainArray(blocks.map(({ first }) => first)),
    plainArray(blocks.map(({ last }) => last)),
    plainArray(blocks.map(({ device }) => device)),
    plainArray(blocks.map(({ incarnation }) => incarnation)),
    plainArray(blocks.map(({ terminal }) => terminal)),
    plainArray(blocks.map(({ used }) => used)),
    plainArray(blocks.map(({ request }) => request)),
  ],
});

export const setUsed = (blocks: readonly StoredBlock[]): Statement => ({
  text: `update serial_block b set used = c.used
     from unnest($1::text[], $2::int[], $3::int[], $4::int[]) as c (office, epoch, first, used)
     where b.office = c.office and b.epoch = c.epoch and b.first = c.first`,
  values: [
    plainArray(blocks.map(({ office }) => office)),
    plainArray(blocks.map(({ epoch }) => epoch)),
    plainArray(blocks.map(({ first }) => first)),
    plainArray(blocks.map(({ used }) => used)),
  ],
});

export const setTerminals = (devices: readonly GrantedDevice[]): Statement => ({
  text: `update device d set terminal = c.terminal from unnest($1::uuid[], $2::int[]) as c (id, terminal) where d.id = c.id`,
  values: [plainArray(devices.map(({ id }) => id)), plainArray(devices.map(({ terminal }) => terminal ?? 0))],
});
