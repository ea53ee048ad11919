import { afterAll, beforeAll, describe } from 'vitest';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import type { FileKey, FilePrefix, FileStore } from '../../src/files/index.ts';
import { readAll } from './bodies.ts';
import { listAndDeleteBattery } from './list-and-delete.battery.ts';
import { putAndGetBattery } from './put-and-get.battery.ts';

export type StoreUnderTest = { readonly store: FileStore; readonly close: () => Promise<void> };

export type BatteryContext = {
  /** The store, once the suite runs. */
  readonly store: () => FileStore;
  /** A portal of its own for each test, so that none sees another's files. */
  readonly newPortal: () => PortalId;
  readonly keysBelow: (prefix: FilePrefix) => Promise<string[]>;
  readonly contentOf: (key: FileKey) => Promise<Buffer>;
};

/** What every driver of the file store promises. */
export function fileStoreBattery(driver: string, open: () => Promise<StoreUnderTest>): void {
  describe(`file store on ${driver}`, () => {
    let under: StoreUnderTest;
    let lastPortal = 0;

    beforeAll(async () => {
      under = await open();
    });
    afterAll(async () => under.close());

    const context: BatteryContext = {
      store: () => under.store,
      newPortal() {
        lastPortal += 1;
        return PortalId.parse(`9${lastPortal}`);
      },
      async keysBelow(prefix) {
        const keys: string[] = [];
        for await (const file of under.store.list(prefix)) keys.push(file.key);
        return keys;
      },
      async contentOf(key) {
        return readAll((await under.store.get(key)).body);
      },
    };

    putAndGetBattery(context);
    listAndDeleteBattery(context);
  });
}
