import { resolve } from 'node:path';
import { AppError } from '../core/errors/app-error.ts';

export type S3Location = {
  readonly kind: 's3';
  readonly bucket: string;
  /** Before every key: empty, or with a `/` at its end. */
  readonly prefix: string;
  readonly region: string | null;
  readonly endpoint: string | null;
  readonly pathStyle: boolean;
};

export type StoreLocation = { readonly kind: 'local'; readonly root: string } | S3Location;

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const PREFIX = /^(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*(?:\/|$))*$/;
const OPTIONS = new Set(['region', 'endpoint', 'pathStyle']);

/** Reads FILE_STORE: a folder, or `s3://bucket/prefix?region=..&endpoint=..&pathStyle=1`. Throws AppError('internal') that says what to change. */
export function parseStoreLocation(text: string): StoreLocation {
  if (text.startsWith('s3://')) return parseS3(text);
  // Two letters at least before the colon: `C:\data` is a folder.
  if (text.trim() === '' || /^[a-z][a-z0-9+.-]+:/i.test(text)) throw wrong('is neither a folder nor an s3:// address');
  return { kind: 'local', root: resolve(text) };
}

function parseS3(text: string): S3Location {
  const url = URL.parse(text);
  if (!url || !BUCKET.test(url.host)) throw wrong('names no bucket: write s3://bucket/prefix');
  if (url.username || url.password || url.hash) throw wrong('may hold only bucket, prefix and options: credentials come from the AWS configuration');
  const unknown = [...url.searchParams.keys()].find((name) => !OPTIONS.has(name));
  if (unknown !== undefined) throw wrong(`has the unknown option "${unknown}": region, endpoint and pathStyle exist`);
  const folder = url.pathname.replace(/^\/|\/$/g, '');
  if (!PREFIX.test(folder)) throw wrong('has a prefix with other characters than letters, digits, "_", "-" and inner "."');
  return {
    kind: 's3',
    bucket: url.host,
    prefix: folder === '' ? '' : `${folder}/`,
    region: url.searchParams.get('region'),
    endpoint: parseEndpoint(url.searchParams.get('endpoint')),
    pathStyle: parsePathStyle(url.searchParams.get('pathStyle')),
  };
}

function parseEndpoint(text: string | null): string | null {
  if (text === null) return null;
  const protocol = URL.parse(text)?.protocol;
  if (protocol !== 'https:' && protocol !== 'http:') throw wrong('has an endpoint that is no http(s) address');
  return text;
}

function parsePathStyle(text: string | null): boolean {
  if (text === null || text === '0') return false;
  if (text === '1') return true;
  throw wrong('has a pathStyle other than 0 or 1');
}

function wrong(what: string): AppError {
  return new AppError('internal', { retry: 'never', detail: `FILE_STORE ${what}` });
}
