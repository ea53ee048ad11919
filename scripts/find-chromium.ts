import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a Chromium on this machine: CHROMIUM_PATH, a usual place, Playwright's own; else undefined. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return [...(named ? [named] : usualPlaces), ...playwrightPlace()].find((path) => existsSync(path));
}

/** Installs Debian's Chromium where that needs no questions (root and apt-get). Returns its path, or undefined when it cannot. */
export function installChromium(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('siderail: installing Chromium for the browser tests (apt-get install chromium) ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 'inherit'] as const };
  for (const command of [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']]) {
    if (spawnSync('apt-get', ['-qq', ...command], { ...quiet, stdio: [...quiet.stdio] }).status !== 0) return undefined;
  }
  return findChromium();
}

function playwrightPlace(): string[] {
  try {
    return [chromium.executablePath()];
  } catch {
    return [];
  }
}
