/** Name of the SQL table behind a collection. */
export const tableName = (collectionName: string, schemaVersion: number): string =>
  `${collectionName}-${schemaVersion}`;
