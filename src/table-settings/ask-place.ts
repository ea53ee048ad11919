import type { Caller } from '../access/index.ts';
import { checkSettings, lookAtPlace } from '../connections/index.ts';
import type { Place } from '../connections/index.ts';
import type { Context } from '../context/index.ts';
import { AppError } from '../core/errors/index.ts';

/** What a stored place has for these settings, with the settings as their source wants them. The caller was asked to be an admin. Throws request.invalid, source.*. */
export async function askPlace(context: Context, { portalId }: Caller, sourceKey: string, settings: unknown, signal: AbortSignal): Promise<Place & { readonly config: unknown }> {
  const source = context.sources.find(({ key }) => key === sourceKey);
  if (source === undefined) throw new AppError('connection.unknown', { detail: `no source ${sourceKey}` });
  const config = checkSettings(source, settings);
  const place = await lookAtPlace(source, { portalId, config, signal, lane: 'person', now: context.now, recordProperty: () => Promise.resolve(null) });
  return { ...place, config };
}
