import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export type Answer =
  | { kind: 'answer'; status: number; text: string }
  | { kind: 'too-large' }
  | { kind: 'timeout' }
  | { kind: 'unreachable'; message: string };

/** One HTTP request without redirects and without a shared agent. Never rejects. */
export function sendOnce(input: {
  target: URL;
  method: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
  responseLimitBytes: number;
}): Promise<Answer> {
  return new Promise((resolve) => {
    const send = input.target.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(input.target, { method: input.method, headers: input.headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size <= input.responseLimitBytes) return;
        finish({ kind: 'too-large' });
      });
      response.on('end', () => finish({ kind: 'answer', status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }));
      response.on('error', (error) => finish({ kind: 'unreachable', message: error.message }));
    });
    const timer = setTimeout(() => finish({ kind: 'timeout' }), input.timeoutMs);

    function finish(answer: Answer): void {
      clearTimeout(timer);
      resolve(answer);
      request.destroy();
    }

    request.on('error', (error) => finish({ kind: 'unreachable', message: error.message }));
    request.end(input.body);
  });
}
