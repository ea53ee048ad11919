import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { copyByDriver } from './copy-by-driver.ts';

export type CopyToFile = {
  readonly called: string;
  /** What it is, in words, for the report. */
  readonly words: string;
  /** Writes the rows of `sql` as CSV with a header. */
  copy(url: string, sql: string, file: string): Promise<void>;
};

const run = promisify(execFile);

/** psql's own copy where psql is installed; else COPY read by the driver, which is as fast (the server is the cost). */
export async function copyToFile(): Promise<CopyToFile> {
  try {
    const { stdout } = await run('psql', ['--version']);
    return { called: 'psql \\copy', words: `${stdout.trim()}, \\copy to a file`, copy: copyByPsql };
  } catch {
    return { called: 'COPY by driver', words: 'psql was not found, so COPY to stdout is read by the driver and written to a file as it comes', copy: copyByDriver };
  }
}

async function copyByPsql(url: string, sql: string, file: string): Promise<void> {
  await run('psql', ['-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', url, '-c', `\\copy (${sql}) to '${file}' with (format csv, header)`]);
}
