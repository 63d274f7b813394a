import type { QueryOutput } from '../../../../shared/contract/queries.ts';

/** What a list of this query is made of. */
export type RowOf<N extends 'listFilings' | 'listCertificates'> = QueryOutput<N>['rows'][number];
