import { type ImportInput, type ImportStep, importFiles } from '../../src/main/codes/import-files.ts';

/** Imports what it is told to, and kills itself at the n-th time a step is reached: the crash test's victim. */
const [json = '', step = '', nth = '1'] = process.argv.slice(2);
const input = JSON.parse(json) as ImportInput;
let left = Number(nth);
const reached = (here: ImportStep): void => {
  if (here === step && (left -= 1) === 0) process.kill(process.pid, 'SIGKILL');
};
const result = await importFiles({ reached, batchLines: 1_000 })(input);
process.exitCode = result.ok ? 0 : 1;
