/**
 * Builds one card as HubSpot's cloud does. A program of its own: the builder takes development or production from
 * NODE_ENV, and a test process says "test". Arguments: builder module, card folder, entry file, output folder.
 */
import { pathToFileURL } from 'node:url';

const [builder = '', root = '', entryPoint = '', outputDir = ''] = process.argv.slice(2);
const { remoteBuild } = (await import(pathToFileURL(builder).href)) as { remoteBuild: (options: object) => Promise<void> };
await remoteBuild({ root, entryPoint, outputDir, logLevel: 'error' });
