import type { Pool } from 'pg';

export interface StoredMail {
  id: number;
  messageId: string;
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  receivedAt: string;
}

export interface MailStore {
  createTable(): Promise<void>;
  add(mail: Omit<StoredMail, 'id' | 'receivedAt'>): Promise<void>;
  /** Newest first; `to` keeps the mail of one address. */
  list(filter?: { to?: string | undefined; limit?: number | undefined }): Promise<StoredMail[]>;
  read(id: number): Promise<StoredMail | undefined>;
  clear(): Promise<void>;
}

interface Row {
  id: string;
  message_id: string;
  sender: string;
  recipients: string[];
  subject: string;
  text_body: string;
  html_body: string;
  received_at: Date;
}

/** Mail the sink took, in the sandbox's own database so that it survives a restart. */
export function createMailStore(pool: Pool): MailStore {
  const columns = 'id, message_id, sender, recipients, subject, text_body, html_body, received_at';
  return {
    async createTable() {
      await pool.query(`
        create table if not exists mail (
          id bigint generated always as identity primary key,
          message_id text not null,
          sender text not null,
          recipients text[] not null,
          subject text not null,
          text_body text not null,
          html_body text not null,
          received_at timestamptz not null default now()
        )`);
    },
    async add(mail) {
      await pool.query('insert into mail (message_id, sender, recipients, subject, text_body, html_body) values ($1, $2, $3, $4, $5, $6)', [
        mail.messageId,
        mail.from,
        mail.to,
        mail.subject,
        mail.text,
        mail.html,
      ]);
    },
    async list(filter = {}) {
      const { rows } = await pool.query<Row>(
        `select ${columns} from mail where $1::text is null or $1 = any(recipients) order by id desc limit $2`,
        [filter.to ?? null, filter.limit ?? 200],
      );
      return rows.map(toMail);
    },
    async read(id) {
      const { rows } = await pool.query<Row>(`select ${columns} from mail where id = $1`, [id]);
      return rows[0] && toMail(rows[0]);
    },
    async clear() {
      await pool.query('delete from mail');
    },
  };
}

function toMail(row: Row): StoredMail {
  return {
    id: Number(row.id),
    messageId: row.message_id,
    from: row.sender,
    to: row.recipients,
    subject: row.subject,
    text: row.text_body,
    html: row.html_body,
    receivedAt: row.received_at.toISOString(),
  };
}
