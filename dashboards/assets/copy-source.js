/**
 * Figures copied with their source. What a page says is complete without this; here a button stands beside each source
 * line, and what is selected in a table or a headline and copied has its source after it. Loaded as a module, after the
 * page is painted.
 */

/** Beyond so many figures, their sources would be longer than they are. */
const most = 5

const spoken = document.createElement('div')
spoken.className = 'govuk-visually-hidden'
spoken.setAttribute('role', 'status')
document.body.append(spoken)

for (const place of document.querySelectorAll('[data-copies]')) {
  const text = place.getAttribute('data-copies')
  if (text !== null && text !== '') place.after(' ', buttonFor(text))
}

document.addEventListener('copy', (event) => {
  const selection = document.getSelection()
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0 || isTyping()) return
  const sources = sourcesIn(selection)
  if (sources.length === 0 || event.clipboardData === null) return
  const text = selection.toString().trim()
  if (text === '' || sources.every((source) => text.includes(source))) return
  const shown = document.createElement('div')
  shown.append(selection.getRangeAt(0).cloneContents())
  for (const extra of shown.querySelectorAll('.app-copy')) extra.remove()
  for (const source of sources) shown.append(paragraph(source))
  event.clipboardData.setData('text/plain', [text, ...sources].join('\n'))
  event.clipboardData.setData('text/html', shown.innerHTML)
  event.preventDefault()
})

/** @param {string} text */
function buttonFor(text) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'app-copy'
  button.textContent = 'Copy with source'
  button.addEventListener('click', async () => {
    const done = await copied(text)
    button.textContent = done ? 'Copied' : 'Not copied'
    spoken.textContent = done ? `Copied: ${text}` : 'It could not be copied. Select the text and copy it.'
    setTimeout(() => {
      button.textContent = 'Copy with source'
    }, 3000)
  })
  return button
}

/**
 * Copies a text; false where the browser does not let us.
 * @param {string} text
 */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

/** True where what is selected is being typed. */
function isTyping() {
  const { activeElement } = document
  return activeElement instanceof HTMLInputElement || activeElement instanceof HTMLTextAreaElement
}

/**
 * Where what is selected comes from, each source once.
 * @param {Selection} selection
 * @returns {string[]}
 */
function sourcesIn(selection) {
  const own = [...document.querySelectorAll('[data-source-line]')]
    .filter((place) => selection.containsNode(place, true))
    .map((place) => place.getAttribute('data-source-line') ?? '')
  const cells = [...document.querySelectorAll('table[data-source-table]')]
    .filter((table) => selection.containsNode(table, true))
    .flatMap((table) => cellSources(table, selection))
  const sources = [...new Set([...own, ...cells])].filter((source) => source !== '')
  return sources.length > most ? [`From ${document.title}`] : sources
}

/**
 * The sources of the cells selected in a table whose rows and columns say what its figures are; when they were published
 * the page's footer says.
 * @param {Element} table
 * @param {Selection} selection
 */
function cellSources(table, selection) {
  const source = table.getAttribute('data-source-table') ?? ''
  const published = document.querySelector('[data-published]')?.getAttribute('data-published')
  const moment = published ? `as last published ${published}` : ''
  const headings = [...table.querySelectorAll('thead tr:last-child > *')].map(wordsOf)
  return [...table.querySelectorAll('tbody td')]
    .filter((cell) => !cell.hasAttribute('data-source-line') && selection.containsNode(cell, true))
    .map((cell) => {
      const row = cell.parentElement?.querySelector('th')
      const at = cell instanceof HTMLTableCellElement ? cell.cellIndex : -1
      return [wordsOf(cell), row ? wordsOf(row) : '', headings[at] ?? '', source, moment]
        .filter((part) => part !== '')
        .join(', ')
    })
}

/** @param {Element} element */
function wordsOf(element) {
  return (element.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
}

/** @param {string} text */
function paragraph(text) {
  const p = document.createElement('p')
  p.textContent = text
  return p
}
