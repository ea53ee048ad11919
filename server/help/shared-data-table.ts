import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../src/installs/index.ts';
import { SHARED_DATA } from './shared-data.ts';

/** The table of shared data as Markdown, made from the scopes that the install link asks for. */
export function sharedDataTable(): string {
  const rows = [...REQUIRED_SCOPES.map((scope) => ({ scope, asked: 'required' })), ...OPTIONAL_SCOPES.map((scope) => ({ scope, asked: 'optional' }))].map(({ scope, asked }) => {
    const shared = SHARED_DATA[scope];
    return `| ${shared?.object ?? '?'} | ${shared?.direction ?? '?'} | \`${scope}\` (${asked}) | ${shared?.purpose ?? '?'} |`;
  });
  return ['| HubSpot object | Direction | Permission | What for |', '|---|---|---|---|', ...rows].join('\n');
}
