/** Stands in for the worker. */
console.log('worker ready');
setInterval(() => undefined, 60_000);
