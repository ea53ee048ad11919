import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a piece of evidence, `<file>` or `<file>#<words>`, is no longer in the repository at `root`. */
export function isGone(root: string, evidence: string): boolean {
  const [file = '', ...words] = evidence.split('#');
  const path = join(root, file);
  return !existsSync(path) || (words.length > 0 && !readFileSync(path, 'utf8').includes(words.join('#')));
}
