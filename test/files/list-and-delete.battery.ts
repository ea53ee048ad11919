import { expect, it } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { fileKey, filePrefix } from '../../src/files/index.ts';
import type { FileKey } from '../../src/files/index.ts';
import { sampleBytes } from './bodies.ts';
import type { BatteryContext } from './file-store.battery.ts';

/** Deletion takes all of a thing and nothing of its neighbours; no portal reaches another's files. */
export function listAndDeleteBattery({ store, newPortal, keysBelow }: BatteryContext): void {
  it('F14: deletes a file, and finds it fine that it is gone already', async () => {
    const key = fileKey(newPortal(), 'exports', 'a');
    await store().put(key, sampleBytes(10));

    await store().delete(key);
    await store().delete(key);
    await store().delete(fileKey(newPortal(), 'never', 'was'));

    expect(await store().stat(key)).toBeNull();
  });

  it('F14: deletes all files of one export and answers how many', async () => {
    const portal = newPortal();
    const chunks = ['000-000001', '000-000002', '001-000001'].map((name) => fileKey(portal, 'exports', 'a', 'chunks', name));
    const kept = fileKey(portal, 'exports', 'ab', 'file.csv');
    for (const key of [...chunks, fileKey(portal, 'exports', 'a', 'file.csv'), kept]) await store().put(key, sampleBytes(100));

    expect(await store().deletePrefix(filePrefix(portal, 'exports', 'a'))).toBe(4);
    expect(await store().deletePrefix(filePrefix(portal, 'exports', 'a'))).toBe(0);

    expect(await keysBelow(filePrefix(portal))).toEqual([kept]);
  });

  it('T48: deleting all of portal 1 leaves portal 11 and a file of the same name alone', async () => {
    const [one, eleven] = [PortalId.parse('1'), PortalId.parse('11')];
    const named = fileKey(one, 'exports', 'b');
    const theirs = fileKey(eleven, 'exports', 'a');
    for (const key of [fileKey(one, 'exports', 'a'), named, theirs]) await store().put(key, sampleBytes(10));

    expect(await store().deletePrefix(named)).toBe(0);
    expect(await store().stat(named)).not.toBeNull();
    expect(await store().deletePrefix(filePrefix(one))).toBe(2);

    expect(await keysBelow(filePrefix(one))).toEqual([]);
    expect(await keysBelow(filePrefix(eleven))).toEqual([theirs]);
  });

  it('T48: two portals with files of the same names never see each other', async () => {
    const [ours, theirs] = [newPortal(), newPortal()];
    await store().put(fileKey(ours, 'exports', 'a'), sampleBytes(10, 1));
    await store().put(fileKey(theirs, 'exports', 'a'), sampleBytes(20, 2));

    expect(await keysBelow(filePrefix(ours))).toEqual([`portals/${ours}/exports/a`]);
    await store().delete(fileKey(ours, 'exports', 'a'));

    expect(await store().stat(fileKey(theirs, 'exports', 'a'))).toEqual({ bytes: 20 });
  });

  it('lists keys in order, with their sizes, below whole names only', async () => {
    const portal = newPortal();
    const names = ['000-000002', '000-000010', '001-000001', '000-000001'];
    for (const [at, name] of names.entries()) await store().put(fileKey(portal, 'chunks', name), sampleBytes(at + 1));

    const found: [string, number][] = [];
    for await (const { key, bytes } of store().list(filePrefix(portal, 'chunks'))) found.push([key, bytes]);

    const at = (name: string) => `portals/${portal}/chunks/${name}`;
    expect(found).toEqual([[at('000-000001'), 4], [at('000-000002'), 1], [at('000-000010'), 2], [at('001-000001'), 3]]);
    expect(await keysBelow(filePrefix(portal, 'chunks', '000'))).toEqual([]);
  });

  it('T48: refuses keys that no part of the server could have made, whatever their type says', async () => {
    await store().put(fileKey(PortalId.parse('77'), 'secret'), sampleBytes(10));
    const hostile = [
      '', '/', '..', 'portals', 'portals/77', 'portals/77/', 'portals//secret', 'portals/77/../77/secret', 'portals/78/../77/secret', '/etc/passwd',
      'portals/77/secret/..', 'portals/77/./secret', 'portals/77\\secret', 'portals/77/a\0', 'portals/77/a\r\nb', 'portals/77/%2e%2e/x', 'portals/abc/x', 'portals/07/x', 'other/77/x',
    ];

    for (const text of hostile) {
      const key = text as FileKey;
      const refused = { code: 'internal', retry: 'never' };
      await expect(store().put(key, sampleBytes(1)), text).rejects.toMatchObject(refused);
      await expect(store().get(key), text).rejects.toMatchObject(refused);
      await expect(store().stat(key), text).rejects.toMatchObject(refused);
      await expect(store().delete(key), text).rejects.toMatchObject(refused);
      if (text === 'portals/77') continue;
      await expect(store().deletePrefix(key), text).rejects.toMatchObject(refused);
      await expect(keysBelow(key), text).rejects.toMatchObject(refused);
    }
  });
}
