import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const Compose = z.object({ services: z.record(z.string(), z.object({ image: z.string(), build: z.string().optional() })) });

/** The images that the Dockerfile and compose.yaml begin with and do not make, by name and version; each once, those that others are made of first. */
export function baseImages(): readonly string[] {
  const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
  const stages = new Set([...read('Dockerfile').matchAll(/^FROM \S+ AS (\S+)$/gm)].map((match) => match[1]!));
  const from = [...read('Dockerfile').matchAll(/^FROM (\S+)/gm)].map((match) => match[1]!).filter((name) => !stages.has(name));
  const run = Object.values(Compose.parse(parse(read('compose.yaml'), { merge: true })).services).filter(({ build }) => build === undefined).map(({ image }) => image);
  return [...new Set([...from, ...run])];
}
