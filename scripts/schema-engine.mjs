#!/usr/bin/env -S node --no-warnings
// Stands in for the schema engine binary that the Prisma CLI would download: the same engine, from its wasm package.
import { runSchemaEngine } from './schema-engine/run-schema-engine.ts';

await runSchemaEngine(process.argv.slice(2));
