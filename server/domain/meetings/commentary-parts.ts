/** The four questions that commentary answers, and the one text in which its readers find the answers. */

/** The answers as they are typed: what happened, what is in the team's control, what happens next, and by when. */
export type CommentaryParts = { happened: string; control: string; next: string; when: string }

/** How each answer after the first begins in the text, in order. What happened comes first and needs no label. */
const labels = { control: 'In our control: ', next: 'Next: ', when: 'By when: ' } as const
const labelled = ['control', 'next', 'when'] as const

/** The answers as one text: what happened, then each other answer on a line of its own with its label. Answers that are empty are
 *  left out. */
export function commentaryText({ happened, ...answers }: CommentaryParts): string {
  const given = labelled.filter((part) => answers[part].trim() !== '')
  const lines = given.map((part) => `${labels[part]}${answers[part].trim()}`)
  return [...(happened.trim() === '' ? [] : [happened.trim()]), ...lines].join('\n')
}

/** The answers in a text. A text that was not made of answers, or has them in another order, is all "what happened", so that
 *  nothing in it is lost or moved. */
export function commentaryParts(text: string): CommentaryParts {
  const parts: CommentaryParts = { happened: '', control: '', next: '', when: '' }
  let current: keyof CommentaryParts = 'happened'
  let open: readonly (typeof labelled)[number][] = labelled
  const kept = new Map<keyof CommentaryParts, string[]>([['happened', []]])
  for (const line of text.split('\n')) {
    const part = labelled.find((p) => line.startsWith(labels[p]))
    if (part !== undefined && !open.includes(part)) return { ...parts, happened: text }
    if (part === undefined) kept.get(current)?.push(line)
    else {
      current = part
      open = open.slice(open.indexOf(part) + 1)
      kept.set(part, [line.slice(labels[part].length)])
    }
  }
  for (const [part, lines] of kept) parts[part] = lines.join('\n').trim()
  return parts
}
