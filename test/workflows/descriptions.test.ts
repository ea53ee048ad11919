import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { OPTIONAL_SCOPES } from '../../src/installs/index.ts';
import { workflowActions } from '../../src/registry.ts';

const app = join(import.meta.dirname, '..', '..', 'hubspot-project', 'app');
const folder = join(app, 'workflow-actions');
const Named = z.object({ typeDefinition: z.object({ name: z.string() }) });
const Words = z.object({ actionName: z.string(), inputFieldLabels: z.record(z.string(), z.string()), inputFieldDescriptions: z.record(z.string(), z.string()), outputFieldLabels: z.record(z.string(), z.string()) });
const Description = z.object({
  uid: z.string(), type: z.literal('workflow-action'),
  config: z.object({ actionUrl: z.string(), inputFields: z.array(Named), outputFields: z.array(Named), labels: z.object({ en: Words, de: Words }) }),
});
const described = readdirSync(folder).map((file) => ({ file, ...Description.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }));

it('describes to HubSpot every workflow action there is, and no other', () => {
  expect(described.map(({ config }) => config.actionUrl).sort()).toEqual(workflowActions.map(({ name }) => `\${API_ORIGIN}/workflow-actions/${name}`).sort());
});

it.each(described)('names in English and German every field of $uid', ({ file, uid, config }) => {
  const inputs = config.inputFields.map(({ typeDefinition }) => typeDefinition.name).sort();
  const outputs = config.outputFields.map(({ typeDefinition }) => typeDefinition.name).sort();

  expect(file).toBe(`${uid.replace('workflow-', '')}-hsmeta.json`);
  for (const words of [config.labels.en, config.labels.de]) {
    expect(Object.keys(words.inputFieldLabels).sort()).toEqual(inputs);
    expect(Object.keys(words.inputFieldDescriptions).sort()).toEqual(inputs);
    expect(Object.keys(words.outputFieldLabels).sort()).toEqual(outputs);
  }
});

it('may end what waits: the scope for it is asked for', () => {
  const { config } = z.object({ config: z.object({ auth: z.object({ optionalScopes: z.array(z.string()) }) }) }).parse(JSON.parse(readFileSync(join(app, 'app-hsmeta.json'), 'utf8')));

  expect(config.auth.optionalScopes).toEqual(OPTIONAL_SCOPES);
});
