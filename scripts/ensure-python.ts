import { spawnSync } from 'node:child_process';
import { aptInstall } from './apt-install.ts';

/** Workbooks are read back by Python's own readers, which share nothing with our writer. False when there is none. */
export function ensurePython(): boolean {
  return hasPython() || (aptInstall('Python for the tests of workbooks', ['python3']) && hasPython());
}

function hasPython(): boolean {
  return spawnSync('python3', ['--version'], { stdio: 'ignore' }).status === 0;
}
