import { defineConfig } from 'vitest/config';
import { resolveFromCards } from './scripts/resolve-from-cards.ts';
import { SpreadFiles } from './test/support/spread-files.ts';

const own = (folder: string): string[] => [`test/${folder}/**/*.test.{ts,tsx}`];
const apart = ['journeys', 'cards', 'sandbox', 'browser', 'chaos'];

/** Real databases, sockets and processes: generous limits, because a slow machine is no defect. */
const patient = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };

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
          ...patient,
        },
      },
      { test: { name: 'journeys', include: own('journeys'), ...patient } },
      {
        plugins: [resolveFromCards()],
        oxc: { jsx: { runtime: 'automatic' } },
        test: { name: 'cards', include: own('cards'), ...patient },
      },
      { test: { name: 'sandbox', include: own('sandbox'), ...patient } },
      { test: { name: 'browser', include: own('browser'), ...patient } },
      { test: { name: 'chaos', include: own('chaos'), ...patient } },
    ],
  },
});
