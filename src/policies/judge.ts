import type { Policy, PolicyRule } from '#contract';
import type { TableId } from '../core/ids/table-id.ts';

/** A person as rules name them. */
export type Subject = { readonly userId: string; readonly admin: boolean; readonly teamIds: readonly string[] };

export type Verb = 'view' | 'export';

/** What somebody may do with a table's rows: nothing, or with all or their own ones, perhaps after somebody's agreement. */
export type RowRight = { readonly allowed: false } | { readonly allowed: true; readonly rows: 'all' | 'own'; readonly approve: boolean };
export type ColumnRight = 'show' | 'mask' | 'hide';

const STRICTNESS: Readonly<Record<PolicyRule['effect'], number>> = { allow: 0, show: 0, approve: 1, mask: 1, own: 2, hide: 2, deny: 3 };

/** A property of choices has a second column with its internal values: what is decided about one holds for both. */
const INTERNAL_VALUES = /\.value$/;

/**
 * The most specific rule decides: for one table before one connection before any (scope counts less than either), then
 * for the user before their teams before everybody; of equals the strictest. Without a rule it is allowed. Admins make the
 * rules, so none binds them.
 */
export function judgeRows(policy: Policy, subject: Subject, place: TableId, verb: Verb): RowRight {
  if (subject.admin) return { allowed: true, rows: 'all', approve: false };
  const effectOf = (about: Verb): PolicyRule['effect'] => strongest(policy.rules.filter((rule) => rule.about === about), subject, place)?.effect ?? 'allow';
  // What somebody may not see they may not take away either.
  const effects = verb === 'view' ? [effectOf('view')] : [effectOf('view'), effectOf('export')];
  if (effects.includes('deny')) return { allowed: false };
  return { allowed: true, rows: effects.includes('own') ? 'own' : 'all', approve: effects.includes('approve') };
}

/** Whether a column is shown, masked or not there, by the same order of rules. */
export function judgeColumn(policy: Policy, subject: Subject, place: TableId, column: string): ColumnRight {
  if (subject.admin) return 'show';
  const rules = policy.rules.filter((rule) => rule.about === 'column').filter((rule) => propertyOf(rule.column) === propertyOf(column));
  return strongest(rules, subject, place)?.effect ?? 'show';
}

function propertyOf(column: string): string {
  return column.replace(INTERNAL_VALUES, '');
}

function strongest<Rule extends PolicyRule>(rules: readonly Rule[], subject: Subject, place: TableId): Rule | undefined {
  let best: { readonly rule: Rule; readonly weight: number } | undefined;
  for (const rule of rules) {
    const weight = weigh(rule, subject, place);
    if (weight === null) continue;
    const stronger = best === undefined || weight > best.weight || (weight === best.weight && STRICTNESS[rule.effect] > STRICTNESS[best.rule.effect]);
    if (stronger) best = { rule, weight };
  }
  return best?.rule;
}

/** How specific a rule is; null when it is about others. */
function weigh({ who, connection, table, scope }: PolicyRule, subject: Subject, place: TableId): number | null {
  if (connection !== null && connection !== place.connection) return null;
  if (table !== null && table !== place.table) return null;
  if (scope !== null && scope !== place.scope) return null;
  if (who.kind === 'user' && who.userId !== subject.userId) return null;
  if (who.kind === 'team' && !subject.teamIds.includes(who.teamId)) return null;
  const where = (table === null ? 0 : 4) + (connection === null ? 0 : 2) + (scope === null ? 0 : 1);
  return where * 3 + (who.kind === 'user' ? 2 : who.kind === 'team' ? 1 : 0);
}
