/**
 * Builds one card with HubSpot's own builder, in a process of its own: the builder decides between
 * development and production by NODE_ENV, prints to the console, and keeps some 200 MB.
 */
import { remoteBuild } from '@hubspot/ui-extensions-dev-server/build';
import { z } from 'zod';

const Input = z.object({
  root: z.string(),
  entryPoint: z.string(),
  outputDir: z.string(),
  variables: z.record(z.string(), z.unknown()),
});

const { variables, ...paths } = Input.parse(JSON.parse(process.argv[2] ?? ''));
await remoteBuild({ ...paths, logLevel: 'error', appConfig: { variables } });
