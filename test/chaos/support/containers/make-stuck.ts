import type { ContainerWorld } from './start-container-world.ts';

/** Run in the container: finds the program by its name, opens its debugger by a signal and makes it loop for ever. */
const SCRIPT = `
const { readdirSync, readFileSync } = require('node:fs');
const text = (pid) => { try { return readFileSync('/proc/' + pid + '/cmdline', 'utf8').split('\\0'); } catch { return []; } };
const pid = readdirSync('/proc').find((name) => /^\\d+$/.test(name) && Number(name) !== process.pid && text(name)[0] === 'node' && text(name).includes(process.argv[1]));
process.kill(Number(pid), 'SIGUSR1');
const list = async () => { for (;;) { try { return await (await fetch('http://127.0.0.1:9229/json/list')).json(); } catch { await new Promise((done) => setTimeout(done, 100)); } } };
list().then(([{ webSocketDebuggerUrl }]) => {
  const socket = new WebSocket(webSocketDebuggerUrl);
  socket.onopen = () => { socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'for (;;);' } })); setTimeout(() => process.exit(0), 500); };
});`;

/** Puts the process of a container that runs `program` (as its command names it) into a loop without an end. */
export function makeStuck(world: ContainerWorld, id: string, program: string): void {
  world.run(id, 'node', '-e', SCRIPT, program);
}
