import { z } from 'zod';

/** What a window can watch. A topic says that something changed, never what. */
export const Topic = z.enum([
  'session',
  'register',
  'filings',
  'outbox',
  'link',
  'certificates',
  'printers',
  'drafts',
  'backup',
]);
export type Topic = z.infer<typeof Topic>;
