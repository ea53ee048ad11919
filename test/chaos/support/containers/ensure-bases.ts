import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { aptInstall } from '../../../../scripts/apt-install.ts';
import { findPostgresTools } from '../../../../scripts/database/find-postgres-tools.ts';
import { PlainError } from '../../../../scripts/plain-error.ts';
import { baseImages } from './base-images.ts';
import type { Engine } from './start-engine.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const STAND_IN = join(import.meta.dirname, 'stand-in');
const BOOKWORM = 'siderail-stand-in:bookworm';
/** The npm that comes with Node 24. */
const NPM = 'npm@11.6.2';

/**
 * Sees to it that the images exist which Dockerfile and compose.yaml begin with. What the engine has, from a registry or from
 * before, is taken; the rest is made from Debian's and npm's packages under the very same names. Gives the names of those that
 * are stand-ins. Throws PlainError where they cannot be made.
 */
export function ensureBases(engine: Engine): readonly string[] {
  const names = baseImages();
  const folder = mkdtempSync(join(tmpdir(), 'siderail-bases-'));
  try {
    for (const name of names) {
      if (engine.tryDocker(['image', 'inspect', name]).status === 0) continue;
      const kind = /^(?:.*\/)?(node|postgres|minio):/.exec(name)?.[1];
      if (kind === undefined) throw new PlainError(`There is no stand-in for the image ${name}: fetch it (docker pull ${name}).`);
      console.log(`siderail: making a stand-in for ${name} ...`);
      const context = join(folder, kind);
      mkdirSync(context);
      if (kind !== 'minio') ensureDebian(engine, folder);
      fill(kind, context);
      const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> };
      engine.docker(['build', '--network', 'host', '--build-arg', `S3RVER=${devDependencies['s3rver']!}`, '--file', `Dockerfile.${kind}`, '--tag', name, '.'], context);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return names.filter((name) => engine.docker(['image', 'inspect', '--format', '{{index .Config.Labels "siderail.stand-in"}}', name]) === '1');
}

function ensureDebian(engine: Engine, folder: string): void {
  if (engine.tryDocker(['image', 'inspect', BOOKWORM]).status === 0) return;
  if (!existsSync('/usr/bin/mmdebstrap') && !aptInstall('what makes a small Debian', ['mmdebstrap'])) throw new PlainError('Neither the official images nor mmdebstrap to make stand-ins are here: docker pull them.');
  const archive = join(folder, 'bookworm.tar');
  run('mmdebstrap', ['--quiet', '--variant=minbase', '--mode=root', 'bookworm', archive]);
  engine.docker(['import', archive, BOOKWORM]);
}

/** What the stand-in's Dockerfile copies. */
function fill(kind: string, context: string): void {
  cpSync(STAND_IN, context, { recursive: true });
  if (kind === 'node') {
    cpSync(process.execPath, join(context, 'node'));
    // The certificates by which this machine reaches the registry of packages.
    cpSync(process.env['NODE_EXTRA_CA_CERTS'] ?? '/etc/ssl/certs/ca-certificates.crt', join(context, 'ca.pem'), { dereference: true });
    run('npm', ['install', '--prefix', join(context, 'fetched'), '--ignore-scripts', '--no-audit', '--no-fund', NPM]);
    cpSync(join(context, 'fetched', 'node_modules'), join(context, 'npm'), { recursive: true });
    rmSync(join(context, 'fetched'), { recursive: true });
  }
  if (kind === 'postgres') cpSync(join(dirname(findPostgresTools().initdb), '..'), join(context, 'native'), { recursive: true, verbatimSymlinks: true });
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64_000_000 });
  if (status !== 0) throw new PlainError(`${program} failed: ${error?.message ?? stderr.slice(-3_000)}`);
}
