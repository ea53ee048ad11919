// Everything a fresh clone needs before the first TypeScript file can run: packages, Node 24 (itself a package) and the
// database client. Plain JavaScript with nothing but node: imports, because it runs on the machine's own Node 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = ['.', 'hubspot-project/app', 'sandbox', 'tools/hubspot-check'];
const oldestNode = 20;
const neededNode = 24;
const windows = process.platform === 'win32';

function fail(sentence) {
  console.error(`\nsiderail: ${sentence}`);
  process.exit(1);
}

function hash(...parts) {
  const sum = createHash('sha256');
  for (const part of parts) sum.update(part).update('\0');
  return sum.digest('hex');
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function step(text, work) {
  const began = Date.now();
  console.log(`siderail: ${text} ...`);
  work();
  console.log(`siderail: ${text}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

/** The environment for commands started from here: our Node first on the path, and none of the outer npm's settings. */
function environment() {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^npm_/i.test(name) && !/^npm_config_(registry|cafile|cache)$/i.test(name)) delete env[name];
  }
  const path = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  env[path] = [join(root, 'node_modules', '.bin'), env[path] ?? ''].join(delimiter);
  return env;
}

function checkMachine() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < oldestNode) fail(`Node ${process.versions.node} is too old: install Node ${oldestNode} or newer and run this again.`);
  try {
    accessSync(root, constants.W_OK);
  } catch {
    fail(`cannot write to ${root}: make the directory writable, or clone into one that is.`);
  }
  // Optional packages that want 20.19 or 22.12 are silently left out by an older Node; a second pass on ours adds them.
  return { needsSecondPass: (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12) };
}

/** Two first starts at once must not install over each other. */
function withLock(work) {
  const lock = join(root, '.bootstrap-lock');
  for (const deadline = Date.now() + 600_000; ; ) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`cannot write to ${root} (${error.code}): make the directory writable.`);
    }
    if (!ownerLives(lock)) rmSync(lock, { recursive: true, force: true });
    if (Date.now() > deadline) fail(`another set-up has been running for ten minutes: stop it, or delete ${lock}.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  const release = () => rmSync(lock, { recursive: true, force: true });
  writeFileSync(join(lock, 'pid'), String(process.pid));
  process.on('exit', release);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));
  work();
}

function ownerLives(lock) {
  const pid = Number(read(join(lock, 'pid')) ?? 0);
  // No pid yet: the owner is between its two first steps.
  if (pid === 0) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    return !existsSync(lock) || Number(read(join(lock, 'pid')) ?? 0) !== 0;
  }
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

function install(folder, needsSecondPass) {
  const directory = join(root, folder);
  const lockfile = read(join(directory, 'package-lock.json'));
  if (lockfile === undefined) return;
  const stampFile = join(directory, 'node_modules', '.siderail-installed');
  const stamp = hash(lockfile, process.platform, process.arch);
  if (read(stampFile) === stamp) return;
  if (!isInstalled(directory, lockfile)) {
    step(`installing packages${folder === '.' ? '' : ` of ${folder}`}`, () => {
      npm(directory, 'ci');
      linkNode();
      if (needsSecondPass) npm(directory, 'install', '--no-save');
    });
  }
  writeFileSync(stampFile, stamp);
}

/** True when somebody ran npm by hand and what lies in node_modules is what the lockfile asks for. */
function isInstalled(directory, lockfile) {
  const present = read(join(directory, 'node_modules', '.package-lock.json'));
  if (present === undefined) return false;
  const wanted = Object.entries(JSON.parse(lockfile).packages);
  const installed = JSON.parse(present).packages;
  return wanted.every(([path, { version, optional, link }]) => {
    if (path === '' || link || !path.includes('node_modules/')) return true;
    const found = installed[path];
    return found ? found.version === version && existsSync(join(directory, path)) : optional === true;
  });
}

/** npm up to 10 puts no programs of optional packages into node_modules/.bin when it installs from a lockfile. */
function linkNode() {
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  const link = join(root, 'node_modules', '.bin', 'node');
  if (!existsSync(join(root, 'node_modules', name)) || lstatSync(link, { throwIfNoEntry: false })) return;
  if (windows) npm(root, 'rebuild', name);
  else {
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join('..', name, 'bin', 'node'), link);
  }
}

function npm(directory, ...command) {
  // No package here needs its install script; some would try to download what cannot be had offline.
  const options = ['--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'];
  const { status, error } = spawnSync('npm', [...command, ...options], { cwd: directory, stdio: 'inherit', env: environment(), shell: windows });
  if (error) fail('npm was not found: install it (it comes with Node) and run this again.');
  if (status !== 0) fail(`npm ${command[0]} failed in ${directory}: see the lines above, most often the network or the disk.`);
}

function checkNode() {
  const { stdout } = spawnSync('node', ['--version'], { env: environment(), encoding: 'utf8', shell: windows });
  const version = (stdout ?? '').trim();
  if (Number(/^v(\d+)\./.exec(version)?.[1] ?? 0) >= neededNode) return;
  fail(
    `Node ${neededNode} is not packaged for ${process.platform}-${process.arch} and the one on the path is ${version || 'missing'}: ` +
      `install Node ${neededNode} from https://nodejs.org and run this again.`,
  );
}

/** The database client is generated code; it is made again when the schema or Prisma itself changed. */
function generateClient() {
  const schema = read(join(root, 'prisma', 'schema.prisma'));
  const prisma = join(root, 'node_modules', 'prisma');
  if (schema === undefined || !existsSync(prisma)) return;
  const generated = join(root, 'src', 'core', 'db', 'generated');
  const stampFile = join(generated, '.schema-hash');
  const stamp = hash(schema, JSON.parse(read(join(prisma, 'package.json'))).version);
  if (existsSync(join(generated, 'client.ts')) && read(stampFile) === stamp) return;
  step('generating the database client', () => {
    const made = spawnSync('node', [join('node_modules', 'prisma', 'build', 'index.js'), 'generate', '--no-hints'], {
      cwd: root,
      env: environment(),
      encoding: 'utf8',
      shell: windows,
    });
    if (made.status !== 0) fail(`the database client could not be generated:\n${made.stdout}${made.stderr}`);
  });
  writeFileSync(stampFile, stamp);
}

const { needsSecondPass } = checkMachine();
withLock(() => {
  for (const folder of folders) install(folder, needsSecondPass);
  linkNode();
  checkNode();
  generateClient();
});
