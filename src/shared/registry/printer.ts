import { z } from 'zod';

/** The office's own name for a printer that it has set up; never the printer's uuid, which may be missing. */
export const PrinterId = z.string().trim().min(1).max(60).brand<'PrinterId'>();
export type PrinterId = z.infer<typeof PrinterId>;

/** SHA-256 of a certificate as it goes over the line (DER), lower-case hex. */
export const Fingerprint = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Fingerprint'>();
export type Fingerprint = z.infer<typeof Fingerprint>;

/** `ipp://` or `ipps://`, a host or address, perhaps a port and a path. No user name, query or fragment. */
const PrinterUri = z
  .string()
  .max(1023)
  .regex(/^ipps?:\/\/(?:\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._~-]+)(?::\d{1,5})?(?:\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?$/);

/** A printer as a person has set it up. */
export const PrinterSetup = z.object({
  id: PrinterId,
  name: z.string().trim().min(1).max(60),
  uri: PrinterUri,
  /** What comes out of it: certificates at the desk, certificates at the kiosk, acknowledgements of intake. */
  roles: z.array(z.enum(['desk', 'kiosk', 'receipt'])),
  /** `spooler`: only a print server (CUPS, Windows) talks to it. Its word proves nothing, so a person confirms each sheet. */
  how: z.enum(['direct', 'spooler']),
  /** PWG 5101.1 name, such as `iso_a4_210x297mm`. */
  media: z
    .string()
    .max(255)
    .regex(/^[a-z0-9._-]+$/),
  /**
   * Printers sign their own certificates, so the one that a person confirmed is what counts. Null before that: then
   * nothing is printed over ipps, and the state shows the fingerprint to be confirmed.
   */
  tls: z.object({ fingerprint: Fingerprint.nullable() }),
});
export type PrinterSetup = z.infer<typeof PrinterSetup>;

/**
 * What a printer says is the matter with it, in our own closed list: the keywords of IPP (RFC 8011, PWG 5100.9) are
 * more, have endings, and come cut off. The first group stops printing; `stopped`, `not-accepting-jobs` and
 * `other-error` say that it stopped without a reason that we know.
 */
export const BlockingReason = z.enum([
  'media-empty',
  'media-needed',
  'media-jam',
  'door-open',
  'cover-open',
  'interlock-open',
  'input-tray-missing',
  'output-tray-missing',
  'output-area-full',
  'marker-supply-empty',
  'toner-empty',
  'marker-waste-full',
  'fuser-over-temp',
  'paused',
  'moving-to-paused',
  'shutdown',
  'spool-area-full',
  'timed-out',
  'stopped-partly',
  'stopped',
  'not-accepting-jobs',
  'other-error',
]);
export type BlockingReason = z.infer<typeof BlockingReason>;

/** What will stop printing one day, or passes by itself. */
export const WarningReason = z.enum([
  'media-low',
  'toner-low',
  'marker-supply-low',
  'marker-waste-almost-full',
  'output-area-almost-full',
  'fuser-under-temp',
]);
export type WarningReason = z.infer<typeof WarningReason>;

export const PrinterReason = z.enum([...BlockingReason.options, ...WarningReason.options]);
export type PrinterReason = z.infer<typeof PrinterReason>;

/**
 * What a printer must have for certificates. `create-job`: Create-Job and Send-Document, one after the other. `direct`:
 * it was set up as a printer reached directly, but a print server answers, whose reports prove nothing.
 */
export const Requirement = z.enum(['document-format', 'a4', 'one-sided', 'create-job', 'direct']);
export type Requirement = z.infer<typeof Requirement>;

/** Why a printer can't be used at all, whatever its trays say. */
export const PrinterProblem = z.discriminatedUnion('type', [
  /** Nobody answers there; `detail` is the network's own word, such as `ECONNREFUSED`. */
  z.object({ type: z.literal('Unreachable'), detail: z.string() }),
  z.object({ type: z.literal('TimedOut') }),
  /** Something answers that isn't a printer: a log-in page, a web server, garbage. */
  z.object({ type: z.literal('NotAPrinter'), detail: z.string() }),
  /** The printer said no: IPP's status code and its keyword, such as 0x0507 `server-error-busy`. */
  z.object({ type: z.literal('Refused'), status: z.int(), keyword: z.string() }),
  z.object({ type: z.literal('Unfit'), lacking: z.array(Requirement) }),
  /** First contact over ipps: a person compares the fingerprint with the printer's panel, and confirms it. */
  z.object({ type: z.literal('CertificateUnknown'), fingerprint: Fingerprint }),
  /** Another certificate than the confirmed one: a new printer, a factory reset, or somebody in between. */
  z.object({ type: z.literal('CertificateChanged'), fingerprint: Fingerprint }),
]);
export type PrinterProblem = z.infer<typeof PrinterProblem>;

/** How full, in percent. Null where the printer doesn't say, which most don't for paper. */
const Level = z.int().min(0).max(100).nullable();

export const Supply = z.object({
  name: z.string(),
  kind: z.enum(['toner', 'ink', 'waste', 'other']),
  /** `#RRGGBB`, or a colour's name as the printer gives it. */
  color: z.string().nullable(),
  /** What is left; for `waste`, how full the container is. */
  level: Level,
  low: z.boolean(),
});
export type Supply = z.infer<typeof Supply>;

export const Tray = z.object({
  name: z.string(),
  /** PWG name of what lies in it. */
  media: z.string().nullable(),
  level: Level,
  state: z.enum(['ready', 'low', 'empty', 'missing', 'unknown']),
});
export type Tray = z.infer<typeof Tray>;

export const PrinterCapabilities = z.object({
  pdf: z.boolean(),
  pwgRaster: z.boolean(),
  a4: z.boolean(),
  oneSided: z.boolean(),
  createJob: z.boolean(),
  /** Whether it counts the sheets of a job. Null: it doesn't say, so only a job can tell. */
  reportsImpressions: z.boolean().nullable(),
  color: z.boolean(),
  /** Of PWG raster if it takes that, else of the printer; dots per inch. */
  resolutions: z.array(z.int().positive()),
  /** A print server's queue answered, not the printer. */
  isSpooler: z.boolean(),
});
export type PrinterCapabilities = z.infer<typeof PrinterCapabilities>;

export const PrinterIdentity = z.object({
  /** `urn:uuid:…` as the printer gives it; empty if it has none (before IPP Everywhere). */
  uuid: z.string(),
  makeAndModel: z.string(),
  /** Seconds since it was switched on; when it goes back, the printer restarted and has forgotten its jobs. */
  upTime: z.int().nonnegative(),
});
export type PrinterIdentity = z.infer<typeof PrinterIdentity>;

/** What is known of a printer now. */
export const PrinterState = z.object({
  id: PrinterId,
  reachable: z.boolean(),
  /** Since when it has been reachable, or not. ISO 8601, UTC, by this computer's clock. */
  since: z.iso.datetime(),
  state: z.enum(['idle', 'processing', 'stopped', 'unknown']),
  blockers: z.array(BlockingReason),
  warnings: z.array(WarningReason),
  /** As the printer wrote them, for support. */
  unknownReasons: z.array(z.string()),
  supplies: z.array(Supply),
  trays: z.array(Tray),
  /** Null while it can't be asked. */
  capabilities: PrinterCapabilities.nullable(),
  identity: PrinterIdentity.nullable(),
  problem: PrinterProblem.nullable(),
});
export type PrinterState = z.infer<typeof PrinterState>;
