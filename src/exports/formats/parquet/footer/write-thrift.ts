import { BINARY, BYTE, DOUBLE, FALSE, I16, I32, I64, LIST, STRUCT, TRUE } from './thrift-value.ts';
import type { ThriftStruct, ThriftValue } from './thrift-value.ts';

const LONGEST_STEP = 15;
const LONG_LIST = 15;

/** The bytes of a struct in Thrift's compact protocol: those it was read from, when nothing was changed. */
export function writeThrift(struct: ThriftStruct): Buffer {
  const pieces: (Buffer | readonly number[])[] = [];

  function varint(value: bigint): void {
    const bytes: number[] = [];
    let rest = value;
    for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    bytes.push(Number(rest));
    pieces.push(bytes);
  }

  function int(value: bigint): void {
    varint(value >= 0n ? value << 1n : ((-value) << 1n) - 1n);
  }

  function write(value: ThriftValue): void {
    switch (value.type) {
      case TRUE:
      case FALSE: return;
      case BYTE: pieces.push([value.byte]); return;
      case I16:
      case I32:
      case I64: return int(value.int);
      case DOUBLE: pieces.push(value.bytes); return;
      case BINARY:
        varint(BigInt(value.bytes.length));
        pieces.push(value.bytes);
        return;
      case LIST:
        pieces.push([(Math.min(value.items.length, LONG_LIST) << 4) | value.of]);
        if (value.items.length >= LONG_LIST) varint(BigInt(value.items.length));
        for (const item of value.items) write(item);
        return;
      case STRUCT: return writeStruct(value);
    }
    value satisfies never;
  }

  function writeStruct({ fields }: ThriftStruct): void {
    let before = 0;
    for (const [field, value] of fields) {
      const step = field - before;
      if (step > 0 && step <= LONGEST_STEP) {
        pieces.push([(step << 4) | value.type]);
      } else {
        pieces.push([value.type]);
        int(BigInt(field));
      }
      write(value);
      before = field;
    }
    pieces.push([0]);
  }

  writeStruct(struct);
  return Buffer.concat(pieces.map((piece) => (Buffer.isBuffer(piece) ? piece : Buffer.from(piece))));
}
