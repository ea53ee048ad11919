import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import type { Project } from './project.ts';

const Hsproject = z.object({ srcDir: z.string(), platformVersion: z.string() });
const Meta = z.object({ uid: z.string(), type: z.string(), config: z.record(z.string(), z.unknown()) });
const Profile = z.object({ accountId: z.number(), variables: z.record(z.string(), z.string()) });
const words = z.array(z.string()).default([]);
const App = z.object({
  auth: z.object({ redirectUrls: words, requiredScopes: words, optionalScopes: words, conditionallyRequiredScopes: words }),
  permittedUrls: z.object({ fetch: words, iframe: words, img: words }),
});

/** Reads the HubSpot project of `root`. Throws when a file is missing or is not what HubSpot reads, naming it. */
export function readProject(root: string): Project {
  const { srcDir, platformVersion } = read(join(root, 'hsproject.json'), Hsproject);
  const source = join(root, srcDir);
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => !/(^|\/)(node_modules|dist)(\/|$)/.test(file)).toSorted();
  const named = (file: string): string => relative(root, join(source, file));

  const metas = files.filter((file) => file.endsWith('-hsmeta.json')).map((file) => ({ file: named(file), ...read(join(source, file), Meta) }));
  const app = metas.find(({ type }) => type === 'app');
  if (app === undefined) throw new Error(`${srcDir}/app/app-hsmeta.json is missing: there is no app.`);
  return {
    root, source, platformVersion, metas,
    app: App.parse(app.config),
    profiles: files.flatMap((file) => {
      const name = /^hsprofile\.([a-z]+)\.json$/.exec(file)?.[1];
      return name === undefined ? [] : [{ name, ...read(join(source, file), Profile) }];
    }),
    sources: files.filter((file) => /\.tsx?$/.test(file)).map((file) => ({ file: named(file), text: readFileSync(join(source, file), 'utf8') })),
  };
}

function read<T>(path: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is not what HubSpot reads: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
