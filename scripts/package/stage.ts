import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleMain } from './bundle-main.ts';
import { type CarriedInto, carryModules, type Target } from './carried.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What is read of resources/ at run time. */
const resources = ['certificates', 'printer', 'training'];

/** Which of src/main's programs a package holds, and which of them it starts with. */
export interface Programs {
  readonly main: string;
  readonly others: readonly string[];
}

/**
 * Lays out the whole program as it will be installed: `main/`, `preload/`, `renderer/`, `resources/`, and in
 * `node_modules/` only what can't be bundled, for one platform. `window` is the folder that scripts/build.ts filled.
 */
export const stageApp = async (
  target: Target,
  programs: Programs,
  window: string,
  app: string,
): Promise<CarriedInto> => {
  rmSync(app, { recursive: true, force: true });
  mkdirSync(app, { recursive: true });
  await bundleMain([programs.main, ...programs.others], app);
  for (const part of ['renderer', 'preload']) cpSync(join(window, part), join(app, part), { recursive: true });
  for (const part of resources)
    cpSync(join(root, 'resources', part), join(app, 'resources', part), { recursive: true });
  const carried = carryModules(target, app);
  const { name, version, description, license, author } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  ) as Record<string, unknown>;
  const manifest = {
    name,
    productName: 'RRS Office',
    version,
    description,
    license,
    author,
    homepage: 'https://office.rrs.invalid',
    private: true,
    type: 'module',
    main: `main/${programs.main}.js`,
    dependencies: carried.dependencies,
  };
  writeFileSync(join(app, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  return carried;
};
