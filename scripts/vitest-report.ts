export type TestCounts = { passed: number; failed: number };

/** What vitest's JSON reporter writes, as far as it is read here. `name` is the file's absolute path. */
export type VitestReport = {
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[];
};

/** Totals of the files that `wanted` takes. No report is one failure; with `nothingSkipped`, a skipped test is one as well. */
export function countTests(report: VitestReport | undefined, nothingSkipped: boolean, wanted: (file: string) => boolean = () => true): TestCounts {
  if (!report) return { passed: 0, failed: 1 };
  let passed = 0;
  let failed = 0;
  for (const file of report.testResults.filter(({ name }) => wanted(name))) {
    const before = failed;
    for (const { status } of file.assertionResults) {
      if (status === 'passed') passed += 1;
      else if (status === 'failed' || nothingSkipped) failed += 1;
    }
    if (file.status === 'failed' && failed === before) failed += 1;
  }
  return { passed, failed };
}

/** Files with a failure, below `root`, as vitest takes them for arguments. */
export function failedFiles(report: VitestReport, root: string): string[] {
  const failed = report.testResults.filter(({ status, assertionResults }) => status === 'failed' || assertionResults.some((one) => one.status === 'failed'));
  return [...new Set(failed.map(({ name }) => (name.startsWith(root) ? name.slice(root.length + 1) : name)))];
}
