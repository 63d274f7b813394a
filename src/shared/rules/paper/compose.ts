import type { PlainDate } from '../../registry/plain-date.ts';
import type { SheetContent } from '../../registry/sheet.ts';
import { composeAbstract } from './abstract.ts';
import { composeCopy } from './copy.ts';
import { composeMovedIn } from './moved-in.ts';
import { composeReceipt } from './receipt.ts';
import type { PaperAsk, PaperSources } from './sources.ts';
import type { PaperLanguage } from './words.ts';

/**
 * CE-20: what prints, as a function of what was asked and what was read: equal inputs give equal contents, key for key.
 * It shows a paper also where `judgeAsk` finds something in the way; null where there is nothing to show. `language` is
 * that of the answers on a receipt: copies and abstracts have the language of their kind.
 */
export const composeContent = ({
  ask,
  sources,
  today,
  language,
}: {
  readonly ask: PaperAsk;
  readonly sources: PaperSources;
  readonly today: PlainDate;
  readonly language: PaperLanguage;
}): SheetContent | null => {
  const { request } = ask;
  switch (request.kind) {
    case 'copy':
    case 'copy-english':
      return composeCopy(request, ask, sources, today);
    case 'abstract':
      return composeAbstract(request, ask, sources, today);
    case 'moved-in-households':
      return composeMovedIn(request, sources);
    case 'move-in-receipt':
      return composeReceipt(request, sources, language);
  }
};
