const DAY_MS = 86_400_000;
const LEAST_DAYS = 90;

/** A version that is in use, with the day its support ends; undefined when nobody wrote that day down. */
export type UsedVersion = { readonly what: string; readonly version: string; readonly until: string | undefined };

/** Every version of HubSpot's that we speak must be supported for 90 days more. `now` in milliseconds since 1970. */
export function checkVersions(used: readonly UsedVersion[], now: number): readonly string[] {
  return used.flatMap(({ what, version, until }) => {
    if (until === undefined) return [`${what} ${version}: src/hubspot/supported-until.ts does not say until when HubSpot supports it.`];
    const days = Math.floor((Date.parse(until) - now) / DAY_MS);
    return days >= LEAST_DAYS ? [] : [`${what} ${version} is supported until ${until}, ${days < 0 ? 'which has passed' : `${days} days from now`}. Move to a newer one.`];
  });
}
