import { boolean, integer, keyword, string } from '../../src/main/print/ipp/attributes.ts';
import type { IppAttributes, IppValue } from '../../src/main/print/ipp/message.ts';
import { jobStates, operations, printerStates } from '../../src/main/print/ipp/operations.ts';
import { type Machine, type MachineJob, reportedImpressions } from './ipp-printer-machine.ts';

export const octets = (...texts: readonly string[]): IppValue[] =>
  texts.map((text) => ({ tag: 'octetString', value: new TextEncoder().encode(text) }));
const enums = (...values: readonly number[]): IppValue[] => values.map((value) => ({ tag: 'enum', value }));
const dpi = (...values: readonly number[]): IppValue[] =>
  values.map((value) => ({ tag: 'resolution', value: { x: value, y: value, unit: 'dpi' } }));

/** What an IPP Everywhere printer says of itself, as far as anybody here asks. */
export const printerAttributes = (about: {
  readonly uri: string;
  readonly uuid: string;
  readonly formats: readonly string[];
  readonly isAcceptingJobs: boolean;
  /** Besides what the machine causes itself. */
  readonly reasons: readonly string[];
  readonly machine: Machine;
}): Map<string, readonly IppValue[]> => {
  const { machine } = about;
  const reasons = [...machine.trouble(), ...about.reasons];
  const isStopped = machine.trouble().length > 0;
  const isBusy = machine.activeJob() !== undefined;
  return new Map<string, readonly IppValue[]>([
    ['charset-configured', string('charset', 'utf-8')],
    ['printer-uri-supported', string('uri', about.uri)],
    ['printer-name', string('name', 'Double')],
    ['printer-make-and-model', string('text', 'RRS Double 1')],
    ['printer-uuid', string('uri', about.uuid)],
    ['printer-up-time', integer(machine.upTime())],
    ['printer-state', enums(printerStates[isStopped ? 'stopped' : isBusy ? 'processing' : 'idle'])],
    ['printer-state-reasons', keyword(...(reasons.length > 0 ? reasons : ['none']))],
    ['printer-is-accepting-jobs', boolean(about.isAcceptingJobs)],
    ['ipp-versions-supported', keyword('1.1', '2.0')],
    ['operations-supported', enums(...Object.values(operations))],
    ['document-format-supported', string('mimeMediaType', 'application/octet-stream', ...about.formats)],
    ['media-supported', keyword('iso_a4_210x297mm', 'iso_a5_148x210mm', 'na_letter_8.5x11in')],
    ['media-ready', keyword('iso_a4_210x297mm')],
    ['sides-supported', keyword('one-sided', 'two-sided-long-edge', 'two-sided-short-edge')],
    ['color-supported', boolean(false)],
    ['print-color-mode-supported', keyword('auto', 'monochrome')],
    ['copies-supported', [{ tag: 'rangeOfInteger', value: { from: 1, to: 99 } }]],
    ['printer-resolution-supported', dpi(600)],
    ['pwg-raster-document-resolution-supported', dpi(300, 600)],
    ['pwg-raster-document-type-supported', keyword('black_1', 'sgray_8')],
    ['job-impressions-supported', [{ tag: 'rangeOfInteger', value: { from: 0, to: 2_147_483_647 } }]],
    ['multiple-operation-time-out', integer(60)],
    ['marker-names', string('name', 'Black toner', 'Waste toner')],
    ['marker-types', keyword('toner', 'waste-toner')],
    ['marker-colors', string('name', '#000000', 'none')],
    ['marker-levels', [...integer(80), ...integer(10)]],
    ['marker-low-levels', [...integer(10), ...integer(0)]],
    ['marker-high-levels', [...integer(100), ...integer(90)]],
    [
      'printer-input-tray',
      octets(
        'type=sheetFeedAutoRemovableTray;mediafeed=29700;mediaxfeed=21000;maxcapacity=250;level=100;status=0;name=Tray 1;',
      ),
    ],
  ]);
};

export const jobAttributes = (job: MachineJob, printerUri: string, upTime: number): IppAttributes => {
  const impressions = reportedImpressions(job);
  return new Map<string, readonly IppValue[]>([
    ['job-id', integer(job.id)],
    ['job-uri', string('uri', `${printerUri}/${job.id}`)],
    ['job-uuid', string('uri', job.uuid)],
    ['job-name', string('name', job.name)],
    ['job-originating-user-name', string('name', 'rrs-office')],
    ['job-state', enums(jobStates[job.state])],
    ['job-state-reasons', keyword(...job.reasons)],
    ['job-printer-up-time', integer(upTime)],
    ...(impressions === null ? [] : [['job-impressions-completed', integer(impressions)] as const]),
  ]);
};
