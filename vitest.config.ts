import { defineConfig } from 'vitest/config';
import { resolveFromCards } from './scripts/resolve-from-cards.ts';
import { SpreadFiles } from './test/support/spread-files.ts';

const own = (folder: string): string[] => [`test/${folder}/**/*.test.{ts,tsx}`];
const apart = ['journeys', 'cards', 'sandbox', 'browser', 'chaos'];

/** Real databases, sockets and processes: generous limits, because a slow machine is no defect. */
const slow = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    // Two cores are what a laptop or a CI machine surely has, and most files wait half of their time: for leases, polls, processes,
    // pages. Every file brings its own database, ports and folders.
    maxWorkers: 3,
    sequence: { sequencer: SpreadFiles },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: apart.map((folder) => `test/${folder}/**`),
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'journeys', include: own('journeys'), testTimeout: 60_000, hookTimeout: 60_000 } },
      {
        plugins: [resolveFromCards()],
        oxc: { jsx: { runtime: 'automatic' } },
        test: { name: 'cards', include: own('cards'), testTimeout: 60_000 },
      },
      { test: { name: 'sandbox', include: own('sandbox'), testTimeout: 60_000, hookTimeout: 60_000 } },
      { test: { name: 'browser', include: own('browser'), ...slow } },
      { test: { name: 'chaos', include: own('chaos'), ...slow } },
    ],
  },
});
