import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { scenarioJsonSchema } from './format/json-schema.ts';
import { loadStory, playFile } from './play-file.ts';
import { problemsToText, summaryOf } from './summary.ts';

const help = `npm run scenario -- [options] FILE…       (- reads from standard input)

Plays scenarios through real offices and central in memory, and prints what came of them as JSON:
one line for each file on standard output, a summary on standard error. docs/scenarios.md tells how to write one.

  --pretty        JSON over many lines
  --run NAME      only this order of sync
  --quiet         no summary
  --check         only read the files, and say what is wrong with them
  --schema        print the JSON schema of the format
  --help

Exit code: 0 everything holds that the scenarios expect; 1 something doesn't; 2 a file could not be read;
3 the program itself failed.`;

const options = {
  pretty: { type: 'boolean' },
  run: { type: 'string' },
  quiet: { type: 'boolean' },
  check: { type: 'boolean' },
  schema: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const main = async (): Promise<number> => {
  const read = readArguments();
  if (!read) return 2;
  const { values, positionals } = read;
  if (values.help) {
    console.log(help);
    return 0;
  }
  if (values.schema) {
    console.log(JSON.stringify(scenarioJsonSchema(), null, 2));
    return 0;
  }
  if (positionals.length === 0) {
    console.error(help);
    return 2;
  }
  let code = 0;
  for (const file of positionals)
    code = Math.max(code, await one(file, values).catch((error: unknown) => failed(file, error)));
  return code;
};

const readArguments = () => {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    return null;
  }
};

/** One file that the program fails at keeps it from none of the others. */
const failed = (file: string, error: unknown): number => {
  console.error(`${file}: the program failed, which is its own fault and not the scenario’s`);
  console.error(error);
  return 3;
};

const one = async (
  file: string,
  { run, pretty, quiet, check }: { run?: string; pretty?: boolean; quiet?: boolean; check?: boolean },
): Promise<number> => {
  const name = file === '-' ? 'standard input' : file;
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    console.error(`${name}: ${error instanceof Error ? error.message : 'can’t be read'}`);
    return 2;
  }
  if (check) {
    const loaded = loadStory(text, name);
    console.error(loaded.ok ? `ok   ${name}` : problemsToText(name, loaded.problems));
    return loaded.ok ? 0 : 2;
  }
  const played = await playFile(text, name, { run });
  if (played.type === 'unreadable') {
    console.error(problemsToText(name, played.problems));
    return 2;
  }
  console.log(JSON.stringify(played.result, null, pretty ? 2 : undefined));
  if (!quiet) console.error(summaryOf(played.result));
  return played.result.ok ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error);
  process.exitCode = 3;
}
