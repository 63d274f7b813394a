import type { IssuingPolicy } from '../../shared/registry/certificate.ts';
import type { CertificateId, DeviceId, OfficeId } from '../../shared/registry/ids.ts';
import type { StoredCertificate } from '../store/certificates.ts';
import type { GrantedDevice, Numbering, StoredBlock } from '../store/serials.ts';

/** Part of what central knows about papers, as it stands after the acts decided so far. */
export interface Papers {
  readonly epoch: number;
  readonly devices: Map<DeviceId, Kept<GrantedDevice>>;
  readonly numberings: Map<OfficeId, Kept<Numbering>>;
  readonly policies: Map<OfficeId, Kept<IssuingPolicy>>;
  /** As text: only compared and passed on. */
  readonly deadlines: Map<OfficeId, Kept<string>>;
  /** By `blockKey`. */
  readonly blocks: Map<string, Kept<StoredBlock>>;
  readonly certificates: Map<CertificateId, Kept<StoredCertificate>>;
  /** Papers by document number, as hex of the keyed hash; for those that other papers have too, any of them. */
  readonly byNumber: Map<string, Kept<CertificateId>>;
}

/** Never altered in place: a value is what was stored as long as it is the same object. */
export interface Kept<T> {
  /** Null where nothing is stored. */
  readonly stored: T | null;
  readonly now: T;
}

export const emptyPapers = (epoch: number): Papers => ({
  epoch,
  devices: new Map(),
  numberings: new Map(),
  policies: new Map(),
  deadlines: new Map(),
  blocks: new Map(),
  certificates: new Map(),
  byNumber: new Map(),
});

export const blockKey = ({ office, epoch, first }: Pick<StoredBlock, 'office' | 'epoch' | 'first'>): string =>
  `${office} ${epoch} ${first}`;

/** Enters what was read from the database. */
export const keepStored = <K, T>(map: Map<K, Kept<T>>, key: K, value: T): void => {
  map.set(key, { stored: value, now: value });
};

/** Enters what an act made of it. */
export const keepChanged = <K, T>(map: Map<K, Kept<T>>, key: K, now: T): void => {
  map.set(key, { stored: map.get(key)?.stored ?? null, now });
};

export const changedIn = <K, T>(map: ReadonlyMap<K, Kept<T>>): Kept<T>[] =>
  [...map.values()].filter(({ stored, now }) => stored !== now);

/**
 * Takes over what a batch that is being written changes. It is entered as stored, because it will be before this is
 * written; what was read meanwhile may show it as it was before or after.
 */
export const takeOverPapers = (papers: Papers, earlier: Papers): void => {
  takeOverChanged(papers.devices, earlier.devices);
  takeOverChanged(papers.numberings, earlier.numberings);
  takeOverChanged(papers.policies, earlier.policies);
  takeOverChanged(papers.deadlines, earlier.deadlines);
  takeOverChanged(papers.blocks, earlier.blocks);
  takeOverChanged(papers.certificates, earlier.certificates);
  takeOverChanged(papers.byNumber, earlier.byNumber);
};

const takeOverChanged = <K, T>(map: Map<K, Kept<T>>, earlier: ReadonlyMap<K, Kept<T>>): void => {
  for (const [key, { stored, now }] of earlier) if (stored !== now) keepStored(map, key, now);
};
