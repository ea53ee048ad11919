import { z } from 'zod';
import { idsIn } from './ids-in.ts';

const Report = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
});

export type Shown = { readonly passed: number; readonly notPassed: number };

/** How many tests of a vitest report name each id, apart by whether they passed. */
export function countTests(report: unknown): ReadonlyMap<string, Shown> {
  const counts = new Map<string, Shown>();
  for (const { fullName, status } of Report.parse(report).testResults.flatMap(({ assertionResults }) => assertionResults)) {
    for (const id of idsIn(fullName)) {
      const { passed, notPassed } = counts.get(id) ?? { passed: 0, notPassed: 0 };
      counts.set(id, status === 'passed' ? { passed: passed + 1, notPassed } : { passed, notPassed: notPassed + 1 });
    }
  }
  return counts;
}
