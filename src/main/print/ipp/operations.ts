/** Operations and the few status codes that we act on (RFC 8011, section 5.4.15 and appendix B). */
export const operations = {
  'validate-job': 0x0004,
  'create-job': 0x0005,
  'send-document': 0x0006,
  'cancel-job': 0x0008,
  'get-job-attributes': 0x0009,
  'get-jobs': 0x000a,
  'get-printer-attributes': 0x000b,
} as const;
export type Operation = keyof typeof operations;

export const statusCodes = {
  'successful-ok': 0x0000,
  'successful-ok-ignored-or-substituted-attributes': 0x0001,
  'successful-ok-conflicting-attributes': 0x0002,
  'client-error-bad-request': 0x0400,
  'client-error-forbidden': 0x0401,
  'client-error-not-authenticated': 0x0402,
  'client-error-not-authorized': 0x0403,
  'client-error-not-possible': 0x0404,
  'client-error-timeout': 0x0405,
  'client-error-not-found': 0x0406,
  'client-error-gone': 0x0407,
  'client-error-request-entity-too-large': 0x0408,
  'client-error-request-value-too-long': 0x0409,
  'client-error-document-format-not-supported': 0x040a,
  'client-error-attributes-or-values-not-supported': 0x040b,
  'client-error-uri-scheme-not-supported': 0x040c,
  'client-error-charset-not-supported': 0x040d,
  'client-error-conflicting-attributes': 0x040e,
  'client-error-compression-not-supported': 0x040f,
  'client-error-compression-error': 0x0410,
  'client-error-document-format-error': 0x0411,
  'client-error-document-access-error': 0x0412,
  'server-error-internal-error': 0x0500,
  'server-error-operation-not-supported': 0x0501,
  'server-error-service-unavailable': 0x0502,
  'server-error-version-not-supported': 0x0503,
  'server-error-device-error': 0x0504,
  'server-error-temporary-error': 0x0505,
  'server-error-not-accepting-jobs': 0x0506,
  'server-error-busy': 0x0507,
  'server-error-job-canceled': 0x0508,
  'server-error-multiple-document-jobs-not-supported': 0x0509,
  'server-error-printer-is-deactivated': 0x050a,
} as const;
export type StatusKeyword = keyof typeof statusCodes;

export const isSuccess = (status: number): boolean => status < 0x0100;

/** The status as RFC 8011 calls it, or its number for one that it doesn't have. */
export const statusKeyword = (status: number): string =>
  keywords.get(status) ?? `status-0x${status.toString(16).padStart(4, '0')}`;

const keywords: ReadonlyMap<number, string> = new Map(
  Object.entries(statusCodes).map(([keyword, status]) => [status, keyword]),
);

/** The numbers of job-state, RFC 8011 5.3.7. */
export const jobStates = {
  pending: 3,
  'pending-held': 4,
  processing: 5,
  'processing-stopped': 6,
  canceled: 7,
  aborted: 8,
  completed: 9,
} as const;

/** The numbers of printer-state, RFC 8011 5.4.11. */
export const printerStates = { idle: 3, processing: 4, stopped: 5 } as const;
