import type { SpokenLanguage } from '#contract';
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from '../../src/installs/index.ts';
import { SHARED_DATA } from './shared-data.ts';
import { SHARED_DATA_GERMAN } from './shared-data-german.ts';

const WORDS = {
  en: { head: '| HubSpot object | Direction | Permission | What for |', required: 'required', optional: 'optional', directions: { 'to Siderail': 'to Siderail', 'both ways': 'both ways', 'none': 'none' } },
  de: { head: '| HubSpot-Objekt | Richtung | Berechtigung | Wozu |', required: 'nötig', optional: 'freiwillig', directions: { 'to Siderail': 'zu Siderail', 'both ways': 'in beide Richtungen', 'none': 'keine' } },
} as const;

/** The table of shared data as Markdown, made from the scopes that the install link asks for. */
export function sharedDataTable(language: SpokenLanguage): string {
  const words = WORDS[language];
  const rows = [...REQUIRED_SCOPES.map((scope) => ({ scope, asked: words.required })), ...OPTIONAL_SCOPES.map((scope) => ({ scope, asked: words.optional }))].map(({ scope, asked }) => {
    const shared = SHARED_DATA[scope];
    const said = language === 'de' ? SHARED_DATA_GERMAN[scope] : shared;
    return `| ${said?.object ?? '?'} | ${shared === undefined ? '?' : words.directions[shared.direction]} | \`${scope}\` (${asked}) | ${said?.purpose ?? '?'} |`;
  });
  return [words.head, '|---|---|---|---|', ...rows].join('\n');
}
