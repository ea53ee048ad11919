import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { aptInstall } from './apt-install.ts';

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
  if (!aptInstall('Chromium for the browser tests', ['chromium', 'fonts-dejavu-core'])) return undefined;
  return findChromium();
}

function playwrightPlace(): string[] {
  try {
    return [chromium.executablePath()];
  } catch {
    return [];
  }
}
