/** Sources whose files have no line end after their last row, known by what their files share. */
import type { ExtractChannel } from './status.ts'

/** A layout's files; those of the drop folder, or of a sender, with the same headings. */
export type UnendedSource = { kind: 'layout' | 'inbox' | 'sender'; name: string; headings: string }

/** The source of a file. A sender may send the exports of several systems, which their headings tell apart. */
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
