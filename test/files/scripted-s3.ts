import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request asks for, in S3's own words. */
export type S3Call =
  | 'HeadBucket' | 'PutObject' | 'CreateMultipartUpload' | 'UploadPart' | 'CompleteMultipartUpload'
  | 'AbortMultipartUpload' | 'ListMultipartUploads' | 'ListObjectsV2' | 'DeleteObjects' | 'GetObject' | 'HeadObject' | 'DeleteObject';

/** `undefined`: answer as S3 does. A number: an error with that status and code. A function: do it yourself. */
export type Script = (call: S3Call, url: URL) => undefined | { status: number; code: string } | ((response: ServerResponse) => void);

export type ScriptedS3 = {
  /** For FILE_STORE. */
  readonly location: string;
  readonly calls: S3Call[];
  /** Path and query of every request, beside `calls`. */
  readonly urls: URL[];
  /** Keys of the bucket; given out in pages of 1,000 and taken away by DeleteObjects. */
  readonly keys: Set<string>;
  script: Script;
  readonly close: () => Promise<void>;
};

/**
 * A bucket on a real socket that keeps no bytes and can be told to fail: for what s3rver 3.7.1 cannot do
 * (abort, 5xx, silence, and a second page: its page token needs a cipher that OpenSSL 3 has dropped).
 */
export async function startScriptedS3(): Promise<ScriptedS3> {
  const calls: S3Call[] = [];
  const urls: URL[] = [];
  const keys = new Set<string>();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://s3');
    const call = callOf(request, url);
    calls.push(call);
    urls.push(url);
    const read: Buffer[] = [];
    request.on('data', (chunk: Buffer) => call === 'DeleteObjects' && read.push(chunk));
    request.on('end', () => {
      const told = scripted.script(call, url);
      if (typeof told === 'function') return told(response);
      if (told) return send(response, told.status, `<Error><Code>${told.code}</Code><Message>scripted</Message></Error>`);
      if (call === 'ListObjectsV2') return send(response, 200, pageOf(keys, url));
      if (call === 'DeleteObjects') for (const [, key = ''] of String(Buffer.concat(read)).matchAll(/<Key>(.*?)<\/Key>/g)) keys.delete(key);
      send(response, call === 'AbortMultipartUpload' ? 204 : 200, ANSWERS[call] ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const endpoint = encodeURIComponent(`http://127.0.0.1:${port}`);
  const scripted: ScriptedS3 = {
    location: `s3://scripted/some/where?region=eu-central-1&endpoint=${endpoint}&pathStyle=1`,
    calls,
    urls,
    keys,
    script: () => undefined,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return scripted;
}

const ANSWERS: Partial<Record<S3Call, string>> = {
  CreateMultipartUpload: '<InitiateMultipartUploadResult><UploadId>upload-1</UploadId></InitiateMultipartUploadResult>',
  CompleteMultipartUpload: '<CompleteMultipartUploadResult><ETag>"whole"</ETag></CompleteMultipartUploadResult>',
  DeleteObjects: '<DeleteResult></DeleteResult>',
  ListMultipartUploads: '<ListMultipartUploadsResult></ListMultipartUploadsResult>',
};

function pageOf(keys: ReadonlySet<string>, url: URL): string {
  const [prefix, after] = [url.searchParams.get('prefix') ?? '', url.searchParams.get('continuation-token') ?? ''];
  const left = [...keys].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = left.slice(0, 1_000);
  const next = left.length > 1_000 ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  return `<ListBucketResult>${next}${page.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`).join('')}</ListBucketResult>`;
}

export function send(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { 'content-type': 'application/xml', etag: '"part"' });
  response.end(xml);
}

function callOf(request: IncomingMessage, url: URL): S3Call {
  const has = (name: string) => url.searchParams.has(name);
  const inBucket = url.pathname.split('/').filter(Boolean).length < 2;
  switch (request.method) {
    case 'HEAD':
      return inBucket ? 'HeadBucket' : 'HeadObject';
    case 'PUT':
      return has('partNumber') ? 'UploadPart' : 'PutObject';
    case 'POST':
      if (has('delete')) return 'DeleteObjects';
      return has('uploads') ? 'CreateMultipartUpload' : 'CompleteMultipartUpload';
    case 'DELETE':
      return has('uploadId') ? 'AbortMultipartUpload' : 'DeleteObject';
    default:
      if (!inBucket) return 'GetObject';
      return has('uploads') ? 'ListMultipartUploads' : 'ListObjectsV2';
  }
}
