import type { PrinterCapabilities, PrinterSetup, Requirement } from '../../shared/registry/printer.ts';
import { booleanOf, integersOf, resolutionsOf, stringOf, stringsOf } from './ipp/attributes.ts';
import type { IppAttributes } from './ipp/message.ts';
import { operations } from './ipp/operations.ts';

/** What readCapabilities asks for. */
export const capabilityAttributes = [
  'document-format-supported',
  'media-supported',
  'sides-supported',
  'operations-supported',
  'color-supported',
  'printer-resolution-supported',
  'pwg-raster-document-resolution-supported',
  'pwg-raster-document-type-supported',
  'job-impressions-supported',
  'job-presets-supported',
  'printer-make-and-model',
  'cups-version',
];

export const readCapabilities = (attributes: IppAttributes, media: string): PrinterCapabilities => {
  const formats = stringsOf(attributes, 'document-format-supported').map((format) => format.toLowerCase());
  const can = integersOf(attributes, 'operations-supported');
  const rasterResolutions = resolutionsOf(attributes, 'pwg-raster-document-resolution-supported');
  return {
    pdf: formats.includes('application/pdf'),
    pwgRaster: formats.includes('image/pwg-raster') && rasterTypes(attributes).length > 0,
    a4: stringsOf(attributes, 'media-supported').includes(media),
    // A printer without the attribute has no duplex unit.
    oneSided: !attributes.has('sides-supported') || stringsOf(attributes, 'sides-supported').includes('one-sided'),
    createJob: can.includes(operations['create-job']) && can.includes(operations['send-document']),
    reportsImpressions: reportsImpressions(attributes),
    color: booleanOf(attributes, 'color-supported') ?? false,
    resolutions:
      rasterResolutions.length > 0 ? rasterResolutions : resolutionsOf(attributes, 'printer-resolution-supported'),
    isSpooler: isSpooler(attributes),
  };
};

type RasterType = 'sgray_8' | 'srgb_8';

/** Of those that we can make. A printer that lists none takes both (PWG 5102.4 demands one of them). */
const rasterTypes = (attributes: IppAttributes): RasterType[] => {
  const types = stringsOf(attributes, 'pwg-raster-document-type-supported');
  return (['sgray_8', 'srgb_8'] as const).filter((type) => types.length === 0 || types.includes(type));
};

/** How a document has to be drawn for this printer, if it takes no PDF. */
export interface RasterSettings {
  /** Dots per inch, both ways. */
  readonly resolution: number;
  readonly type: RasterType;
  /** PWG name of the paper, for the page header. */
  readonly media: string;
}

/**
 * 300 dpi where there is a choice: enough for the smallest print and the code, and a quarter of what 600 takes. Colour
 * at 600 would need most of a gigabyte for a moment, so it is drawn only for a printer that takes nothing else.
 */
export const rasterSettings = (attributes: IppAttributes, media: string): RasterSettings => {
  const { resolutions, color } = readCapabilities(attributes, media);
  const types = rasterTypes(attributes);
  const enough = resolutions.filter((each) => each >= 300);
  const resolution = enough.length > 0 ? Math.min(...enough) : Math.max(300, ...resolutions);
  const isColor = types.includes('srgb_8') && ((color && resolution <= 300) || !types.includes('sgray_8'));
  return { resolution, type: isColor ? 'srgb_8' : 'sgray_8', media };
};

/** IPP Everywhere has it counted for each job; a printer that takes job-impressions at all very likely counts them. */
const reportsImpressions = (attributes: IppAttributes): boolean | null =>
  attributes.has('job-impressions-supported') ? true : null;

/** CUPS puts itself in the printer's place, and says so in attributes that no device has. */
const isSpooler = (attributes: IppAttributes): boolean =>
  attributes.has('cups-version') || /\bcups\b/i.test(stringOf(attributes, 'printer-make-and-model') ?? '');

/** What it lacks for certificates; nothing, if it will do. */
export const lackingOf = (capabilities: PrinterCapabilities, setup: PrinterSetup): Requirement[] => {
  const has: Readonly<Record<Requirement, boolean>> = {
    'document-format': capabilities.pdf || capabilities.pwgRaster,
    a4: capabilities.a4,
    'one-sided': capabilities.oneSided,
    'create-job': capabilities.createJob,
    direct: setup.how === 'spooler' || !capabilities.isSpooler,
  };
  return (Object.keys(has) as Requirement[]).filter((requirement) => !has[requirement]);
};
