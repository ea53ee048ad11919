import { pathToFileURL } from 'node:url';
import type { Plugin } from 'rolldown';

/** The database client has its WebAssembly as a text of 2 MB that would stay in memory twice: here it is a file, read once. */
export function wasmBeside(): Plugin {
  return {
    name: 'wasm-beside',
    async load(id) {
      if (!id.endsWith('.wasm-base64.mjs')) return null;
      const { wasm } = (await import(pathToFileURL(id).href)) as { readonly wasm: string };
      const fileName = 'query-compiler.wasm';
      this.emitFile({ type: 'asset', fileName, source: Buffer.from(wasm, 'base64') });
      return `import { readFileSync } from 'node:fs'; export const wasm = readFileSync(new URL('./${fileName}', import.meta.url));`;
    },
  };
}
