import type { Project } from './project.ts';
import { runTool } from './run-tool.ts';

/** HubSpot's project parser, once per profile, with our schemas where it would fetch HubSpot's (tools/hubspot-check). */
export async function checkParser({ source, platformVersion, profiles }: Project): Promise<readonly string[]> {
  if (profiles.length === 0) return ['There is no profile (hsprofile.<name>.json).'];
  const found = await Promise.all(profiles.map(async ({ name, accountId }) =>
    (await runTool('parse.cli.mjs', { source, platformVersion, profile: name, accountId })).map((problem) => `${problem} (profile ${name})`)));
  return found.flat();
}
