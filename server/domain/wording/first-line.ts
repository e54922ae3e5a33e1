/** The beginning of a text, where there is room for one line. */

/** The first line of a text, cut at a space before `most` characters with an ellipsis. What follows a line end is left
 *  out with one too, so that nobody takes the line for the whole. */
export function firstLine(text: string, most = 100): string {
  const [line = '', ...rest] = text.trim().split(/\s*\n\s*/)
  const characters = [...line]
  if (characters.length <= most) return rest.length === 0 ? line : `${line} …`
  const cut = characters.slice(0, most).join('')
  const space = cut.lastIndexOf(' ')
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/, '')}…`
}
