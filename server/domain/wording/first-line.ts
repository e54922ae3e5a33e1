/** The beginning of a text, where there is room for one line. */

/** The first line of a text, cut at a space before `most` characters. Ends with an ellipsis if anything was cut,
 *  further lines included. */
export function firstLine(text: string, most = 100): string {
  const [line = '', ...rest] = text.trim().split(/\s*\n\s*/)
  const characters = [...line]
  if (characters.length <= most) return rest.length === 0 ? line : `${line} …`
  const cut = characters.slice(0, most).join('')
  const space = cut.lastIndexOf(' ')
  return `${(space > most / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:.–-]+$/, '')}…`
}
