import type { CertificateId, DeviceId, OfficeId } from '../../shared/registry/ids.ts';
import { certificatesBy, papersByNumber } from '../store/certificates.ts';
import type { Sql } from '../store/database.ts';
import { deadlinesOf, type PolicyOrder, policiesOf } from '../store/policies.ts';
import type { Vault } from '../store/seal.ts';
import { blocksAround, blocksOfDevices, devicesToGrant, numberingsOf } from '../store/serials.ts';
import { placeOf } from './paper-acts.ts';
import { blockKey, emptyPapers, keepStored, type Papers, takeOverPapers } from './papers.ts';
import type { ReadArrival } from './read-arrival.ts';

/**
 * Loads all that the acts about papers and the policy orders can touch, and nothing where there are none. What
 * `earlier` changes, the papers of a batch that is being written, is taken from there.
 */
export const loadPapers = async (
  sql: Sql,
  vault: Vault,
  wish: {
    readonly read: readonly ReadArrival[];
    readonly orders: readonly PolicyOrder[];
    readonly epoch: number;
    readonly earlier: Papers | null;
  },
): Promise<Papers> => {
  const papers = emptyPapers(wish.epoch);
  const asked = wish.read.filter(({ type }) => type === 'paper');
  const requests = asked.filter((each) => each.type === 'paper' && each.act.kind === 'serialsRequested');
  await loadSupplies(
    sql,
    papers,
    requests.map(({ arrival }) => arrival.device),
    [...new Set(requests.map(({ arrival }) => arrival.office))],
    [...new Set([...requests.map(({ arrival }) => arrival.office), ...wish.orders.map(({ office }) => office)])],
  );
  const timed = wish.orders.filter(({ deadlines }) => deadlines !== null).map(({ office }) => office);
  if (timed.length > 0)
    for (const [office, deadlines] of await deadlinesOf(sql, timed)) keepStored(papers.deadlines, office, deadlines);
  if (asked.length > requests.length) await loadCertificates(sql, vault, papers, asked);
  if (wish.earlier) takeOverPapers(papers, wish.earlier);
  return papers;
};

const loadSupplies = async (
  sql: Sql,
  papers: Papers,
  devices: readonly DeviceId[],
  offices: readonly OfficeId[],
  policyOffices: readonly OfficeId[],
): Promise<void> => {
  if (policyOffices.length > 0)
    for (const [office, policy] of await policiesOf(sql, policyOffices)) keepStored(papers.policies, office, policy);
  if (devices.length === 0) return;
  for (const device of await devicesToGrant(sql, devices)) keepStored(papers.devices, device.id, device);
  for (const each of await numberingsOf(sql, papers.epoch, offices)) keepStored(papers.numberings, each.office, each);
  for (const block of await blocksOfDevices(sql, papers.epoch, devices))
    keepStored(papers.blocks, blockKey(block), block);
};

const loadCertificates = async (
  sql: Sql,
  vault: Vault,
  papers: Papers,
  read: readonly ReadArrival[],
): Promise<void> => {
  const ids = new Set<CertificateId>();
  const reserved = read.flatMap((each) => {
    if (each.type !== 'paper') return [];
    const { act } = each;
    if (act.kind === 'certificateStepped' || act.kind === 'certificateOvertaken') ids.add(act.body.certificate);
    if (act.kind !== 'certificateReserved') return [];
    ids.add(each.arrival.id);
    if (act.body.replaces) ids.add(act.body.replaces.certificate);
    return [act.body];
  });
  const serials = reserved.map(({ serial }) => serial);
  for (const paper of await certificatesBy(sql, [...ids], serials)) keepStored(papers.certificates, paper.id, paper);
  if (reserved.length === 0) return;
  for (const block of await blocksAround(sql, serials.map(placeOf))) keepStored(papers.blocks, blockKey(block), block);
  const indexes = reserved.map(({ documentNumber }) => vault.documentIndex(documentNumber));
  for (const [hash, id] of await papersByNumber(sql, indexes)) keepStored(papers.byNumber, hash, id);
};
