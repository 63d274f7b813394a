import { v7 as uuidv7 } from 'uuid';
import { DraftId, FilingId } from '../../shared/registry/ids.ts';

/** Ids of what a command makes come from the window, so that a command that is sent twice is one act. */
export const newEntryId = (): FilingId => FilingId.parse(uuidv7());

export const newDraftId = (): DraftId => DraftId.parse(uuidv7());
