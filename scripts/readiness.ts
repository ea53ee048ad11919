import { ITEMS } from './readiness/items.ts';

/** `npm run readiness`: HubSpot's listing and certification checklists, one by one: met with evidence, needs an account, missing. */
for (const [list, items] of Map.groupBy(ITEMS, ({ list }) => list)) {
  console.log(`\n${list}`);
  for (const item of items) console.log(item.state === 'met' ? `✓ ${item.asks}  [${item.evidence.join(', ')}]` : `${item.state === 'missing' ? '✗' : '…'} ${item.asks}: ${item.state}. ${item.note}`);
}
const count = (state: string): number => ITEMS.filter((item) => item.state === state).length;
console.log(`\n${count('met')} met, ${count('needs an account')} need an account, ${count('missing')} missing`);
