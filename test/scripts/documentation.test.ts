import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VARIABLES } from '../../server/config.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');
const PAGES = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => join('docs', file))];
/** Folders of ours; what a page names below them has to be there. */
const PATH = /^(?:src|server|scripts|sandbox|test|bench|docs|tools|prisma|hubspot-project)\/[\w./-]+$/;

/** Headings as GitHub and others make addresses of them. */
function anchorsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading!.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

/** Links and pictures of a page that lead to files of ours, from the root, with the place in the file. */
function linksOf(page: string): readonly { readonly file: string; readonly anchor: string | undefined }[] {
  const targets = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => !/^[a-z]+:/.test(target));
  return targets.map((target) => {
    const [path, anchor] = target.split('#') as [string, string | undefined];
    return { file: path === '' ? page : normalize(join(dirname(page), path)), anchor };
  });
}

describe.each(PAGES)('%s', (page) => {
  it('has no link that leads nowhere', () => {
    const dead = linksOf(page).filter(({ file, anchor }) => !existsSync(join(ROOT, file)) || (anchor !== undefined && !anchorsOf(file).includes(anchor)));

    expect(dead).toEqual([]);
  });

  it('names no file or folder of ours that is not there', () => {
    const named = [...read(page).matchAll(/`([^`\s]+)`/g)].map(([, path]) => path!).filter((path) => PATH.test(path));

    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

it('every variable that a process reads is said somewhere', () => {
  const said = PAGES.map(read).join('\n');

  expect(VARIABLES.filter((name) => !new RegExp(`\\b${name}\\b`).test(said))).toEqual([]);
});
