import type { Response } from 'express';

/** Sends JSON that is already text; pages of records come from Postgres as text and are never parsed here. */
export function sendJsonText(res: Response, status: number, text: string): void {
  res.status(status).set('Content-Type', 'application/json;charset=utf-8').send(Buffer.from(text));
}

export function sendJson(res: Response, status: number, body: unknown): void {
  sendJsonText(res, status, JSON.stringify(body));
}

/** The page an edge server sends: HTML where a client expects JSON. */
export function sendHtml(res: Response, status: number, title: string): void {
  res.status(status).set('Content-Type', 'text/html;charset=utf-8')
    .send(`<html>\r\n<head><title>${status} ${title}</title></head>\r\n<body>\r\n<center><h1>${status} ${title}</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n`);
}
