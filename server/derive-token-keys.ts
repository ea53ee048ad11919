import { hkdfSync } from 'node:crypto';
import type { TokenKeys } from '../src/context/index.ts';
import type { SealingKey } from '../src/core/crypto/sealer.ts';

/** Signing keys of page tokens and links, one per sealing key and never the same bytes. */
export function deriveTokenKeys(keys: readonly SealingKey[]): TokenKeys {
  const all = keys.map((key) => new Uint8Array(hkdfSync('sha256', key.key, 'siderail', 'tokens', 32)));
  return { current: all[0]!, all };
}
