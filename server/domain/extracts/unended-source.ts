/**
 * Sources whose files never have a line end after their last row. A source is recognised by what its files have in
 * common.
 */
import type { ExtractChannel } from './status.ts'

/** The files of a layout, or the files from the drop folder or from one sender that have the same headings. */
export type UnendedSource = { kind: 'layout' | 'inbox' | 'sender'; name: string; headings: string }

/** The source of a file. A sender may send exports of several systems, which differ in their headings. */
export function unendedSourceOf(file: {
  channel: ExtractChannel
  receivedBy: string
  /** The layout that read it; null for a format of ours. */
  layout: string | null
  headings: string
}): UnendedSource {
  const { channel, receivedBy, layout, headings } = file
  if (layout !== null) return { kind: 'layout', name: layout, headings: '' }
  return channel === 'inbox'
    ? { kind: 'inbox', name: '', headings }
    : { kind: 'sender', name: receivedBy, headings }
}

/** Which files those are: "files that the layout ‘Visits’ reads". */
export function unendedSourceWords({ kind, name }: UnendedSource): string {
  if (kind === 'layout') return `files that the layout ‘${name}’ reads`
  return kind === 'inbox'
    ? 'files in the drop folder with these headings'
    : `files with these headings that ${name} sends`
}
