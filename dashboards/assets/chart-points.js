/**
 * Charts read point by point. A chart is drawn on the server and complete without this; here its points, which its
 * specification marks with the row of the table that each stands for, are given one stop for the keyboard and a tip
 * for the pointer. Every word comes from that table. Loaded as a module, after the page is painted.
 */

/** Pixels from a point within which the pointer means it. */
const reach = 30
/** Pixels between a point and its tip: less than a target's half, so that the pointer can move onto the tip. */
const lift = 10

/** @typedef {{ mark: Element, heading: string, lines: string[] }} Point */

for (const figure of document.querySelectorAll('figure.app-chart')) {
  if (figure instanceof HTMLElement) enhance(figure)
}

/** @param {HTMLElement} figure */
function enhance(figure) {
  const table = figure.querySelector('table')
  const first = figure.querySelector('[data-point]')
  if (table === null || first === null) return
  const read = readerOf(table)
  const stop = element('div', 'app-chart__stop')
  const tip = element('div', 'app-chart__tip')
  let at = -1

  stop.tabIndex = 0
  tip.hidden = true
  // What the tip shows, the stop says.
  tip.setAttribute('aria-hidden', 'true')
  stop.setAttribute('role', 'slider')
  const title = figure.querySelector('.app-chart__title')
  stop.setAttribute('aria-label', `Points of the chart “${title === null ? '' : textOf(title)}”`)
  stop.setAttribute('aria-valuemin', '1')
  figure.append(stop, tip)
  // The stop comes where the picture is, not after the links beneath it.
  const picture = figure.querySelector('.app-chart__picture, .app-panels')
  picture?.after(stop, tip)
  begin()
  // A picture behind a summary has no points to be read until it is opened.
  figure.addEventListener('toggle', begin, true)

  function begin() {
    const shown = points()
    name(shown, at < 0 ? latestOf(shown) : at)
  }

  /** The points of the picture that is shown: another stands beside it for a phone. */
  function points() {
    return [...figure.querySelectorAll('[data-point]')]
      .filter((mark) => mark.getClientRects().length > 0)
      .flatMap((mark) => read(mark) ?? [])
  }

  /** Where a reader begins: at the point of the first row, which is the latest month of a series.
   *  @param {Point[]} shown */
  function latestOf(shown) {
    const found = shown.findIndex(({ mark }) => /^0(?: |$)/.test(mark.getAttribute('data-point') ?? ''))
    return Math.max(0, found)
  }

  /** @param {Point[]} shown @param {number} index */
  function name(shown, index) {
    const point = shown[index]
    if (point === undefined) return
    at = index
    stop.setAttribute('aria-valuemax', String(shown.length))
    stop.setAttribute('aria-valuenow', String(index + 1))
    stop.setAttribute('aria-valuetext', [point.heading, ...point.lines].join(', '))
  }

  /** @param {Point[]} shown @param {number} index */
  function show(shown, index) {
    const point = shown[index]
    if (point === undefined) return
    name(shown, index)
    const [x, y] = middleOf(point.mark, figure)
    stop.style.left = `${x - 12}px`
    stop.style.top = `${y - 12}px`
    stop.classList.add('app-chart__stop--placed')
    tip.replaceChildren(line('strong', point.heading), ...point.lines.map((words) => line('span', words)))
    tip.hidden = false
    const room = figure.clientWidth - tip.offsetWidth
    tip.style.left = `${Math.max(0, Math.min(room, x - tip.offsetWidth / 2))}px`
    const above = y - tip.offsetHeight - lift
    tip.style.top = `${figure.getBoundingClientRect().top + above < 0 ? y + lift : above}px`
  }

  /** On a small or enlarged screen a chart is higher than what is seen of it. */
  function keepInSight() {
    stop.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  function hide() {
    tip.hidden = true
    if (document.activeElement !== stop) stop.classList.remove('app-chart__stop--placed')
  }

  stop.addEventListener('focus', () => {
    const shown = points()
    show(shown, at < shown.length ? at : latestOf(shown))
    keepInSight()
  })
  stop.addEventListener('blur', hide)
  stop.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const shown = points()
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: shown.length - 1,
    }[event.key]
    if (to === undefined) return
    event.preventDefault()
    show(shown, Math.max(0, Math.min(shown.length - 1, to)))
    keepInSight()
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide()
  })

  /** @param {PointerEvent} event */
  function follow(event) {
    if (event.target instanceof Node && tip.contains(event.target)) return
    const shown = points()
    const nearest = nearestOf(shown, event)
    if (nearest !== null) show(shown, nearest)
    else if (document.activeElement !== stop) hide()
  }
  picture?.addEventListener('pointermove', (event) => follow(/** @type {PointerEvent} */ (event)))
  picture?.addEventListener('pointerdown', (event) => follow(/** @type {PointerEvent} */ (event)))
  for (const part of [picture, tip]) {
    part?.addEventListener('pointerleave', (event) => {
      const { pointerType, relatedTarget } = /** @type {PointerEvent} */ (event)
      // A finger that is lifted leaves too: what it showed stays until a tap elsewhere.
      if (pointerType === 'touch') return
      const stays =
        relatedTarget instanceof Node && (tip.contains(relatedTarget) || picture?.contains(relatedTarget))
      if (!stays && document.activeElement !== stop) hide()
    })
  }
  document.addEventListener('pointerdown', ({ pointerType, target }) => {
    const isHere = target instanceof Node && (tip.contains(target) || picture?.contains(target))
    if (pointerType === 'touch' && !isHere) hide()
  })
  // A finger that scrolls the page asks for no point.
  picture?.addEventListener('pointercancel', hide)
}

/**
 * What a mark's row of the table says. `data-point` holds the number of the row and, where the row has a cell for each
 * of several marks, that of the cell.
 * @param {HTMLTableElement} table
 * @returns {(mark: Element) => Point | null}
 */
function readerOf(table) {
  const headings = [...table.querySelectorAll('thead th')].map(textOf)
  const rows = [...table.querySelectorAll('tbody tr:not(.app-table__group, .app-table__detail)')]
  return (mark) => {
    const [row = -1, only] = (mark.getAttribute('data-point') ?? '').split(' ').map(Number)
    const [heading, ...cells] = [...(rows[row]?.children ?? [])].map(textOf)
    if (heading === undefined) return null
    const lines = cells.flatMap((text, i) =>
      text === '' || text === '–' || (only !== undefined && i + 1 !== only)
        ? []
        : [`${headings[i + 1]}: ${text}`],
    )
    return { mark, heading, lines }
  }
}

/** @param {Point[]} shown @param {PointerEvent} event @returns {number | null} */
function nearestOf(shown, { clientX, clientY }) {
  let nearest = null
  let least = reach
  shown.forEach(({ mark }, i) => {
    const { left, right, top, bottom } = mark.getBoundingClientRect()
    // Nothing is nearer than a mark the pointer is on, however wide.
    const away = Math.hypot(
      Math.max(left - clientX, 0, clientX - right),
      Math.max(top - clientY, 0, clientY - bottom),
    )
    if (away < least) {
      least = away
      nearest = i
    }
  })
  return nearest
}

/** @param {Element} mark @param {Element} figure @returns {[number, number]} */
function middleOf(mark, figure) {
  const [of, within] = [mark.getBoundingClientRect(), figure.getBoundingClientRect()]
  return [of.left + of.width / 2 - within.left, of.top + of.height / 2 - within.top]
}

/** @param {Element} cell */
function textOf(cell) {
  return (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim()
}

/** @param {string} tag @param {string} className */
function element(tag, className) {
  const made = document.createElement(tag)
  made.className = className
  return made
}

/** @param {string} tag @param {string} words */
function line(tag, words) {
  const made = document.createElement(tag)
  made.textContent = words
  return made
}
