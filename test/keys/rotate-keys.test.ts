import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSealer } from '../../src/core/crypto/sealer.ts';
import type { SealingKey } from '../../src/core/crypto/sealer.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { rotateKeys, SEALED_COLUMNS } from '../../src/keys/index.ts';
import { asAdministrator, everythingStored } from '../support/everything-stored.ts';
import { startTestApp } from '../support/start-test-app.ts';
import type { TestApp } from '../support/start-test-app.ts';

const OLD: SealingKey = { id: 'old', key: new Uint8Array(32).fill(1) };
const NEW: SealingKey = { id: 'new', key: new Uint8Array(32).fill(2) };
/** Whom the texts of no portal are bound to. */
const APP = PortalId.parse('990001');
const PORTALS = Array.from({ length: 12 }, (_, at) => PortalId.parse(String(5_000 + at)));
/** No portal has more sealed values than this here. */
const PER_PORTAL = 5;

let test: TestApp;
beforeAll(async () => { test = await startTestApp({ works: false }); });
afterAll(async () => test?.close());

async function sealEverythingWith(key: SealingKey): Promise<void> {
  const sealer = createSealer([key]);
  await test.app.context.database.pool.query('delete from webhook_strays');
  await test.app.context.database.pool.query(`insert into webhook_strays (event_key, reason, sealed_raw) values ('k', 'no portal', $1)`, [await sealer.seal(APP, 'webhook_stray', 'canary-stray')]);
  for (const portalId of PORTALS) {
    await test.app.context.database.inPortal(portalId, async (tx) => {
      await tx.$executeRaw`delete from connections`;
      await tx.$executeRaw`delete from installs`;
      await tx.install.create({ data: {
        portalId: BigInt(portalId), state: 'active', sealedAccessToken: await sealer.seal(portalId, 'access_token', `canary-access-${portalId}`),
        sealedRefreshToken: await sealer.seal(portalId, 'refresh_token', `canary-refresh-${portalId}`), accessExpiresAt: new Date(), scopes: [],
        timeZone: 'UTC', currency: 'EUR', uiDomain: 'localhost', installedByUserId: '1',
      } });
      for (const name of ['a', 'b', 'c']) {
        await tx.connection.create({ data: {
          id: crypto.randomUUID(), portalId: BigInt(portalId), key: name, sourceKey: 'postgres', name, sealedConfig: await sealer.seal(portalId, `connection:${name}`, `canary-config-${portalId}-${name}`),
        } });
      }
    });
  }
}

/** How many of the stored values these keys open, each to what was put in. */
async function opened(keys: readonly SealingKey[]): Promise<number> {
  const sealer = createSealer(keys);
  let count = 0;
  for (const portalId of PORTALS) {
    const { install, connections } = await test.app.context.database.inPortal(portalId, async (tx) => ({ install: await tx.install.findFirstOrThrow(), connections: await tx.connection.findMany() }));
    const values: [string, string, string][] = [
      ['access_token', install.sealedAccessToken!, `canary-access-${portalId}`], ['refresh_token', install.sealedRefreshToken!, `canary-refresh-${portalId}`],
      ...connections.map(({ key, sealedConfig }): [string, string, string] => [`connection:${key}`, sealedConfig, `canary-config-${portalId}-${key}`]),
    ];
    for (const [field, sealed, plain] of values) if ((await sealer.open(portalId, field, sealed).catch(() => null)) === plain) count += 1;
  }
  const strays = await test.app.context.database.pool.query<{ sealed: string }>('select sealed_raw as sealed from webhook_strays');
  for (const { sealed } of strays.rows) if ((await sealer.open(APP, 'webhook_stray', sealed).catch(() => null)) === 'canary-stray') count += 1;
  return count;
}
const ALL = PORTALS.length * PER_PORTAL + 1;

describe('a new sealing key', () => {
  it('reaches every value; killed at each of more than 60 steps nothing is lost, and the next run ends it (T30, F35)', async () => {
    await sealEverythingWith(OLD);
    let points = 0;
    for (let killAt = 1; ; killAt += 1) {
      // Each run goes on where the one before was killed, and dies a little later than it.
      let seen = 0;
      const crashPoint = (): void => {
        seen += 1;
        if (seen === 2) throw new Error('killed');
      };
      const killed = await rotateKeys({ ...test.app.context, sealer: createSealer([NEW, OLD]), crashPoint }, APP).then(() => false, () => true);
      points += 1;
      if (killAt % 12 === 0 || !killed) expect(await opened([NEW, OLD])).toBe(ALL);
      if (!killed) break;
    }
    expect(points).toBeGreaterThan(ALL);

    expect([await opened([NEW]), await opened([OLD])]).toEqual([ALL, 0]);
    expect(await rotateKeys({ ...test.app.context, sealer: createSealer([NEW]) }, APP)).toEqual({ resealed: 0, current: ALL, unreadable: 0 });
  });

  it('does not write over what a refresh has sealed meanwhile, and says which values no key opens (T30, F35)', async () => {
    await sealEverythingWith(OLD);
    const sealer = createSealer([NEW, OLD]);
    const racing = { ...sealer, seal: async (portalId: PortalId, field: string, plain: string) => {
      const sealed = await sealer.seal(portalId, field, plain);
      if (field === 'access_token' && portalId === PORTALS[0]) {
        const fresher = await createSealer([NEW]).seal(portalId, field, 'fresher');
        await test.app.context.database.inPortal(portalId, (tx) => tx.$executeRaw`update installs set sealed_access_token = ${fresher}`);
      }
      return sealed;
    } };
    await test.app.context.database.inPortal(PORTALS[1]!, async (tx) => {
      const strange = await createSealer([{ id: 'gone', key: new Uint8Array(32).fill(9) }]).seal(PORTALS[1]!, 'access_token', 'x');
      await tx.$executeRaw`update installs set sealed_access_token = ${strange}`;
    });

    expect(await rotateKeys({ ...test.app.context, sealer: racing }, APP)).toEqual({ resealed: ALL - 2, current: 0, unreadable: 1 });

    const { sealedAccessToken } = await test.app.context.database.inPortal(PORTALS[0]!, (tx) => tx.install.findFirstOrThrow());
    expect(await createSealer([NEW]).open(PORTALS[0]!, 'access_token', sealedAccessToken!)).toBe('fresher');
  });

  it('reaches every column that holds sealed values (T30)', async () => {
    const columns = await asAdministrator(test, async (client) => (await client.query<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.columns where table_schema = 'public' and column_name like 'sealed%'`)).rows.map(({ name }) => name));
    // What names no portal is kept for some days only and goes with its key.
    const known = [...SEALED_COLUMNS.map(({ table, column }) => `${table}.${column}`), 'webhook_strays.sealed_raw'];

    expect(columns.toSorted()).toEqual(known.toSorted());
  });
});

describe('a dump of the database', () => {
  it('holds no token and no password of a connection (T29, S2.30)', async () => {
    await sealEverythingWith(OLD);
    const stored = await everythingStored(test);

    expect(stored.filter(({ where }) => where === 'public.installs')).toHaveLength(PORTALS.length);
    expect(stored.filter(({ text }) => text.includes('canary'))).toEqual([]);
  });

  it('gives nobody another portal’s access by changing rows: a value opens in its own portal and field only (T29)', async () => {
    await sealEverythingWith(OLD);
    const [a, b] = [PORTALS[0]!, PORTALS[1]!];
    const sealer = createSealer([OLD]);
    const install = async (of: PortalId): Promise<{ sealedAccessToken: string | null; sealedRefreshToken: string | null }> =>
      test.app.context.database.inPortal(of, (tx) => tx.install.findFirstOrThrow());
    const theirs = await install(a);

    await test.app.context.database.inPortal(b, (tx) => tx.install.updateMany({ data: { sealedAccessToken: theirs.sealedAccessToken, sealedRefreshToken: theirs.sealedRefreshToken } }));

    const swapped = await install(b);
    await expect(sealer.open(b, 'access_token', swapped.sealedAccessToken!)).rejects.toThrow('another portal');
    await expect(sealer.open(b, 'refresh_token', swapped.sealedRefreshToken!)).rejects.toThrow('another portal');
    await expect(sealer.open(a, 'refresh_token', theirs.sealedAccessToken!)).rejects.toThrow('another portal or field');
  });
});
