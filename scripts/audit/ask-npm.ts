import { spawnSync } from 'node:child_process';
import { z } from 'zod';
import { PlainError } from '../plain-error.ts';

const SEVERITIES = ['info', 'low', 'moderate', 'high', 'critical'] as const;

/** Of `npm audit --json` (npm 11), the fields that are used. `via` names other packages, or advisories of the package itself. */
const Report = z.object({
  vulnerabilities: z.record(z.string(), z.object({
    name: z.string(),
    severity: z.enum(SEVERITIES),
    range: z.string(),
    via: z.array(z.union([z.string(), z.object({ title: z.string(), url: z.string() })])),
  })),
});

/** A package with a known vulnerability, its own or that of one it needs. */
export type Vulnerable = { readonly name: string; readonly range: string; readonly severity: (typeof SEVERITIES)[number]; readonly why: readonly string[] };

/**
 * Asks npm's registry which packages of a folder's lock file have advisories; nothing is installed. `shippedOnly`: without those
 * of development. Throws PlainError when the registry gave no list: not to know is not to be safe.
 */
export function askNpm(folder: string, shippedOnly: boolean): readonly Vulnerable[] {
  const args = ['audit', '--json', '--package-lock-only', ...(shippedOnly ? ['--omit=dev'] : [])];
  const { stdout } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8', maxBuffer: 50_000_000 });
  const report = Report.safeParse(asJson(stdout));
  if (!report.success) throw new PlainError(`The registry gave no list of advisories: ${messageOf(stdout)}`);
  return Object.values(report.data.vulnerabilities).map(({ name, range, severity, via }) => ({
    name, range, severity, why: via.map((one) => (typeof one === 'string' ? `by ${one}` : `${one.title} ${one.url}`)),
  }));
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function messageOf(stdout: string): string {
  const answer = z.object({ message: z.string() }).safeParse(asJson(stdout));
  return answer.success ? answer.data.message : 'npm said nothing of use.';
}
