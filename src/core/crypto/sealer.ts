import { CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose';
import type { PortalId } from '../ids/portal-id.ts';

/** Encrypts a secret for one portal and one field; a value moved to another row does not open (T29). */
export type Sealer = {
  seal(portalId: PortalId, field: string, plain: string): Promise<string>;
  /** Throws an Error when the value was sealed for another portal or field, or its key is gone. */
  open(portalId: PortalId, field: string, sealed: string): Promise<string>;
  /** Whether a value is sealed with the newest key. */
  isCurrent(sealed: string): boolean;
};

export type SealingKey = { readonly id: string; readonly key: Uint8Array };

/** The first key seals; all of them open, so that a key can be rotated while serving. Keys are 32 bytes. */
export function createSealer(keys: readonly SealingKey[]): Sealer {
  const current = keys[0];
  if (current === undefined) throw new Error('SEALING_KEYS holds no key');

  async function seal(portalId: PortalId, field: string, plain: string): Promise<string> {
    // The protected header is authenticated: portal and field cannot be changed without breaking the seal.
    return new CompactEncrypt(new TextEncoder().encode(plain))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: current!.id, portal: portalId, field })
      .encrypt(current!.key);
  }

  async function open(portalId: PortalId, field: string, sealed: string): Promise<string> {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, (header) => {
      const match = keys.find((key) => key.id === header.kid);
      if (match === undefined) throw new Error(`sealed with an unknown key ${String(header.kid)}`);
      return match.key;
    }, { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] });
    if (protectedHeader['portal'] !== portalId || protectedHeader['field'] !== field) {
      throw new Error('sealed for another portal or field');
    }
    return new TextDecoder().decode(plaintext);
  }

  function isCurrent(sealed: string): boolean {
    try {
      return decodeProtectedHeader(sealed).kid === current!.id;
    } catch {
      return false;
    }
  }

  return { seal, open, isCurrent };
}
