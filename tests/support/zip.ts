/** Writes ZIP archives for tests: honest ones and, with `change`, ones with false entries. */
import { crc32, deflateRawSync } from 'node:zlib'

export type ZipEntry = {
  name: string
  content: string | Buffer
  /** False values that are written in the directory and in the entry's own header. */
  change?: Partial<{ size: number; compressedSize: number; crc32: number; flags: number; method: number }>
  /** The name in the entry's own header, if different. */
  localName?: string
  stored?: boolean
  /** The position of the entry according to the directory, if different from the real one. */
  offset?: number
}

/** The bytes of an archive with these entries. */
export function zipOf(entries: readonly ZipEntry[], { count = entries.length } = {}): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const content = Buffer.from(entry.content)
    const bytes = entry.stored ? content : deflateRawSync(content)
    const said = {
      size: content.length,
      compressedSize: bytes.length,
      crc32: crc32(content),
      flags: 0x800,
      method: entry.stored ? 0 : 8,
      ...entry.change,
    }
    const name = Buffer.from(entry.name)
    const localName = Buffer.from(entry.localName ?? entry.name)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(said.flags, 2)
    fields.writeUInt16LE(said.method, 4)
    fields.writeUInt16LE(0x21, 8)
    fields.writeUInt32LE(said.crc32, 10)
    fields.writeUInt32LE(said.compressedSize, 14)
    fields.writeUInt32LE(said.size, 18)
    const local = Buffer.from(fields)
    local.writeUInt16LE(localName.length, 22)
    const central = Buffer.alloc(46)
    central.write('PK\x01\x02', 'latin1')
    central.writeUInt16LE(20, 4)
    fields.copy(central, 6)
    central.writeUInt16LE(name.length, 28)
    central.writeUInt32LE(entry.offset ?? offset, 42)
    directory.push(central, name)
    const file = [Buffer.from('PK\x03\x04'), local, localName, bytes]
    files.push(...file)
    offset += file.reduce((sum, { length }) => sum + length, 0)
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, listed, end])
}
