import pg from 'pg';

/** Where PostgreSQL is. `host` may be the directory of a Unix socket. */
export type DatabaseAddress =
  | { readonly url: string }
  | { readonly host: string; readonly user: string; readonly database: string };

/** A statement that is ready to be sent. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export const runStatement = (sql: Sql, { text, values }: Statement): Promise<number> => sql.run(text, values);

/** Runs statements. Values travel as parameters, never inside of the text. */
export interface Sql {
  readonly rows: <R extends object>(text: string, values?: readonly unknown[]) => Promise<R[]>;
  /** Answers how many rows the statement changed. */
  readonly run: (text: string, values?: readonly unknown[]) => Promise<number>;
}

export interface Connection extends Sql {
  /** Commits when `work` ends, rolls back and throws what it threw otherwise. */
  readonly transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

export interface Database extends Sql {
  readonly transaction: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  /** Everything that `work` reads is from one moment. */
  readonly readAtOneMoment: <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;
  /** A connection of its own, for locks that live as long as it does. `onLost` is called if it breaks. */
  readonly connect: (onLost: () => void) => Promise<Connection>;
  /** Calls `onNotice` at each notification on `channel` until the connection is closed or lost. */
  readonly listen: (channel: string, onNotice: () => void, onLost: () => void) => Promise<Pick<Connection, 'close'>>;
  readonly close: () => Promise<void>;
}

export interface DatabaseDeps {
  readonly address: DatabaseAddress;
  readonly connections: number;
  /** An idle connection broke; the next statement opens another one. */
  readonly onError: (error: Error) => void;
}

/** Opens a pool of connections; the first statement connects. */
export const openDatabase = ({ address, connections, onError }: DatabaseDeps): Database => {
  const options = {
    ...('url' in address ? { connectionString: address.url } : address),
    types,
    options: '-c TimeZone=UTC',
  };
  const pool = new pg.Pool({ ...options, max: connections, connectionTimeoutMillis: 30_000 });
  pool.on('error', onError);

  const inTransaction = async <T>(begin: string, work: (sql: Sql) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    try {
      const value = await transact(client, begin, work);
      client.release();
      return value;
    } catch (error) {
      // A connection whose transaction failed is not given to anybody else: its state is not known.
      client.release(true);
      throw error;
    }
  };

  const connect = async (onLost: () => void): Promise<pg.Client> => {
    const client = new pg.Client(options);
    client.on('error', onLost);
    client.on('end', onLost);
    await client.connect();
    return client;
  };

  return {
    ...sqlOf(pool),
    transaction: (work) => inTransaction('begin', work),
    readAtOneMoment: (work) => inTransaction('begin isolation level repeatable read read only', work),
    connect: async (onLost) => {
      const client = await connect(onLost);
      return {
        ...sqlOf(client),
        transaction: (work) => transact(client, 'begin', work),
        close: () => client.end(),
      };
    },
    listen: async (channel, onNotice, onLost) => {
      const client = await connect(onLost);
      client.on('notification', onNotice);
      await client.query(`listen ${client.escapeIdentifier(channel)}`);
      return { close: () => client.end() };
    },
    close: () => pool.end(),
  };
};

const transact = async <T>(client: pg.ClientBase, begin: string, work: (sql: Sql) => Promise<T>): Promise<T> => {
  await client.query(begin);
  try {
    const value = await work(sqlOf(client));
    await client.query('commit');
    return value;
  } catch (error) {
    // The first error tells what went wrong; that a broken connection can't roll back adds nothing.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
};

const sqlOf = (client: Pick<pg.Pool, 'query'> | Pick<pg.ClientBase, 'query'>): Sql => ({
  rows: async <R extends object>(text: string, values: readonly unknown[] = []) =>
    (await client.query<R>(text, [...values])).rows,
  run: async (text, values = []) => (await client.query(text, [...values])).rowCount ?? 0,
});

/** Days stay text, and times become the text that the contract uses, so that no time zone of a process plays a part. */
const dateType = 1082;
const timestampType = 1184;
const types = new pg.TypeOverrides();
types.setTypeParser(dateType, (text) => text);
types.setTypeParser(timestampType, (text) => new Date(text.replace(' ', 'T').replace(/\+00$/, 'Z')).toISOString());

/** PostgreSQL's code for a value that a unique index already has. */
export const isUniqueViolation = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '23505';

/** Nothing was wrong with the statement: the connection broke, the server is short of something or shutting down. */
export const isTransient = (error: unknown): boolean => {
  if (error instanceof pg.DatabaseError) return /^(?:08|40|53|55|57|58)/.test(error.code ?? '');
  if (!(error instanceof Error)) return false;
  return (
    'syscall' in error || /connection (?:terminated|error|timeout)|not queryable|client was closed/i.test(error.message)
  );
};
