/** An entry of the archive once it is written. */
export type ZipEntry = {
  readonly name: string;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
};

const SIGNATURE = { local: 0x04034B50, descriptor: 0x08074B50, central: 0x02014B50, end64: 0x06064B50, locator64: 0x07064B50, end: 0x06054B50 } as const;
const VERSION = 20;
const VERSION_64 = 45;
/** Sizes follow in a descriptor (bit 3), the name is UTF-8 (bit 11). */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1980-01-01, the first day a ZIP file knows: the time of writing must not change the bytes. */
const DAY = 0x0021;
const IN_EXTRA = 0xFFFFFFFF;

/** PKWARE APPNOTE 6.3.10, 4.3.7. */
export function localHeader(name: string): Buffer {
  const bytes = Buffer.from(name, 'utf8');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(SIGNATURE.local, 0);
  header.writeUInt16LE(VERSION, 4);
  header.writeUInt16LE(FLAGS, 6);
  header.writeUInt16LE(DEFLATE, 8);
  header.writeUInt16LE(DAY, 12);
  header.writeUInt16LE(bytes.length, 26);
  return Buffer.concat([header, bytes]);
}

/**
 * 4.3.9, in ZIP64 with sizes of eight bytes (4.3.9.2). How large an entry becomes is not known at its local header, which
 * therefore never says so: readers go by the central directory, those of streams by what they have inflated.
 */
export function dataDescriptor({ crc, packed, size }: ZipEntry, zip64From: number): Buffer {
  const is64 = size >= zip64From || packed >= zip64From;
  const descriptor = Buffer.alloc(is64 ? 24 : 16);
  descriptor.writeUInt32LE(SIGNATURE.descriptor, 0);
  descriptor.writeUInt32LE(crc, 4);
  if (is64) {
    descriptor.writeBigUInt64LE(BigInt(packed), 8);
    descriptor.writeBigUInt64LE(BigInt(size), 16);
    return descriptor;
  }
  descriptor.writeUInt32LE(packed, 8);
  descriptor.writeUInt32LE(size, 12);
  return descriptor;
}

/** 4.3.12, with those of size, packed size and place in the ZIP64 field (4.5.3, in this order) that are `zip64From` or more. */
export function centralHeader({ name, crc, packed, size, offset }: ZipEntry, zip64From: number): Buffer {
  const bytes = Buffer.from(name, 'utf8');
  const large = [size, packed, offset].filter((value) => value >= zip64From);
  const is64 = large.length > 0;
  const fit = (value: number): number => (value >= zip64From ? IN_EXTRA : value);
  const extra = zip64Extra(large);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(SIGNATURE.central, 0);
  header.writeUInt16LE(is64 ? VERSION_64 : VERSION, 4);
  header.writeUInt16LE(is64 ? VERSION_64 : VERSION, 6);
  header.writeUInt16LE(FLAGS, 8);
  header.writeUInt16LE(DEFLATE, 10);
  header.writeUInt16LE(DAY, 14);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(fit(packed), 20);
  header.writeUInt32LE(fit(size), 24);
  header.writeUInt16LE(bytes.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(fit(offset), 42);
  return Buffer.concat([header, bytes, extra]);
}

function zip64Extra(values: readonly number[]): Buffer {
  if (values.length === 0) return Buffer.alloc(0);
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  return extra;
}

/** 4.3.14 to 4.3.16: where the list of entries is; in ZIP64 when that is at or behind `zip64From`. */
export function endRecords(entries: number, central: { readonly offset: number; readonly size: number }, zip64From: number): Buffer {
  const is64 = central.offset >= zip64From || central.offset + central.size >= zip64From;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(SIGNATURE.end, 0);
  end.writeUInt16LE(is64 ? 0xFFFF : entries, 8);
  end.writeUInt16LE(is64 ? 0xFFFF : entries, 10);
  end.writeUInt32LE(is64 ? IN_EXTRA : central.size, 12);
  end.writeUInt32LE(is64 ? IN_EXTRA : central.offset, 16);
  if (!is64) return end;
  const end64 = Buffer.alloc(56);
  end64.writeUInt32LE(SIGNATURE.end64, 0);
  end64.writeBigUInt64LE(44n, 4);
  end64.writeUInt16LE(VERSION_64, 12);
  end64.writeUInt16LE(VERSION_64, 14);
  end64.writeBigUInt64LE(BigInt(entries), 24);
  end64.writeBigUInt64LE(BigInt(entries), 32);
  end64.writeBigUInt64LE(BigInt(central.size), 40);
  end64.writeBigUInt64LE(BigInt(central.offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(SIGNATURE.locator64, 0);
  locator.writeBigUInt64LE(BigInt(central.offset + central.size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([end64, locator, end]);
}
