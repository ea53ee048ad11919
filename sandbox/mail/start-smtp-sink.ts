import type { AddressInfo, Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { MailFaults } from './mail-faults.ts';
import type { MailStore } from './mail-store.ts';

export interface SmtpSink {
  port: number;
  close(): Promise<void>;
}

const LARGEST_BYTES = 25 * 1024 * 1024;

/** An SMTP server that takes every message, sends none on, and stores what it took. */
export async function startSmtpSink(options: { port: number; store: MailStore; faults: MailFaults }): Promise<SmtpSink> {
  const sockets = new Map<number, Socket>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    size: LARGEST_BYTES,
    logger: false,
    onData(stream, session, callback) {
      const mode = options.faults.take();
      void receive()
        .then((error) => callback(error))
        .catch((error: Error) => callback(smtpError(451, `The sandbox could not store the message: ${error.message}`)));

      async function receive(): Promise<Error | null> {
        const parsed = await simpleParser(stream, { skipImageLinks: true });
        if (mode === 'refuse') return smtpError(421, 'Service not available, try again later');
        if (mode === 'reject') return smtpError(550, 'Mailbox unavailable');
        await options.store.add({
          messageId: parsed.messageId ?? '',
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
          to: session.envelope.rcptTo.map((recipient) => recipient.address),
          subject: parsed.subject ?? '',
          text: parsed.text ?? '',
          html: parsed.html || '',
        });
        // Cut the wire under the session, so that the sender never hears the 250.
        if (mode === 'drop') sockets.get(session.remotePort)?.destroy();
        return null;
      }
    },
  });
  server.server.on('connection', (socket: Socket) => {
    const port = socket.remotePort ?? 0;
    sockets.set(port, socket);
    socket.on('close', () => sockets.delete(port));
  });
  // A client that goes away in the middle is its own problem.
  server.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => resolve());
  });
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
