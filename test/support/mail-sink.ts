import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';

export type SunkMail = { readonly envelopeTo: readonly string[]; readonly subject: string; readonly text: string; readonly html: string; readonly messageId: string; readonly headerNames: readonly string[]; readonly to: readonly string[] };
/** `no-such-person`: the recipient is refused for good. */
type Behaviour = 'take' | 'refuse' | 'take-and-cut' | 'no-such-person';
export type MailSink = {
  readonly url: string;
  readonly mails: readonly SunkMail[];
  /** How the next messages are answered: taken, refused for now, or taken with the connection cut before the answer. */
  behave(how: Behaviour): void;
  close(): Promise<void>;
};

/** A real SMTP server on loopback that keeps what it gets. */
export async function startMailSink(): Promise<MailSink> {
  const mails: SunkMail[] = [];
  let behaviour: Behaviour = 'take';
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo(_address, _session, done) {
      done(behaviour === 'no-such-person' ? Object.assign(new Error('no such person here'), { responseCode: 550 }) : undefined);
    },
    onData(stream, session, done) {
      void take(stream, session, done).catch(() => {
        // The sender went away in the middle of its message: there is no mail, and nobody to answer.
      });
    },
  });
  async function take(stream: SMTPServerDataStream, session: SMTPServerSession, done: (error?: Error) => void): Promise<void> {
    const mail = await simpleParser(stream);
    if (behaviour === 'refuse') return done(Object.assign(new Error('try again later'), { responseCode: 451 }));
    mails.push({
      envelopeTo: session.envelope.rcptTo.map((to) => to.address),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: typeof mail.html === 'string' ? mail.html : '',
      messageId: mail.messageId ?? '',
      headerNames: mail.headerLines.map(({ key }) => key),
      to: (mail.to === undefined ? [] : [mail.to].flat()).flatMap(({ value }) => value.map(({ address }) => address ?? '')),
    });
    if (behaviour !== 'take-and-cut') return done();
    // Closing politely would be an answer (421); a cut line is none.
    for (const connection of server.connections) (connection as unknown as { _socket: Socket })._socket.destroy();
  }

  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    behave: (how) => { behaviour = how; },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
