import type { Duplex } from 'node:stream';
import { PASSING_DATA } from '../open-socket.ts';

/** https://www.postgresql.org/docs/18/protocol-message-formats.html: a type byte and a length that counts itself. */
const HEADER_BYTES = 5;
const LENGTH_BYTES = 4;
const COPY_DATA = 0x64;
/** No other message of a COPY comes near it: errors and notices. */
const LARGEST_OTHER = 1_000_000;

/** Our own socket emits the first, TLS the second. */
const EVENTS = [PASSING_DATA, 'data'];

type Listener = (bytes: Buffer) => void;

/**
 * Takes COPY's data out of what a server sends and hands it to `onData` where it lies; the driver, which would make
 * an object of every row, sees only the other messages. Returns the function that gives the stream back to the driver.
 * What `onData` throws goes to `onFailure`, and nothing is handed over any more.
 */
export function divertData(stream: Duplex, onData: (bytes: Buffer, start: number, end: number) => void, onFailure: (thrown: unknown) => void): () => void {
  const driver = stream.listeners('data') as Listener[];
  const header = Buffer.alloc(HEADER_BYTES);
  let headerBytes = 0;
  let isData = false;
  let left = 0;
  let given = false;

  function forward(bytes: Buffer): void {
    const own = Buffer.from(bytes);
    for (const listener of driver) listener.call(stream, own);
  }

  function beginMessage(type: number, length: number): void {
    left = length - LENGTH_BYTES;
    isData = type === COPY_DATA;
    if (left < 0 || (!isData && left > LARGEST_OTHER)) throw new Error('the server broke the protocol');
  }

  /** Puts a header together that is split over two pieces; returns where it ends. */
  function takeHeader(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + HEADER_BYTES - headerBytes);
    bytes.copy(header, headerBytes, at, end);
    headerBytes += end - at;
    if (headerBytes < HEADER_BYTES) return end;
    headerBytes = 0;
    beginMessage(header[0]!, header.readUInt32BE(1));
    if (!isData) forward(header);
    return end;
  }

  function take(bytes: Buffer): void {
    let at = 0;
    while (at < bytes.length && !given) {
      if (left === 0) {
        if (headerBytes > 0 || bytes.length - at < HEADER_BYTES) {
          at = takeHeader(bytes, at);
          continue;
        }
        beginMessage(bytes[at]!, bytes.readUInt32BE(at + 1));
        if (!isData) forward(bytes.subarray(at, at + HEADER_BYTES));
        at += HEADER_BYTES;
      }
      const end = Math.min(bytes.length, at + left);
      left -= end - at;
      if (isData) onData(bytes, at, end);
      else if (end > at) forward(bytes.subarray(at, end));
      at = end;
    }
    if (at < bytes.length) forward(bytes.subarray(at));
  }

  function takeOrFail(bytes: Buffer): void {
    try {
      take(bytes);
    } catch (thrown) {
      for (const event of EVENTS) {
        stream.off(event, takeOrFail);
        stream.on(event, ignore);
      }
      onFailure(thrown);
    }
  }

  stream.removeAllListeners('data');
  for (const event of EVENTS) stream.on(event, takeOrFail);
  return () => {
    if (given) return;
    given = true;
    for (const event of EVENTS) stream.off(event, takeOrFail);
    for (const listener of driver) stream.on('data', listener);
  };
}

function ignore(): void {}
