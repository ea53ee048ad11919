import { rotateKeys } from '../../src/keys/index.ts';
import { PortalId } from '../../src/core/ids/portal-id.ts';
import { compose } from '../compose.ts';
import { ownConfig } from '../config.ts';

/** `npm run keys:rotate`: seals everything with the first of SEALING_KEYS. Runs while the app serves; safe to break off and repeat. */
const app = await compose(ownConfig(), 'tool');
try {
  const { resealed, current, unreadable } = await rotateKeys(app.context, PortalId.parse(app.hubspot.appId));
  process.stdout.write(`${resealed} values sealed with the newest key, ${current} were already, ${unreadable} cannot be opened with any key.\n`);
  process.stdout.write(unreadable === 0 ? 'The older keys are not needed for stored values any more. Keep them a day longer for links that are under way.\n' : 'Keep every key you have: values that cannot be opened are lost without theirs.\n');
  process.exitCode = unreadable === 0 ? 0 : 1;
} finally {
  await app.close();
}
