import { registerHooks } from 'node:module';

/**
 * Loaded before a program that was made for Electron's process (`node --import`): whoever imports Electron there gets
 * the one of `electron-module.ts`. Nothing else of the program is replaced.
 */
const stand = new URL('./electron-module.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: stand, shortCircuit: true } : next(specifier, context),
});
