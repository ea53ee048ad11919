import type { Rights } from '../policies/index.ts';

/** Whether two sets of rights let a person see the same. */
export function sameRights(one: Rights, other: Rights): boolean {
  return one.rows === other.rows && sameNames(one.masked, other.masked) && sameNames(one.hidden, other.hidden);
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name) => others.includes(name));
}
