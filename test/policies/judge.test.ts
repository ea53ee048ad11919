import { describe, expect, it } from 'vitest';
import type { Policy, PolicyRule, PolicyWho } from '#contract';
import type { TableId } from '../../src/core/ids/table-id.ts';
import { judgeColumn, judgeRows } from '../../src/policies/judge.ts';
import type { Subject } from '../../src/policies/judge.ts';
import { seededRandom } from '../chaos/support/seeded-random.ts';

const PLACE: TableId = { connection: 'erp', table: 'orders', scope: 'portal' };
const SAM: Subject = { userId: '501', admin: false, teamIds: ['7'] };
const everybody: PolicyWho = { kind: 'everybody' };
const team: PolicyWho = { kind: 'team', teamId: '7', name: 'Sales' };
const user: PolicyWho = { kind: 'user', userId: '501', name: 'Sam' };
const any = { connection: null, table: null, scope: null } as const;
const orders = { connection: 'erp', table: 'orders', scope: null } as const;

function policy(...rules: PolicyRule[]): Policy {
  return { admins: [], rules, approval: { aboveRows: null, adminsToo: false, approvers: [], expiresAfterHours: 72 } };
}

describe('who may see and export a table (N7, T17)', () => {
  it('is everybody without a rule', () => {
    expect(judgeRows(policy(), SAM, PLACE, 'export')).toEqual({ allowed: true, rows: 'all', approve: false });
  });

  it('is nobody who may not see it, whatever the rules for exports say', () => {
    const rules = policy({ about: 'view', who: everybody, ...any, effect: 'deny' }, { about: 'export', who: user, ...orders, effect: 'allow' });

    expect(judgeRows(rules, SAM, PLACE, 'view')).toEqual({ allowed: false });
    expect(judgeRows(rules, SAM, PLACE, 'export')).toEqual({ allowed: false });
  });

  it('is decided by the user’s rule before the team’s before everybody’s', () => {
    const closed: PolicyRule = { about: 'export', who: everybody, ...any, effect: 'deny' };
    const forTeam: PolicyRule = { about: 'export', who: team, ...any, effect: 'approve' };
    const forUser: PolicyRule = { about: 'export', who: user, ...any, effect: 'allow' };

    expect(judgeRows(policy(closed), SAM, PLACE, 'export')).toEqual({ allowed: false });
    expect(judgeRows(policy(closed, forTeam), SAM, PLACE, 'export')).toEqual({ allowed: true, rows: 'all', approve: true });
    expect(judgeRows(policy(forUser, forTeam, closed), SAM, PLACE, 'export')).toEqual({ allowed: true, rows: 'all', approve: false });
    expect(judgeRows(policy(closed, forTeam), { ...SAM, teamIds: ['8'] }, PLACE, 'export')).toEqual({ allowed: false });
  });

  it('is decided by the rule for the very table before one for all tables, even when that one names the user', () => {
    const payroll = policy({ about: 'export', who: user, ...any, effect: 'allow' }, { about: 'export', who: everybody, ...orders, effect: 'deny' });

    expect(judgeRows(payroll, SAM, PLACE, 'export')).toEqual({ allowed: false });
    expect(judgeRows(payroll, SAM, { ...PLACE, table: 'invoices' }, 'export')).toMatchObject({ allowed: true });
  });

  it('is decided by the strictest of two rules that are equally close', () => {
    const two = policy({ about: 'export', who: { ...team, teamId: '8' }, ...any, effect: 'deny' }, { about: 'export', who: team, ...any, effect: 'allow' });

    expect(judgeRows(two, { ...SAM, teamIds: ['7', '8'] }, PLACE, 'export')).toEqual({ allowed: false });
  });

  it('keeps both: only the own records, and only when approved', () => {
    const both = policy({ about: 'view', who: everybody, ...any, effect: 'own' }, { about: 'export', who: everybody, ...any, effect: 'approve' });

    expect(judgeRows(both, SAM, PLACE, 'export')).toEqual({ allowed: true, rows: 'own', approve: true });
  });

  it('never depends on the order of the rules, and never lets anybody export what they may not see', () => {
    const random = seededRandom(20_261_128);
    const pick = <T>(...some: readonly T[]): T => random.pick(some);
    const randomRule = (): PolicyRule => {
      const who = pick<PolicyWho>(everybody, team, user, { kind: 'user', userId: '9', name: 'Else' });
      const where = pick({ ...any }, { ...orders }, { ...any, scope: 'portal' as const }, { ...any, connection: 'hubspot' });
      return random.next() < 0.5
        ? { about: 'view', who, ...where, effect: pick('allow', 'own', 'deny') }
        : { about: 'export', who, ...where, effect: pick('allow', 'own', 'approve', 'deny') };
    };

    for (let round = 0; round < 2_000; round += 1) {
      const rules = Array.from({ length: random.between(0, 8) }, randomRule);
      const view = judgeRows(policy(...rules), SAM, PLACE, 'view');
      const taken = judgeRows(policy(...rules), SAM, PLACE, 'export');
      expect(judgeRows(policy(...[...rules].reverse()), SAM, PLACE, 'export'), JSON.stringify(rules)).toEqual(taken);
      if (!view.allowed) expect(taken.allowed, JSON.stringify(rules)).toBe(false);
      if (view.allowed && view.rows === 'own' && taken.allowed) expect(taken.rows, JSON.stringify(rules)).toBe('own');
    }
  });
});

describe('who may see a column (API3, ASVS 8.2.3)', () => {
  it('is decided like a table: masked for everybody, shown to one team, there for admins', () => {
    const rules = policy({ about: 'column', who: everybody, ...orders, column: 'net', effect: 'mask' }, { about: 'column', who: team, ...orders, column: 'net', effect: 'show' });

    expect(judgeColumn(rules, { ...SAM, teamIds: [] }, PLACE, 'net')).toBe('mask');
    expect(judgeColumn(rules, SAM, PLACE, 'net')).toBe('show');
    expect(judgeColumn(rules, { ...SAM, teamIds: [], admin: true }, PLACE, 'net')).toBe('show');
    expect(judgeColumn(rules, { ...SAM, teamIds: [] }, PLACE, 'number')).toBe('show');
  });

  it('holds for the internal values of a property of choices as for what people read, and the other way round (T18)', () => {
    const deals = { connection: 'hubspot', table: 'deals', scope: 'record' } as const;
    for (const effect of ['mask', 'hide'] as const) {
      for (const column of ['dealstage', 'dealstage.value']) {
        const rules = policy({ about: 'column', who: everybody, connection: 'hubspot', table: 'deals', scope: null, column, effect });
        for (const asked of ['dealstage', 'dealstage.value']) expect(judgeColumn(rules, SAM, deals, asked), `${effect} ${column}`).toBe(effect);
        for (const other of ['deal', 'dealstage2', 'dealstage.value.value']) expect(judgeColumn(rules, SAM, deals, other)).toBe('show');
      }
    }
  });
});
