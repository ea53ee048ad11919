import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PACKAGE_FOLDERS } from './audit/package-folders.ts';

/**
 * `npm run sbom > sbom.json`: every package that is shipped, on servers or in cards, as one CycloneDX list, by the lock files.
 * Not `npm sbom --omit dev`: npm 11 then leaves out what is shipped as soon as a package of development needs it too (seen November 2026).
 */
const Bill = z.looseObject({
  metadata: z.looseObject({ component: z.looseObject({ 'bom-ref': z.string() }) }),
  components: z.array(z.looseObject({ 'bom-ref': z.string() })),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()) })),
});
type Bill = z.infer<typeof Bill>;
const Lock = z.object({ packages: z.record(z.string(), z.object({ name: z.string().optional(), version: z.string().optional(), dev: z.boolean().default(false) })) });

const root = join(import.meta.dirname, '..');
const bills = PACKAGE_FOLDERS.filter(({ ships }) => ships).map(({ folder }) => shippedOf(join(root, folder)));
const [first] = bills;
if (first === undefined) throw new Error('nothing is shipped');
const { version } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
const merged: Bill = {
  ...first,
  metadata: { ...first.metadata, component: { ...first.metadata.component, name: 'siderail', version } },
  components: [...new Map(bills.flatMap(({ components }) => components).map((one) => [one['bom-ref'], one])).values()],
  dependencies: [...new Map(bills.flatMap(({ dependencies }) => dependencies).map((one) => [one.ref, one])).values()],
};
process.stdout.write(`${JSON.stringify(merged, null, 2)}\n`);

function shippedOf(folder: string): Bill {
  const { stdout, stderr } = spawnSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'], { cwd: folder, encoding: 'utf8', maxBuffer: 50_000_000 });
  if (stdout === '') throw new Error(`npm made no list of ${folder}: ${stderr}`);
  const bill = Bill.parse(JSON.parse(stdout));
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')));
  const shipped = new Set(Object.entries(packages).filter(([, { dev }]) => !dev).map(([path, { name, version }]) => `${name ?? path.split('node_modules/').at(-1)}@${version}`));
  const stays = (ref: string): boolean => shipped.has(ref) || ref === bill.metadata.component['bom-ref'];
  return {
    ...bill,
    components: bill.components.filter((one) => stays(one['bom-ref'])),
    dependencies: bill.dependencies.filter(({ ref }) => stays(ref)).map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(stays) })),
  };
}
