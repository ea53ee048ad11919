import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countTests } from '../../scripts/requirements/count-tests.ts';
import { idsIn } from '../../scripts/requirements/ids-in.ts';
import { readRequirements } from '../../scripts/requirements/read-requirements.ts';

it('reads the ids a test names, ranges too, and nothing that only looks like one', () => {
  expect(idsIn('creates one job when HubSpot repeats the request (S0.18, F15)')).toEqual(['S0.18', 'F15']);
  expect(idsIn('puts events aside (F41-F43, T3)')).toEqual(expect.arrayContaining(['F41', 'F42', 'F43', 'T3']));
  expect(idsIn('UTF8 text in XLSX2 of 64 MB, HTTP2')).toEqual([]);
});

it('counts a test that failed against what it should have shown', () => {
  const report = { testResults: [{ assertionResults: [{ fullName: 'a T13', status: 'passed' }, { fullName: 'b T13', status: 'failed' }, { fullName: 'c', status: 'passed' }] }] };

  expect([...countTests(report)]).toEqual([['T13', { passed: 1, notPassed: 1 }]]);
});

it('has every requirement once, with words (S2.28)', () => {
  const requirements = readRequirements(join(import.meta.dirname, '..', '..', 'docs', 'requirements.tsv'));

  expect(new Set(requirements.map(({ id }) => id)).size).toBe(requirements.length);
  expect(requirements.filter(({ words }) => words.trim() === '')).toEqual([]);
  expect(requirements.filter(({ id }) => id.startsWith('T'))).toHaveLength(70);
  expect(requirements.filter(({ id }) => id.startsWith('F'))).toHaveLength(52);
});
