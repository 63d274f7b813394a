import { describe, expect, test } from 'vitest';
import { lackingOf, rasterSettings, readCapabilities } from '../../src/main/print/capabilities.ts';
import { boolean, integer, keyword, string } from '../../src/main/print/ipp/attributes.ts';
import type { IppAttributes, IppValue } from '../../src/main/print/ipp/message.ts';
import { readSupplies, readTrays } from '../../src/main/print/supplies.ts';
import { octets } from '../doubles/ipp-printer-attributes.ts';
import { aPrinterSetup } from './a-printer.ts';

const of = (entries: Readonly<Record<string, readonly IppValue[]>>): IppAttributes => new Map(Object.entries(entries));
const integers = (...values: readonly number[]): IppValue[] => values.flatMap(integer);
const dpi = (...values: readonly number[]): IppValue[] =>
  values.map((value) => ({ tag: 'resolution', value: { x: value, y: value, unit: 'dpi' } }));

describe('supplies', () => {
  test('from the marker lists, each by its place', () => {
    const supplies = readSupplies(
      of({
        'marker-names': string('name', 'Black', 'Cyan', 'Waste', 'Drum'),
        'marker-types': keyword('toner', 'ink-cartridge', 'waste-toner', 'opc'),
        'marker-colors': string('name', '#000000', '#00FFFF', 'none', 'unknown'),
        'marker-levels': integers(9, 12, 95, -2),
        'marker-low-levels': integers(10, 15, 0, 0),
        'marker-high-levels': integers(100, 100, 90, 0),
      }),
    );
    expect(supplies).toEqual([
      { name: 'Black', kind: 'toner', color: '#000000', level: 9, low: true },
      { name: 'Cyan', kind: 'ink', color: '#00FFFF', level: 12, low: true },
      { name: 'Waste', kind: 'waste', color: null, level: 95, low: true },
      { name: 'Drum', kind: 'other', color: null, level: null, low: false },
    ]);
  });

  test.each([-1, -2, -3])('the level %i is no level', (level) => {
    expect(readSupplies(of({ 'marker-levels': integers(level) }))).toMatchObject([{ level: null, low: false }]);
  });

  test('a printer without bounds of its own is low at a tenth, its waste at nine', () => {
    const levels = (type: string, level: number): boolean | undefined =>
      readSupplies(of({ 'marker-types': keyword(type), 'marker-levels': integers(level) }))[0]?.low;
    expect([levels('toner', 10), levels('toner', 11)]).toEqual([true, false]);
    expect([levels('wasteToner', 89), levels('wasteToner', 90)]).toEqual([false, true]);
  });

  test('from printer-supply, where there are no marker lists', () => {
    const supplies = readSupplies(
      of({
        'printer-supply': octets(
          'index=1;class=supplyThatIsConsumed;type=toner;unit=tenthsOfGrams;maxcapacity=500;level=50;colorantname=black;',
          'type=wasteToner;maxcapacity=-2;level=-3;nonsense;;=;',
        ),
        'printer-supply-description': string('text', 'Black Toner'),
      }),
    );
    expect(supplies).toEqual([
      { name: 'Black Toner', kind: 'toner', color: 'black', level: 10, low: true },
      { name: '2', kind: 'waste', color: null, level: null, low: false },
    ]);
  });
});

describe('trays', () => {
  const mediaCol = (source: string, x: number, y: number): IppValue => ({
    tag: 'collection',
    value: of({
      'media-source': keyword(source),
      'media-size': [{ tag: 'collection', value: of({ 'x-dimension': integers(x), 'y-dimension': integers(y) }) }],
    }),
  });

  test('their paper is that of the same source, not of the same place in the list', () => {
    const trays = readTrays(
      of({
        'media-source-supported': keyword('auto', 'tray-1', 'tray-2', 'by-pass-tray'),
        'media-col-ready': [mediaCol('tray-2', 21_000, 29_700), mediaCol('tray-1', 18_200, 25_700)],
        'printer-input-tray': octets(
          'type=other;mediafeed=0;mediaxfeed=0;maxcapacity=-2;level=-2;status=0;name=auto;',
          'type=sheetFeedAutoRemovableTray;mediafeed=0;mediaxfeed=0;maxcapacity=250;level=0;status=0;name=Tray 1;',
          'type=sheetFeedAutoRemovableTray;mediafeed=0;mediaxfeed=0;maxcapacity=500;level=40;status=0;name=Tray 2;',
          'type=sheetFeedManual;mediafeed=29700;mediaxfeed=21000;maxcapacity=-1;level=-3;status=0;name=Bypass;',
        ),
      }),
    );
    expect(trays).toEqual([
      { name: 'auto', media: null, level: null, state: 'unknown' },
      { name: 'Tray 1', media: 'jis_b5_182x257mm', level: 0, state: 'empty' },
      { name: 'Tray 2', media: 'iso_a4_210x297mm', level: 8, state: 'low' },
      { name: 'Bypass', media: 'iso_a4_210x297mm', level: null, state: 'ready' },
    ]);
  });

  test('what the printer has ready, if it lists no trays', () => {
    expect(readTrays(of({ 'media-ready': keyword('iso_a4_210x297mm') }))).toEqual([
      { name: '1', media: 'iso_a4_210x297mm', level: null, state: 'unknown' },
    ]);
    expect(readTrays(of({}))).toEqual([]);
  });
});

describe('capabilities', () => {
  const fit = {
    'document-format-supported': string('mimeMediaType', 'application/PDF', 'image/pwg-raster'),
    'media-supported': keyword('iso_a4_210x297mm'),
    'sides-supported': keyword('one-sided'),
    'operations-supported': integers(2, 4, 5, 6, 8, 9, 10, 11),
    'pwg-raster-document-resolution-supported': dpi(300, 600),
    'pwg-raster-document-type-supported': keyword('sgray_8', 'srgb_8'),
  };
  const read = (more: Readonly<Record<string, readonly IppValue[]>> = {}) =>
    readCapabilities(of({ ...fit, ...more }), 'iso_a4_210x297mm');
  const direct = aPrinterSetup({ uri: 'ipp://10.0.0.1/ipp/print' });

  test('a printer with everything lacks nothing', () => {
    expect(lackingOf(read(), direct)).toEqual([]);
  });

  test('a printer with nothing lacks everything that it must say', () => {
    expect(lackingOf(readCapabilities(new Map(), 'iso_a4_210x297mm'), direct)).toEqual([
      'document-format',
      'a4',
      'create-job',
    ]);
  });

  test('Create-Job without Send-Document is no use', () => {
    expect(lackingOf(read({ 'operations-supported': integers(2, 4, 5) }), direct)).toEqual(['create-job']);
  });

  test('a print server is known by what no printer says', () => {
    expect(read({ 'cups-version': keyword('2.4.2') }).isSpooler).toBe(true);
    expect(read({ 'printer-make-and-model': string('text', 'Local Raw Printer, CUPS v2') }).isSpooler).toBe(true);
    expect(read({ 'printer-make-and-model': string('text', 'Cupsworth 1') }).isSpooler).toBe(false);
  });

  test.each([
    ['300 of several resolutions', dpi(150, 300, 600), ['sgray_8', 'srgb_8'], true, 300, 'srgb_8'],
    ['grey, if it has no colours', dpi(300), ['sgray_8', 'srgb_8'], false, 300, 'sgray_8'],
    ['600 if there is nothing else, and then grey', dpi(600), ['sgray_8', 'srgb_8'], true, 600, 'sgray_8'],
    ['colour at 600 if there is no grey', dpi(600), ['srgb_8'], true, 600, 'srgb_8'],
    ['both types, if it lists none', dpi(300), [], true, 300, 'srgb_8'],
  ] as const)('draws %s', (_, resolutions, types, color, resolution, type) => {
    const attributes = of({
      ...fit,
      'pwg-raster-document-resolution-supported': resolutions,
      'pwg-raster-document-type-supported': keyword(...types),
      'color-supported': boolean(color),
    });
    expect(rasterSettings(attributes, 'iso_a4_210x297mm')).toEqual({ resolution, type, media: 'iso_a4_210x297mm' });
  });
});
