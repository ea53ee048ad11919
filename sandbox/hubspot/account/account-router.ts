import { Router } from 'express';
import type { Context } from '../context.ts';
import { callerOf, requireScope } from '../http/caller.ts';
import { knownVersion } from '../http/known-version.ts';
import { notFound } from '../http/problems.ts';
import { sendJson } from '../http/send.ts';
import { uninstall } from './uninstall.ts';

/** Who the account is, and the app removing itself from it. */
export function accountRouter(ctx: Context): Router {
  const router = Router();
  router.get('/account-info/:version/details', knownVersion, (_req, res) => {
    const caller = callerOf(res);
    requireScope(caller, ['oauth']);
    const portal = ctx.portals.get(caller.portalId)?.portal;
    if (!portal) throw notFound();
    sendJson(res, 200, {
      portalId: portal.portalId, accountType: 'DEVELOPER_TEST', timeZone: portal.timeZone,
      companyCurrency: portal.currency, additionalCurrencies: [], ...offsetOf(portal.timeZone, ctx.now()),
      uiDomain: portal.uiDomain, dataHostingLocation: 'na1',
    });
  });
  router.delete('/appinstalls/:version/external-install', knownVersion, async (_req, res) => {
    await uninstall(ctx, callerOf(res).portalId);
    res.status(204).send();
  });
  return router;
}

function offsetOf(timeZone: string, now: number) {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(now);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const utcOffset = name === 'GMT' ? '+00:00' : name.replace('GMT', '');
  const [hours = '0', minutes = '0'] = utcOffset.slice(1).split(':');
  const sign = utcOffset.startsWith('-') ? -1 : 1;
  return { utcOffset, utcOffsetMilliseconds: sign * (Number(hours) * 60 + Number(minutes)) * 60_000 };
}
