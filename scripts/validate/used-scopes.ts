import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiPaths, API_VERSION } from '../../src/hubspot/api-paths.ts';
import { scopesOfTable } from '../../src/installs/index.ts';
import { actions } from '../../src/registry.ts';
import { OBJECT_TYPES } from '../../src/sources/hubspot/object-type.ts';
import type { Meta } from './project.ts';
import { SCOPES_OF_PATHS } from './scopes-of-paths.ts';

const source = join(import.meta.dirname, '..', '..', 'src');
/** Lists of what is asked for, and the table of paths: naming a scope there is no use of it. */
const NO_USE = ['installs/scopes.ts', 'installs/optional-scopes.ts', 'installs/features.ts', 'hubspot/api-paths.ts'];

/** A scope, and the place that uses it. `unknown`: paths whose scope nobody wrote down. */
export type UsedScopes = { readonly used: ReadonlyMap<string, string>; readonly unknown: readonly string[] };

/** Every scope that the code needs: of its tables, actions, cards and webhooks, of the paths it calls, and whatever it names. */
export function usedScopes(metas: readonly Meta[]): UsedScopes {
  const used = new Map([['oauth', 'the install']]);
  const use = (scopes: readonly string[], by: string): void => scopes.forEach((scope) => used.has(scope) || used.set(scope, by));

  for (const { key } of Object.values(OBJECT_TYPES)) use(scopesOfTable(key), `the table ${key}`);
  for (const action of actions) use([...action.scopes, ...Object.values(action.recordScopes ?? {}).flat()], `the action ${action.summary.name}`);
  for (const { file, config } of metas) for (const key of objectsIn(config)) use(scopesOfTable(key), file);
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.includes('generated') && !NO_USE.includes(file));
  const code = files.map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }));
  for (const { file, text } of code) {
    use([...text.matchAll(/'((?:crm|settings|automation|conversations|account-info)\.[a-z_.]+(?:read|write|export|import))'/g)].map(([, scope = '']) => scope), `src/${file}`);
  }
  const unknown: string[] = [];
  for (const path of Object.keys(apiPaths(API_VERSION)) as (keyof typeof SCOPES_OF_PATHS)[]) {
    const caller = code.find(({ text }) => new RegExp(`\\bpaths\\.${path}\\(`).test(text));
    if (caller === undefined) continue;
    const scopes = SCOPES_OF_PATHS[path];
    if (scopes === undefined) unknown.push(path);
    else if (scopes !== 'by type') use(scopes, `src/${caller.file}`);
  }
  return { used, unknown };
}

/** The tables behind the records that a card stands on, or a webhook tells about. */
function objectsIn(config: Readonly<Record<string, unknown>>): string[] {
  const types = Array.isArray(config['objectTypes']) ? config['objectTypes'] : [];
  const subscriptions = (config['subscriptions'] as { readonly crmObjects?: readonly { readonly objectType: string }[] } | undefined)?.crmObjects ?? [];
  const singles = [...subscriptions.map(({ objectType }) => objectType), ...types.map((type) => String(type).toLowerCase())];
  return singles.map((name) => Object.values(OBJECT_TYPES).find(({ key, single }) => key === name || single === name)?.key ?? name);
}
