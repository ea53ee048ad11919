import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fine, wrong, type Finding } from './finding.ts';

const Project = z.object({ name: z.string().min(1), srcDir: z.string().min(1), platformVersion: z.string().regex(/^\d{4}\.\d{2}$/) });
const Profile = z.object({ accountId: z.number().int().positive(), variables: z.record(z.string(), z.string()) });
/** Account ids of the sandbox; no HubSpot account of yours. */
const SANDBOX_ACCOUNTS = new Set([4_711_001, 4_711_002]);
const PROFILES = ['dev', 'prod'];

/** What `hs project upload` sends: readable, and no placeholder left. `real`: this app speaks to HubSpot itself. */
export async function checkProject(root: string, of: { readonly real: boolean; readonly origin: string | null }): Promise<readonly Finding[]> {
  const project = await read(join(root, 'hsproject.json'), Project);
  if (project === null) return [wrong('hsproject.json', 'is missing or is not what HubSpot reads', 'Restore hsproject.json from the repository')];
  const profiles = await Promise.all(PROFILES.map(async (name): Promise<Finding> => {
    const what = `hsprofile.${name}.json`;
    const profile = await read(join(root, project.srcDir, what), Profile);
    if (profile === null) return wrong(what, 'is missing or is not a profile', `Restore ${project.srcDir}/${what} from the repository`);
    if (!of.real) return fine(what, 'not checked for placeholders: this app speaks to the sandbox');
    const placeholder = placeholderIn(profile);
    if (placeholder !== null) return wrong(what, placeholder, `Set accountId and API_ORIGIN in ${project.srcDir}/${what}, then hs project upload --profile ${name}`);
    const { API_ORIGIN: origin } = profile.variables;
    return name === 'prod' && of.origin !== null && origin !== of.origin ? wrong(what, `API_ORIGIN is ${origin}, the server says ${of.origin}`, 'Make API_ORIGIN and PUBLIC_ORIGIN (or CARD_ORIGIN) the same') : fine(what);
  }));
  return [fine('hsproject.json', `platform ${project.platformVersion}`), ...profiles];
}

function placeholderIn({ accountId, variables }: z.infer<typeof Profile>): string | null {
  if (SANDBOX_ACCOUNTS.has(accountId)) return `accountId ${accountId} is the sandbox’s`;
  const example = Object.entries(variables).find(([, value]) => /\.example(\/|$|:)/.test(value));
  return example === undefined ? null : `${example[0]} is still ${example[1]}`;
}

async function read<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  try {
    const parsed = schema.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
