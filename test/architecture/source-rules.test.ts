import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const skipped = new Set(['node_modules', 'generated', 'dist', '.data', 'migrations']);

/** Every file of ours below the folders, as paths from the root with forward slashes. */
function files(...folders: string[]): string[] {
  return folders.flatMap((folder) => list(join(root, folder))).map((file) => relative(root, file).split(sep).join('/'));
}

function list(directory: string): string[] {
  let entries;
  try {
    entries = readdirSync(directory, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(directory, entry.name);
    return entry.isDirectory() ? list(path) : [path];
  });
}

function code(...folders: string[]): string[] {
  return files(...folders).filter((file) => /\.(ts|tsx|mjs|js)$/.test(file));
}

/** The files in which the pattern occurs, so that a failure names them. */
function matching(pattern: RegExp, candidates: string[]): string[] {
  return candidates.filter((file) => pattern.test(readFileSync(join(root, file), 'utf8')));
}

const everything = ['src', 'server', 'scripts', 'sandbox', 'hubspot-project', 'test', 'bench'];
// Written in two parts, because this file is among those searched.
const mockCall = new RegExp(`\\bvi\\.(do)?${'mock'}\\(|\\bvi\\.${'hoisted'}\\(`);
const skipCall = new RegExp(`\\b(it|test|describe)(\\.\\w+)*\\.(${'skip'}|${'only'}|${'todo'}|skipIf|runIf)\\b|\\b(x|f)(it|describe)\\(`);

it('replaces no module by a mock: the database, sockets and the wire are real', () => {
  expect(matching(mockCall, code('test', 'hubspot-project', 'sandbox'))).toEqual([]);
});

it('skips, narrows and postpones no test', () => {
  expect(matching(skipCall, code('test', 'hubspot-project', 'sandbox'))).toEqual([]);
});

it('reads the environment in server/config.ts and nowhere else', () => {
  const candidates = code('src', 'server', 'hubspot-project').filter((file) => file !== 'server/config.ts');

  expect(matching(/\bprocess\.env\b/, candidates)).toEqual([]);
});

it('speaks to the database client in core/db and the stores only', () => {
  const allowed = /^src\/core\/db\/|\.store\.ts$/;
  const candidates = code('src', 'server').filter((file) => !allowed.test(file));

  expect(matching(/from '[^']*(core\/db\/generated|@prisma\/client)/, candidates)).toEqual([]);
});

it('names every file in kebab-case, components included in the cards', () => {
  const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
  const component = /^[A-Z][A-Za-z0-9]*(\.[a-z]+)*\.tsx$/;
  const odd = code(...everything).filter((file) => {
    const name = file.slice(file.lastIndexOf('/') + 1);
    return !kebab.test(name) && !(file.startsWith('hubspot-project/') && component.test(name));
  });

  expect(odd).toEqual([]);
});

it('draws nothing by chance in a test but a free port: what fails once must fail again', () => {
  const allowed = ['test/support/free-port.ts', 'test/architecture/source-rules.test.ts'];

  expect(matching(/\bMath\.random\(/, code('test').filter((file) => !allowed.includes(file)))).toEqual([]);
});

it('keeps every test file within reach of a test project', () => {
  const odd = files('src', 'server', 'scripts').filter((file) => /\.(test|spec)\.tsx?$/.test(file));

  expect(odd).toEqual([]);
});

it('locks packages to the public registry, not to a mirror of one machine', () => {
  const locks = ['package-lock.json', 'sandbox/package-lock.json', 'hubspot-project/app/package-lock.json'];
  const present = locks.map((lock) => join(root, lock)).filter((lock) => existsSync(lock));
  const resolved = present.flatMap((lock) => [...readFileSync(lock, 'utf8').matchAll(/"resolved": "([a-z+]+:\/\/[^"]+)"/g)]);
  const elsewhere = resolved.map((match) => match[1] ?? '').filter((address) => !address.startsWith('https://registry.npmjs.org/'));

  expect(elsewhere).toEqual([]);
});
