export type Packages = Readonly<Record<string, { readonly version?: string; readonly license?: string; readonly dev?: boolean; readonly devOptional?: boolean; readonly link?: boolean }>>;
export type Licensed = { readonly name: string; readonly version: string; readonly licence: string; readonly shipped: boolean; readonly allowed: boolean };

const SHIPPED = ['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'Unlicense', 'Python-2.0', 'CC-BY-3.0'];
/** Fine for a tool that we run and never hand on. */
const TOOLS = [...SHIPPED, 'MPL-2.0', 'EPL-2.0', 'CC-BY-4.0'];
/** Packages whose lock entry names no licence; read in their own files, November 2026. */
const READ_BY_HAND: Readonly<Record<string, string>> = {
  ssh2: 'MIT', buildcheck: 'MIT', 'cpu-features': 'MIT', busboy: 'MIT', dicer: 'MIT', streamsearch: 'MIT', 'humanize-number': 'MIT', only: 'MIT', 'seq-queue': 'MIT',
};

/** Every package of a lock file with its licence, and whether it may be there. `tool`: nothing of that folder is shipped. */
export function judgeLicences(packages: Packages, tool: boolean): readonly Licensed[] {
  return Object.entries(packages).flatMap(([path, { version = '', license, dev, devOptional, link }]) => {
    const name = path.split('node_modules/').at(-1) ?? '';
    if (!path.includes('node_modules/') || link === true) return [];
    const licence = license ?? READ_BY_HAND[name] ?? 'unknown';
    const shipped = !tool && dev !== true && devOptional !== true;
    return [{ name, version, licence, shipped, allowed: isAllowed(licence, shipped ? SHIPPED : TOOLS) }];
  });
}

/** `A OR B` needs one of them, `A AND B` all. */
function isAllowed(expression: string, allowed: readonly string[]): boolean {
  return expression.replace(/[()]/g, '').split(' OR ').some((choice) => choice.split(/ AND | and /).every((one) => allowed.includes(one)));
}
