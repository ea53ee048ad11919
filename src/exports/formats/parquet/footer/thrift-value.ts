/**
 * A value as Thrift's compact protocol writes it, with its type of that protocol
 * (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md, 2026-11-27).
 */
export type ThriftValue =
  | { readonly type: typeof TRUE | typeof FALSE }
  | { readonly type: typeof BYTE; readonly byte: number }
  | { readonly type: typeof I16 | typeof I32 | typeof I64; readonly int: bigint }
  | { readonly type: typeof DOUBLE | typeof BINARY; readonly bytes: Buffer }
  | ThriftList
  | ThriftStruct;
export type ThriftList = { readonly type: typeof LIST; readonly of: number; readonly items: readonly ThriftValue[] };
/** Fields by their number, in the order in which they are written. */
export type ThriftStruct = { readonly type: typeof STRUCT; readonly fields: ReadonlyMap<number, ThriftValue> };

export const TRUE = 1;
export const FALSE = 2;
export const BYTE = 3;
export const I16 = 4;
export const I32 = 5;
export const I64 = 6;
export const DOUBLE = 7;
export const BINARY = 8;
export const LIST = 9;
export const STRUCT = 12;
