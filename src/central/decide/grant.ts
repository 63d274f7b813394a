import type { ProvisionBody } from '../../shared/contract/feed-item.ts';
import type { Arrival } from '../store/arrivals.ts';
import { type StoredBlock, toGranted } from '../store/serials.ts';
import { blockKey, keepChanged, type Papers } from './papers.ts';

/** Most serials in one grant, whatever is asked: what a lost device leaves unused is a hole in the numbering. */
const maxGrant = 1_000;
/** Serials have seven digits. */
const lastSerial = 9_999_999;

/**
 * Answers a request for serials. A device that has more than it wants, by the papers that central knows, gets no new
 * ones: it asked a second time before the first answer. It is told so by a provision without blocks, so that each
 * request is answered once. The first grant to an office in an epoch carries its policy along. The papers are left as
 * they are until `apply`.
 */
export const grantSerials = (
  papers: Papers,
  arrival: Arrival,
  wanted: number,
): { readonly body: ProvisionBody; readonly apply: () => void } => {
  const device = papers.devices.get(arrival.device)?.now;
  const numbering = papers.numberings.get(arrival.office)?.now;
  if (!device || !numbering) throw new Error('the device that asks for serials is not on the list');
  const size = Math.min(wanted, maxGrant, lastSerial - numbering.lastSerial);
  // What a restored device had not sent of an earlier life asks for nothing any more.
  const isOver = device.isRevoked || arrival.incarnation !== device.incarnation;
  if (isOver || size < 1 || unusedOf(papers, arrival) > size)
    return { body: { blocks: [], policy: null }, apply: () => undefined };

  const terminal = device.terminal ?? numbering.lastTerminal + 1;
  const block: StoredBlock = {
    office: arrival.office,
    device: arrival.device,
    terminal,
    epoch: papers.epoch,
    first: numbering.lastSerial + 1,
    last: numbering.lastSerial + size,
    incarnation: arrival.incarnation,
    used: 0,
    request: arrival.id,
  };
  const policy = numbering.lastSerial === 0 ? (papers.policies.get(arrival.office)?.now ?? null) : null;
  return {
    body: { blocks: [toGranted(block)], policy },
    apply: () => {
      keepChanged(papers.blocks, blockKey(block), block);
      keepChanged(papers.numberings, arrival.office, {
        ...numbering,
        lastSerial: block.last,
        lastTerminal: Math.max(numbering.lastTerminal, terminal),
      });
      if (device.terminal === null) keepChanged(papers.devices, arrival.device, { ...device, terminal });
    },
  };
};

/** Of what was granted to this journal. A device that was restored from a backup can't know which of the rest it used. */
const unusedOf = (papers: Papers, { device, incarnation }: Arrival): number =>
  [...papers.blocks.values()]
    .filter(({ now }) => now.device === device && now.incarnation === incarnation && now.epoch === papers.epoch)
    .reduce((sum, { now }) => sum + (now.last - now.first + 1 - now.used), 0);
