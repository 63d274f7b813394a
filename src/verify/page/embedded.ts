/** What the build put into the page, each in a block of its own that no browser runs. */
export type EmbeddedName = 'qr-wasm' | 'pdf-wasm' | 'root' | 'bundle' | 'central';

/** Null where the build was given none. */
export const embeddedText = (name: EmbeddedName): string | null => {
  const text = document.getElementById(`embedded-${name}`)?.textContent.trim() ?? '';
  return text === '' ? null : text;
};

/** A WebAssembly module, which is kept gzipped and in base64, so that the page is one file and asks nobody for it. */
export const embeddedBytes = async (name: EmbeddedName): Promise<ArrayBuffer> => {
  const packed = Uint8Array.from(atob(embeddedText(name) ?? ''), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).arrayBuffer();
};
