import type { Request, RequestHandler, Response } from 'express';
import type { Context } from '../context.ts';
import { sendHtml, sendJson } from '../http/send.ts';
import type { Fault } from '../settings.ts';

/** Applies the first scripted fault that matches a call. */
export function strike(ctx: Context): RequestHandler {
  return (req, res, next) => {
    const fault = ctx.settings.faults.find((candidate) => matches(candidate, req) && due(candidate, ctx.random));
    if (!fault) return next();
    const { then } = fault;
    if (then === 'hang') return;
    if (then === 'reset') return void req.socket.resetAndDestroy();
    if (then === 'html-502') return sendHtml(res, 502, 'Bad Gateway');
    if (typeof then === 'string') {
      distort(res, then);
      return next();
    }
    res.set(then.headers ?? {});
    if (typeof then.body === 'string') return void res.status(then.status).send(then.body);
    sendJson(res, then.status, then.body ?? {});
  };
}

function matches({ match }: Fault, req: Request): boolean {
  if (match.method && match.method.toUpperCase() !== req.method) return false;
  return new RegExp(match.path).test(req.originalUrl);
}

function due(fault: Fault, random: () => number): boolean {
  if (fault.rate !== undefined && random() >= fault.rate) return false;
  if (fault.times === undefined) return true;
  if (fault.times === 0) return false;
  fault.times--;
  return true;
}

/** Lets the handler work and spoils what it sends. All handlers answer by one `send` of a Buffer or text. */
function distort(res: Response, how: Exclude<Extract<Fault['then'], string>, 'hang' | 'reset' | 'html-502'>): void {
  const send = res.send.bind(res);
  res.send = (body: unknown) => {
    const whole = Buffer.isBuffer(body) ? body : Buffer.from(String(body ?? ''));
    const half = whole.subarray(0, Math.floor(whole.length / 2));
    if (how === 'truncate') return send(half);
    if (how === 'hang-after') return res;
    if (how === 'html-502-after') {
      res.send = send;
      sendHtml(res, 502, 'Bad Gateway');
      return res;
    }
    if (how === 'reset-after') {
      res.socket?.resetAndDestroy();
      return res;
    }
    res.set('Content-Length', String(whole.length));
    res.write(half, () => res.socket?.resetAndDestroy());
    return res;
  };
}
