import { BINARY, BYTE, DOUBLE, FALSE, I16, I32, I64, LIST, STRUCT, TRUE } from './thrift-value.ts';
import type { ThriftStruct, ThriftValue } from './thrift-value.ts';

const DOUBLE_BYTES = 8;
/** A list that says so has its length behind its head. */
const LONG_LIST = 15;

/** Reads a struct in Thrift's compact protocol that fills these bytes. Throws at a type that Parquet's footers do not have. */
export function readThrift(bytes: Buffer): ThriftStruct {
  let at = 0;

  function byte(): number {
    if (at >= bytes.length) throw new RangeError('the footer ends early');
    return bytes[at++]!;
  }

  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const next = byte();
      value |= BigInt(next & 0x7f) << shift;
      if (next < 0x80) return value;
    }
  }

  function int(): bigint {
    const zigzag = varint();
    return (zigzag & 1n) === 0n ? zigzag >> 1n : -(zigzag >> 1n) - 1n;
  }

  function take(length: number): Buffer {
    if (length > bytes.length - at) throw new RangeError('the footer ends early');
    at += length;
    return bytes.subarray(at - length, at);
  }

  function value(type: number): ThriftValue {
    switch (type) {
      case TRUE:
      case FALSE: return { type };
      case BYTE: return { type, byte: byte() };
      case I16:
      case I32:
      case I64: return { type, int: int() };
      case DOUBLE: return { type, bytes: take(DOUBLE_BYTES) };
      case BINARY: return { type, bytes: take(Number(varint())) };
      case LIST: return list();
      case STRUCT: return struct();
      default: throw new RangeError(`the footer has a value of type ${type}`);
    }
  }

  function list(): ThriftValue {
    const head = byte();
    const of = head & 0x0f;
    const short = head >> 4;
    const length = short === LONG_LIST ? Number(varint()) : short;
    // A truth in a list is a byte of its own, not its type.
    if (of === TRUE || of === FALSE) throw new RangeError('the footer has a list of truths');
    const items: ThriftValue[] = [];
    for (let count = 0; count < length; count += 1) items.push(value(of));
    return { type: LIST, of, items };
  }

  function struct(): ThriftStruct {
    const fields = new Map<number, ThriftValue>();
    let field = 0;
    for (let head = byte(); head !== 0; head = byte()) {
      const step = head >> 4;
      field = step === 0 ? Number(int()) : field + step;
      fields.set(field, value(head & 0x0f));
    }
    return { type: STRUCT, fields };
  }

  const read = struct();
  if (at !== bytes.length) throw new RangeError('the footer goes on behind its end');
  return read;
}
