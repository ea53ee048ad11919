import { spawn } from 'node:child_process';
import { endWithThisProcess } from './end-with-this-process.ts';

/** A process that has a child, stopped, and waits to be killed. It says the child's id on its standard output. */
const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 60_000)'], { stdio: 'ignore' });
endWithThisProcess(child);
child.kill('SIGSTOP');
process.stdout.write(`${child.pid}\n`);
setInterval(() => undefined, 60_000);
