import { Link, parseJson, type Sha256 } from '../../shared/contract/chain.ts';
import type { AppError } from '../../shared/contract/errors.ts';
import { checkFeedItem } from '../../shared/contract/feed-item.ts';
import type { Position } from '../../shared/contract/position.ts';
import { err, ok, type Result } from '../../shared/contract/result.ts';
import { openSigned, Signed, type Verify } from '../../shared/contract/signed.ts';
import { EpochAnswer, FeedGone, FeedTail, maxFeedPage, paths } from '../../shared/contract/sync.ts';
import type { OfficeId } from '../../shared/registry/ids.ts';
import type { FeedDocument } from '../replica/collections.ts';
import type { Replica } from '../replica/replica.ts';
import type { System } from '../system.ts';
import { type CentralClient, notCentral, readText } from './central-client.ts';

export interface PullDeps {
  readonly replica: Replica;
  readonly central: CentralClient;
  readonly verify: Verify;
  readonly office: OfficeId;
  readonly system: System;
}

/** `snapshot`: the feed can't be gone on with from here, and a snapshot is the way on. */
export type Pulled = { readonly type: 'up-to-date'; readonly items: number } | { readonly type: 'snapshot' };

/** Reads the office's feed to its end, a page at a time. */
export const pullFeed = async (deps: PullDeps): Promise<Result<Pulled, AppError>> => {
  let items = 0;
  for (;;) {
    const position = deps.replica.position();
    if (position === null) return ok({ type: 'snapshot' });
    const page = await fetchPage(deps, position);
    if (!page.ok) return page;
    if (page.value.type === 'gone') return askEpoch(deps, page.value.gone);
    const { documents, tail, signedTail } = page.value;
    deps.system.reached('pull:answered');
    const isHead = tail.position.seq === tail.headSeq;
    if (documents.length > 0 || isHead) {
      await deps.replica.foldItems(documents, { tail: signedTail, upToDateAt: isHead ? tail.at : null });
    }
    deps.central.noteCentralTime(tail.at);
    items += documents.length;
    if (isHead) return ok({ type: 'up-to-date', items });
    if (documents.length === 0) return err({ type: 'FeedAltered', fault: 'empty-page', seq: position.seq });
  }
};

type Page =
  | {
      readonly type: 'page';
      readonly documents: readonly FeedDocument[];
      readonly tail: FeedTail;
      readonly signedTail: Signed;
    }
  | { readonly type: 'gone'; readonly gone: FeedGone };

const fetchPage = async (
  { replica, central, verify, office, system }: PullDeps,
  position: Position,
): Promise<Result<Page, AppError>> => {
  const { epoch, seq, hash } = position;
  const query = `?epoch=${epoch}&since=${seq}&hash=${hash}&limit=${maxFeedPage}&journal=${replica.journalHeadSeq()}`;
  const response = await central.send({ method: 'GET', path: paths.feed, query });
  if (!response.ok) return response;
  const text = await readText(response.value);
  if (!text.ok) return text;
  if (response.value.status === 410) {
    const gone = openSigned(parseJson(text.value), FeedGone, verify);
    return gone ? ok({ type: 'gone', gone }) : err(notCentral(response.value, text.value));
  }
  const lines = text.value.split('\n').filter((line) => line !== '');
  const signedTail = Signed.safeParse(parseJson(lines.pop() ?? ''));
  const tail = signedTail.success ? openSigned(signedTail.data, FeedTail, verify) : null;
  if (!signedTail.success || !tail || tail.office !== office) return err(notCentral(response.value, text.value));
  const checked = checkItems(lines, office, position, system.sha256);
  if (!checked.ok) return checked;
  const { documents, end } = checked.value;
  // The chain alone can't vouch for its last item; central's word on where the page ends does (SY-3).
  if (end.epoch !== tail.position.epoch || end.seq !== tail.position.seq || end.hash !== tail.position.hash)
    return err({ type: 'FeedAltered', fault: 'wrong-tail', seq: end.seq });
  return ok({ type: 'page', documents, tail, signedTail: signedTail.data });
};

const checkItems = (
  lines: readonly string[],
  office: OfficeId,
  position: Position,
  sha256: Sha256,
): Result<{ readonly documents: readonly FeedDocument[]; readonly end: Position }, AppError> => {
  const documents: FeedDocument[] = [];
  let end = position;
  for (const line of lines) {
    const link = Link.safeParse(parseJson(line)).data;
    const item = link && checkFeedItem(link, office, end, sha256);
    if (!link || !item?.ok)
      return err({ type: 'FeedAltered', fault: item?.ok === false ? item.fault : 'not-json', seq: end.seq + 1 });
    end = item.position;
    documents.push({ id: `${end.epoch}-${end.seq}`, header: link.header, body: link.body });
  }
  return ok({ documents, end });
};

/**
 * Central doesn't know our position. If it is because it was restored from an older copy, its own signature under our
 * last page proves that to it, and it opens a new epoch (SY-5).
 */
const askEpoch = async ({ replica, central }: PullDeps, gone: FeedGone): Promise<Result<Pulled, AppError>> => {
  const tail = replica.lastTail();
  if (gone.why === 'position-unknown' && tail) {
    const answer = await central.ask({ method: 'POST', path: paths.epoch, body: { v: 1, tail } }, EpochAnswer);
    if (!answer.ok) return answer;
  }
  return ok({ type: 'snapshot' });
};
