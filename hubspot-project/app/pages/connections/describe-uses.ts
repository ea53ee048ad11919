import type { TableUses } from '@siderail/contract';
import type { useConnectionTexts } from './use-connection-texts.ts';

/** What uses a table, in words, the most telling first; null when nothing does. */
export function describeUses({ templates, schedules, rules, exports, links }: TableUses, texts: ReturnType<typeof useConnectionTexts>, number: (value: number) => string): string | null {
  const parts = [
    [templates, texts.useTemplates], [schedules, texts.useSchedules], [rules, texts.useRules], [exports, texts.useExports], [links, texts.useLinks],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, say]) => say(count === 1 ? 'one' : 'many', number(count)));
  const last = said.at(-1);
  if (last === undefined) return null;
  return said.length === 1 ? last : `${said.slice(0, -1).join(', ')} ${texts.and} ${last}`;
}
