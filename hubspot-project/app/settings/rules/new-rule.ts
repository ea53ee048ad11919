import type { ListPlacesResponse, PolicyRule } from '@siderail/contract';

/** A rule that is being made: every field as its select holds it. */
export type RuleDraft = {
  readonly about: PolicyRule['about'];
  /** `everybody`, `team:7` or `user:503`. */
  readonly who: string;
  /** `any`, `hubspot` or `hubspot:contacts`. */
  readonly where: string;
  readonly scope: 'any' | 'record' | 'portal';
  readonly column: string;
  readonly effect: PolicyRule['effect'];
};

/** What each kind of rule can decide, in the order of the select. */
export const EFFECTS = { view: ['deny', 'own', 'allow'], export: ['approve', 'deny', 'own', 'allow'], column: ['mask', 'hide', 'show'] } as const;

export const EMPTY_RULE: RuleDraft = { about: 'export', who: 'everybody', where: 'any', scope: 'any', column: '', effect: 'approve' };

/** The rule as the backend takes it; null while something is missing. */
export function newRule(draft: RuleDraft, { people, teams }: Pick<ListPlacesResponse, 'people' | 'teams'>): PolicyRule | null {
  const [connection = null, table = null] = draft.where === 'any' ? [] : draft.where.split(':');
  const base = { who: whoOf(draft.who, people, teams), connection, table, scope: draft.scope === 'any' ? null : draft.scope };
  if (draft.about === 'view') return { ...base, about: 'view', effect: effectOf(EFFECTS.view, draft) };
  if (draft.about === 'export') return { ...base, about: 'export', effect: effectOf(EFFECTS.export, draft) };
  const column = draft.column.trim();
  return column === '' ? null : { ...base, about: 'column', column, effect: effectOf(EFFECTS.column, draft) };
}

function whoOf(value: string, people: ListPlacesResponse['people'], teams: ListPlacesResponse['teams']): PolicyRule['who'] {
  const [kind, id = ''] = value.split(':');
  if (kind === 'team') return { kind: 'team', teamId: id, name: teams.find(({ teamId }) => teamId === id)?.name ?? id };
  if (kind === 'user') return { kind: 'user', userId: id, name: people.find(({ userId }) => userId === id)?.name ?? id };
  return { kind: 'everybody' };
}

function effectOf<Effect extends string>(allowed: readonly [Effect, ...Effect[]], draft: RuleDraft): Effect {
  return allowed.find((effect) => effect === draft.effect) ?? allowed[0];
}
