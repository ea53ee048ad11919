import type { Profile, Project } from './project.ts';
import { textsIn } from './texts-in.ts';

/**
 * Cards reach only what `permittedUrls` names. So every address that a script holds, and every variable it takes one from, has
 * to be covered, in each profile; what HubSpot calls (webhooks, actions, the way back from consent) lies at the same origin.
 */
export function checkAddresses(project: Project): readonly string[] {
  return [...project.profiles.flatMap((profile) => checkProfile(project, profile)), ...checkFrames(project)];
}

function checkProfile({ app, metas, sources }: Project, { name, variables }: Profile): string[] {
  const origin = variables['API_ORIGIN'];
  if (origin === undefined) return [`Profile ${name}: API_ORIGIN is missing.`];
  const fill = (text: string): string => text.replace(/\$\{(\w+)\}/g, (whole, variable: string) => variables[variable] ?? whole);
  const { fetch, iframe, img } = app.permittedUrls;
  const permitted = [...fetch, ...iframe, ...img].map(fill);
  const covered = (address: string): boolean => permitted.some((prefix) => address === prefix || address.startsWith(`${prefix.replace(/\/$/, '')}/`));
  const problems: string[] = [];

  for (const { file, text } of sources) {
    for (const value of textsIn(file, text)) {
      for (const [address] of value.matchAll(/https?:\/\/[^\s'"`<>]+/g)) if (!covered(address)) problems.push(`${file}: ${address} is not in permittedUrls (profile ${name}).`);
    }
    for (const [, variable = ''] of text.matchAll(/\bvariables\??\.?\[?['.]?([A-Z][A-Z0-9_]+)/g)) {
      const address = variables[variable];
      if (address === undefined) problems.push(`${file}: the variable ${variable} is not in profile ${name}.`);
      else if (/^https?:/.test(address) && !fetch.map(fill).some((prefix) => address.startsWith(prefix))) problems.push(`${file}: ${variable} is ${address}, which is not in permittedUrls.fetch (profile ${name}).`);
    }
  }
  const unused = fetch.map(fill).filter((address) => !Object.values(variables).some((value) => address.startsWith(value)));
  problems.push(...unused.map((address) => `permittedUrls.fetch has ${address}, which no script uses (profile ${name}).`));
  if (!app.auth.redirectUrls.map(fill).includes(`${origin}/oauth/callback`)) problems.push(`redirectUrls lacks ${origin}/oauth/callback (profile ${name}).`);
  for (const { file, config } of metas) {
    for (const target of targetsIn(config).map(fill)) if (!target.startsWith(`${origin}/`)) problems.push(`${file}: HubSpot would call ${target}, not ${origin} (profile ${name}).`);
  }
  return problems;
}

/** What HubSpot calls for a component: `targetUrl` of webhooks, `actionUrl` of workflow actions and the `optionsUrl` of their fields. */
function targetsIn(config: Readonly<Record<string, unknown>>): string[] {
  const settings = config['settings'] as { readonly targetUrl?: unknown } | undefined;
  const fields = (config['inputFields'] ?? []) as readonly { readonly typeDefinition?: { readonly optionsUrl?: unknown } }[];
  return [settings?.targetUrl, config['actionUrl'], ...fields.map((field) => field.typeDefinition?.optionsUrl)].filter((value) => typeof value === 'string');
}

function checkFrames({ app, sources }: Project): string[] {
  if (app.permittedUrls.iframe.length > 0) return [];
  return sources.filter(({ text }) => text.includes('openIframeModal(')).map(({ file }) => `${file} opens a frame, and permittedUrls.iframe is empty.`);
}
