import { join } from 'node:path';
import { type CreateEngine, timeOfIssue } from './engine.ts';

/**
 * The native Typst compiler with our templates. It writes PDF/A-2a, which is also a guard: a letter without a glyph is
 * an error there. A warning is one here, because an unknown font or a page count that never settles is no more than that
 * to Typst and a spoilt paper to us.
 */
export const createTypst: CreateEngine = async ({ templates, fonts }) => {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const faces = [fonts.regular, fonts.bold, ...fonts.more];
  const compiler = NodeCompiler.create({
    workspace: templates,
    fontArgs: [{ fontBlobs: faces.map(({ bytes }) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) }],
  });
  const families = JSON.stringify([...new Set(faces.map(({ family }) => family))]);
  return {
    draw: async (sheet, drawings) => {
      const compiled = compiler.compile({
        mainFilePath: join(templates, 'main.typ'),
        inputs: { data: JSON.stringify({ ...sheet, drawings }), faces: families },
      });
      const { result } = compiled;
      const complaint = result ? compiled.takeWarnings() : compiled.takeError();
      if (!result || complaint) throw new Error(`Typst: ${describe(complaint?.shortDiagnostics)}`);
      const pdf = compiler.pdf(result, { pdfStandard: 'a-2a', creationTimestamp: timeOfIssue(sheet) });
      return { pdf, pages: result.numOfPages };
    },
    // What is memoised of one paper is of no use to the next, and would grow without end.
    rest: () => compiler.evictCache(0),
  };
};

const describe = (diagnostics: unknown): string =>
  Array.isArray(diagnostics)
    ? diagnostics.map((each: { readonly message?: unknown }) => String(each.message)).join('; ')
    : 'no reason given';
