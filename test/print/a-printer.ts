import type { IppTimeouts } from '../../src/main/print/ipp/client.ts';
import { createIppPrinter, type Rasterise } from '../../src/main/print/ipp-printer.ts';
import type { Printer } from '../../src/main/print/printer.ts';
import { rasterise } from '../../src/main/print/raster/rasterise.ts';
import { PrinterSetup } from '../../src/shared/registry/printer.ts';

export const aPrinterSetup = (about: {
  readonly uri: string;
  readonly id?: string;
  readonly how?: 'direct' | 'spooler';
  readonly fingerprint?: string | null;
}): PrinterSetup =>
  PrinterSetup.parse({
    id: about.id ?? 'counter',
    name: 'Counter',
    uri: about.uri,
    roles: ['desk'],
    how: about.how ?? 'direct',
    media: 'iso_a4_210x297mm',
    tls: { fingerprint: about.fingerprint ?? null },
  });

/** 2026-08-03, when all of these tests take place. */
export const now = Date.UTC(2026, 7, 3, 1, 0, 0);

export const aPrinter = (
  about: Parameters<typeof aPrinterSetup>[0] & {
    readonly rasterise?: Rasterise;
    readonly timeouts?: IppTimeouts;
    readonly clock?: () => number;
  },
): Printer =>
  createIppPrinter({
    setup: aPrinterSetup(about),
    system: { now: about.clock ?? (() => now) },
    rasterise: about.rasterise ?? rasterise,
    ...(about.timeouts ? { timeouts: about.timeouts } : {}),
  });
