import { expect } from 'vitest';
import type { Stack } from '../../../scripts/stack/index.ts';
import { askAs } from './sandbox-control.ts';

const ADA = 502;

/** Ada, who installed the app, lets everybody export the whole account's tables: by default they need her agreement (T17). */
export async function letEverybodyExport(stack: Stack): Promise<void> {
  const policy = { admins: [], rules: [], approval: { aboveRows: null, adminsToo: false, approvers: [], expiresAfterHours: 72 } };
  expect(await askAs(stack, ADA, 'save-settings', { policy, version: 0 })).toMatchObject({ ok: true });
}
