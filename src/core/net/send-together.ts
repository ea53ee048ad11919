type Corkable = { cork(): void; uncork(): void };

/**
 * Lets what `send` writes to the client's socket leave as one message: three statements cost one system call, and wake the
 * database once. pg (8.23) writes each statement when it is asked; its socket is `connection.stream`.
 */
export function sendTogether<T>(client: object, send: () => T): T {
  const { stream } = (client as { readonly connection: { readonly stream: Corkable } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}
