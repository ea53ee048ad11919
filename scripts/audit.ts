import { join } from 'node:path';
import { askNpm } from './audit/ask-npm.ts';
import type { Vulnerable } from './audit/ask-npm.ts';
import { PACKAGE_FOLDERS } from './audit/package-folders.ts';
import { PlainError } from './plain-error.ts';

/**
 * `npm run audit`: known vulnerabilities of all packages, by npm's registry. Exit code 1 when one that is shipped has a high or critical
 * one; those of tools are shown. Exit code 2 when the registry could not be asked. It needs the network, so it is no part of `npm test`.
 */
const root = join(import.meta.dirname, '..');
try {
  let refused = 0;
  for (const { folder, ships } of PACKAGE_FOLDERS) {
    const shipped = ships ? askNpm(join(root, folder), true) : [];
    const tools = askNpm(join(root, folder), false).filter(({ name }) => !shipped.some((one) => one.name === name));
    const bad = shipped.filter(isGrave);
    refused += bad.length;
    console.log(`${bad.length > 0 ? '✗' : '✓'} ${folder}: ${ships ? `${shipped.length} of what is shipped, ` : ''}${tools.length} of tools`);
    for (const one of shipped) show(isGrave(one) ? '✗' : '…', one);
    for (const one of tools) show(' ', one);
  }
  console.log(refused === 0 ? '✓ nothing shipped has a high or critical advisory' : `${refused} shipped with a high or critical advisory: see "Updating packages" in CONTRIBUTING.md`);
  process.exitCode = refused === 0 ? 0 : 1;
} catch (error) {
  if (!(error instanceof PlainError)) throw error;
  console.error(`${error.message}\nWhether something is vulnerable is not known. Try again where the registry can be reached.`);
  process.exitCode = 2;
}

function isGrave({ severity }: Vulnerable): boolean {
  return severity === 'high' || severity === 'critical';
}

function show(mark: string, { name, range, severity, why }: Vulnerable): void {
  console.log(`    ${mark} ${severity.padEnd(8)} ${name} ${range}: ${why.join('; ')}`);
}
