import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainError } from '../plain-error.ts';
import { parseJson } from '../database/parse-json.ts';

/** Made once per data directory. Losing the file makes what was sealed with its key unreadable. */
export type StackSecrets = {
  databasePassword: string;
  readerPassword: string;
  /** In the form SEALING_KEYS wants: `<id>:<32 bytes in base64>`. */
  sealingKeys: string;
};

/** Reads `<dataDir>/secrets.json`, or makes it, readable by this user only. */
export function stackSecrets(dataDir: string): StackSecrets {
  const file = join(dataDir, 'secrets.json');
  if (existsSync(file)) return read(file);
  const secrets: StackSecrets = {
    databasePassword: randomBytes(24).toString('base64url'),
    readerPassword: randomBytes(24).toString('base64url'),
    sealingKeys: `local1:${randomBytes(32).toString('base64')}`,
  };
  // Renamed when complete: a start that is killed here leaves no half of a key.
  writeFileSync(`${file}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

function read(file: string): StackSecrets {
  try {
    return parseJson<StackSecrets>(readFileSync(file, 'utf8'));
  } catch {
    throw new PlainError(`${file} cannot be read: restore it, or delete the data directory (this loses its data).`);
  }
}
