import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Copy = { readonly stage: string | null; readonly from: readonly string[]; readonly to: string };

const ROOT = join(import.meta.dirname, '..', '..');

/** The COPY lines of the Dockerfile's last stage, in order. `stage` is the earlier stage they copy from. */
export function imageCopies(): readonly Copy[] {
  const text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
  const last = text.slice(text.lastIndexOf('\nFROM '));
  return [...last.matchAll(/^COPY (?:--from=(\S+) )?(.+)$/gm)].map((match) => {
    const paths = match[2]!.trim().split(/\s+/);
    return { stage: match[1] ?? null, from: paths.slice(0, -1), to: paths.at(-1)! };
  });
}
