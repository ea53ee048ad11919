import type { Project } from './project.ts';
import { runTool } from './run-tool.ts';

/** HubSpot's lint rules for UI extensions: no DOM, no browser storage, no native fetch, no import that leaves a folder HubSpot builds. */
export async function checkLint({ root, source }: Project): Promise<readonly string[]> {
  return runTool('lint.cli.mjs', { root, source });
}
