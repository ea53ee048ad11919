import { join } from 'node:path';
import { isGone } from './readiness/is-gone.ts';
import { ITEMS } from './readiness/items.ts';
import type { Item } from './readiness/items.ts';

/**
 * `npm run readiness`: HubSpot's listing and certification checklists, one by one: met with evidence, needs an account, missing.
 * Exit code 1 when the evidence of something that is called met is gone; what is open is no failure of the command.
 */
const root = join(import.meta.dirname, '..');
const gone = (item: Item): readonly string[] => (item.state === 'met' ? item.evidence.filter((one) => isGone(root, one)) : []);

for (const [list, items] of Map.groupBy(ITEMS, ({ list }) => list)) {
  console.log(`\n${list}`);
  for (const item of items) {
    if (item.state !== 'met') console.log(`${item.state === 'missing' ? '✗' : '…'} ${item.asks}: ${item.state}. ${item.note}`);
    else if (gone(item).length > 0) console.log(`✗ ${item.asks}: no longer shown. Gone: ${gone(item).join('; ')}`);
    else console.log(`✓ ${item.asks}\n    ${item.evidence.join('\n    ')}`);
  }
}
const lost = ITEMS.filter((item) => gone(item).length > 0).length;
const count = (state: string): number => ITEMS.filter((item) => item.state === state).length;
console.log(`\n${count('met') - lost} met, ${count('needs an account')} need an account, ${count('missing')} missing${lost === 0 ? '' : `, ${lost} with evidence that is gone`}`);
process.exitCode = lost === 0 ? 0 : 1;
