import { createDrawings } from './drawings.ts';
import type { Engine } from './engine.ts';
import { extraFontsMark, type Fonts, readFonts } from './fonts.ts';
import { missingLetters } from './letters.ts';
import { createPdfmake } from './pdfmake.ts';
import type { DrawAnswer, FromProcess, ProcessStart, ToProcess } from './process-messages.ts';
import { createTypst } from './typst.ts';

/** The renderer's process: one paper at a time. It ends with the channel to whoever started it. */

/** In Electron the line to whoever started it is another one; only there does it exist. */
interface ParentPort {
  readonly postMessage: (message: FromProcess) => void;
  readonly on: (event: 'message', hear: (event: { readonly data: ToProcess }) => void) => void;
}
const { parentPort } = process as { readonly parentPort?: ParentPort };

const tell = (message: FromProcess, told: () => void = () => undefined): void => {
  if (!parentPort) {
    process.send?.(message, told);
    return;
  }
  parentPort.postMessage(message);
  told();
};

interface Desk {
  readonly engine: Engine;
  readonly fonts: Fonts;
  readonly drawings: ReturnType<typeof createDrawings>;
  readonly mark: string;
}

const open = async ({ engine, fonts: files, templates }: ProcessStart): Promise<Desk> => {
  const mark = extraFontsMark(files.extraFolder);
  const fonts = readFonts(files, (file) => tell({ type: 'log', line: `${file} is no font that can be used` }));
  const create = engine === 'typst' ? createTypst : createPdfmake;
  return { engine: await create({ templates, fonts }), fonts, drawings: createDrawings(fonts.bold.bytes), mark };
};

let start: ProcessStart | null = null;
let desk: Desk | null = null;

const draw = async (sheet: Extract<ToProcess, { type: 'draw' }>['sheet']): Promise<DrawAnswer> => {
  if (!start || !desk) throw new Error('asked to draw before it was started');
  let missing = missingLetters(sheet, desk.fonts);
  // Perhaps someone has just put the font with these letters into the office's folder.
  if (missing.length > 0 && extraFontsMark(start.fonts.extraFolder) !== desk.mark) {
    desk = await open(start);
    missing = missingLetters(sheet, desk.fonts);
  }
  if (missing.length > 0) return { type: 'lettersMissing', letters: missing };
  const { pdf, pages } = await desk.engine.draw(sheet, desk.drawings(sheet.frame));
  return { type: 'drawn', pdf, pages, rss: process.memoryUsage.rss() };
};

const begin = async (message: ProcessStart): Promise<FromProcess> => {
  start = message;
  try {
    desk = await open(message);
    return { type: 'ready' };
  } catch (error) {
    return { type: 'unavailable', reason: String(error) };
  }
};

const hear = (message: ToProcess): void => {
  const answer: Promise<FromProcess> = message.type === 'start' ? begin(message) : draw(message.sheet);
  answer
    .catch((error: unknown): FromProcess => ({ type: 'refused', detail: String(error) }))
    // The engine rests when the answer has left, so that nobody waits for it.
    .then((from) => tell(from, () => desk?.engine.rest()))
    .catch(() => process.exit(1));
};
if (parentPort) parentPort.on('message', ({ data }) => hear(data));
else process.on('message', hear);
// A key press that is meant for whoever started it: that one finishes its papers and then closes the channel.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit(0));
