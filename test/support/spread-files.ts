import { relative, sep } from 'node:path';
import { BaseSequencer } from 'vitest/node';
import type { TestSpecification } from 'vitest/node';

/** Of these folders the files mostly wait: for processes, pages, leases and times to pass. */
const WAITING = ['chaos', 'browser'];
/** They take a minute or more, so they begin first. */
const LONGEST = ['crash-points', 'random-kills', 'crash-points-s3'].map((name) => `test/chaos/${name}.test.ts`);

/**
 * Spreads the files that mostly wait evenly among those that mostly compute, so that the ones fill the pauses of the others, and
 * begins with the longest, so that the run does not end with one file alone.
 */
export class SpreadFiles extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const longest = sorted.filter((file) => LONGEST.includes(nameOf(file)));
    const waiting = sorted.filter((file) => WAITING.includes(file.project.name) && !longest.includes(file));
    const computing = sorted.filter((file) => !WAITING.includes(file.project.name));
    return [...longest.slice(0, 1), ...spread([...longest.slice(1), ...waiting], computing)];
  }
}

/** Both in their order, each equally far on at any place. */
function spread<T>(some: readonly T[], others: readonly T[]): T[] {
  const places = [some, others].flatMap((list) => list.map((each, index) => ({ each, at: (index + 0.5) / list.length })));
  return places.sort((a, b) => a.at - b.at).map(({ each }) => each);
}

function nameOf(file: TestSpecification): string {
  return relative(file.project.config.root, file.moduleId).split(sep).join('/');
}
