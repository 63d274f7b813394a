import { parseArgs } from 'node:util';
import type { Language } from '../shared/text/language.ts';

export interface Arguments {
  /** Codes or document numbers; `-` reads them line by line from standard input. */
  readonly typed: readonly string[];
  readonly pdfs: readonly string[];
  readonly images: readonly string[];
  readonly bundleFile: string | null;
  readonly rootFile: string | null;
  /** Where to get a new bundle from. */
  readonly fetchFrom: string | null;
  /** Which central to ask about each certificate. */
  readonly online: string | null;
  readonly language: Language;
  readonly isJson: boolean;
}

export const usage = `rrs-verify: is this certificate genuine?

  rrs-verify [options] CODE …            the text of the QR (RRS1:…), or a document number with --online
  rrs-verify [options] -                 one code or number a line from standard input: a scanner that types
  rrs-verify [options] --pdf FILE        a certificate as PDF (may be repeated)
  rrs-verify [options] --image FILE      a scan or photograph: PNG, JPEG, PGM (may be repeated)
  rrs-verify [options] --number NUMBER   a document number: asks central, needs --online
  rrs-verify --fetch URL --bundle FILE --root FILE
                                         fetches a new key list into FILE; the first time central's key as well

  --bundle FILE    the key list (default key-bundle.json)
  --root FILE      central's public key (default root.txt)
  --online URL     ask this central whether the certificate was withdrawn
  --lang ko|en     language of the answer (default ko)
  --json           one JSON object a line

Exit code: 0 genuine, 1 not to be accepted, 2 wrong usage, 3 could not be checked.
`;

/** The arguments, or what is wrong with them. */
export const readArguments = (argv: readonly string[]): Arguments | { readonly problem: string } | 'help' => {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        pdf: { type: 'string', multiple: true },
        image: { type: 'string', multiple: true },
        number: { type: 'string', multiple: true },
        bundle: { type: 'string' },
        root: { type: 'string' },
        fetch: { type: 'string' },
        online: { type: 'string' },
        lang: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) return 'help';
    if (values.lang !== undefined && values.lang !== 'ko' && values.lang !== 'en')
      return { problem: '--lang is ko or en' };
    for (const url of [values.fetch, values.online])
      if (url !== undefined && !/^https?:\/\//.test(url)) return { problem: `${url} is no http address` };
    if (values.number && values.online === undefined) return { problem: '--number needs --online URL' };
    const read: Arguments = {
      typed: [...positionals, ...(values.number ?? [])],
      pdfs: values.pdf ?? [],
      images: values.image ?? [],
      bundleFile: values.bundle ?? null,
      rootFile: values.root ?? null,
      fetchFrom: values.fetch ?? null,
      online: values.online ?? null,
      language: values.lang ?? 'ko',
      isJson: values.json ?? false,
    };
    const count = read.typed.length + read.pdfs.length + read.images.length;
    if (count === 0 && read.fetchFrom === null) return { problem: 'nothing to check' };
    return read;
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
};
