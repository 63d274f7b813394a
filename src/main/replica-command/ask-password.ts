import type { ReadStream } from 'node:tty';

/** Where passwords are typed or come from. */
export interface PasswordSource {
  readonly input: NodeJS.ReadStream;
  /** Where the question stands; never where a subcommand's answer goes. */
  readonly output: NodeJS.WritableStream;
}

/**
 * Asks for passwords, one after the other: on a terminal without echo, else as lines of the input. Never as an
 * argument, which everybody on the computer could read.
 */
export const createAskPassword = ({ input, output }: PasswordSource): ((prompt: string) => Promise<string | null>) => {
  let lines: AsyncIterator<string> | null = null;
  return async (prompt) => {
    if (input.isTTY) return typed(input, output, prompt);
    lines ??= linesOf(input);
    const next = await lines.next();
    return next.done === true ? null : next.value;
  };
};

/** Null if it is broken off (Ctrl-C, Ctrl-D). */
const typed = (input: ReadStream, output: NodeJS.WritableStream, prompt: string): Promise<string | null> =>
  new Promise((resolve) => {
    output.write(prompt);
    let letters: string[] = [];
    const end = (password: string | null): void => {
      input.off('data', take);
      input.setRawMode(false);
      input.pause();
      output.write('\n');
      resolve(password);
    };
    const take = (chunk: string): void => {
      for (const letter of chunk) {
        if (letter === '\r' || letter === '\n') return end(letters.join(''));
        if (letter === '\u0003' || letter === '\u0004') return end(null);
        letters = letter === '\u007f' || letter === '\b' ? letters.slice(0, -1) : [...letters, letter];
      }
    };
    input.setEncoding('utf8');
    input.setRawMode(true);
    input.on('data', take);
    input.resume();
  });

async function* linesOf(input: NodeJS.ReadStream): AsyncGenerator<string> {
  let rest = '';
  input.setEncoding('utf8');
  for await (const chunk of input as AsyncIterable<string>) {
    const [last = '', ...whole] = (rest + chunk).split(/\r?\n/).toReversed();
    yield* whole.toReversed();
    rest = last;
  }
  if (rest !== '') yield rest;
}
