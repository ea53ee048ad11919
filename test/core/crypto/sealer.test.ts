import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createSealer } from '../../../src/core/crypto/sealer.ts';
import { PortalId } from '../../../src/core/ids/portal-id.ts';

const A = PortalId.parse('1');
const B = PortalId.parse('2');
const key = (id: string): { id: string; key: Uint8Array } => ({ id, key: new Uint8Array(randomBytes(32)) });

it('opens what it sealed, and shows nothing of it meanwhile (T29)', async () => {
  const sealer = createSealer([key('k1')]);

  const sealed = await sealer.seal(A, 'access_token', 'canary-token');

  expect(sealed).not.toContain('canary');
  expect(await sealer.open(A, 'access_token', sealed)).toBe('canary-token');
});

it('does not open a value that was moved to another portal or another field (T29)', async () => {
  const sealer = createSealer([key('k1')]);
  const sealed = await sealer.seal(A, 'access_token', 'secret');

  await expect(sealer.open(B, 'access_token', sealed)).rejects.toThrow('another portal');
  await expect(sealer.open(A, 'refresh_token', sealed)).rejects.toThrow('another portal or field');
});

it('opens old values while a new key is taken into use, and refuses them once the old one is gone (T30)', async () => {
  const old = key('old');
  const sealed = await createSealer([old]).seal(A, 'f', 'secret');

  expect(await createSealer([key('new'), old]).open(A, 'f', sealed)).toBe('secret');
  await expect(createSealer([key('new')]).open(A, 'f', sealed)).rejects.toThrow('unknown key');
});
