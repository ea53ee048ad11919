// HubSpot's lint rules for UI extensions over the project's sources. Argument: {"root", "source"}. Prints {"problems": string[]}.
// They want ESLint 9, the repository has 10: so they run here.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { config } from '@hubspot/eslint-config-ui-extensions';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const { root, source } = JSON.parse(process.argv[2] ?? '{}');
const eslint = new ESLint({
  cwd: source,
  overrideConfigFile: true,
  allowInlineConfig: false,
  overrideConfig: [
    ...config,
    { files: ['**/*.{ts,tsx}'], languageOptions: { parser: tseslint.parser } },
  ],
});
const files = readdirSync(join(source, 'app'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.[jt]sx?$/.test(file) && !/(^|\/)(node_modules|dist)\//.test(file));
const problems = [];
for (const file of files.toSorted()) {
  const path = join('app', file);
  // The rules know cards and pages only below a folder named src (release 1.2.0): so each file is shown to them there.
  const [result] = await eslint.lintText(readFileSync(join(source, path), 'utf8'), { filePath: join(source, 'src', path) });
  for (const { line, message, ruleId } of result?.messages ?? []) problems.push(`${relative(root, join(source, path))}:${line}: ${message}${ruleId === null ? '' : ` (${ruleId})`}`);
}
console.log(JSON.stringify({ problems }));
