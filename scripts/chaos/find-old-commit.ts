import { execFileSync } from 'node:child_process';
import { PlainError } from '../plain-error.ts';

/**
 * The newest commit before this one that knows fewer migrations and none that this one does not: the version that an upgrade
 * to this one starts from. Throws PlainError where there is none, such as in a shallow clone.
 */
export function findOldCommit(root: string): { readonly commit: string; readonly newer: readonly string[] } {
  const git = (...args: string[]): string[] => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);
  const migrationsOf = (commit: string): string[] => git('ls-tree', '--name-only', commit, 'prisma/migrations/').map((path) => path.slice('prisma/migrations/'.length)).filter((name) => /^\d/.test(name));
  const now = new Set(migrationsOf('HEAD'));
  for (const commit of git('rev-list', '--max-count=400', 'HEAD')) {
    const then = migrationsOf(commit);
    if (then.length > 0 && then.length < now.size && then.every((name) => now.has(name))) return { commit, newer: [...now].filter((name) => !then.includes(name)) };
  }
  throw new PlainError('There is no earlier version in this history to upgrade from. Fetch more of it (git fetch --unshallow), or name a commit: npm run chaos -- upgrade --from <commit>.');
}
