/* Looked at from inside a page. Put in by `checks.ts` as one expression; everything it gives is plain text and numbers. */
;(() => {
  const focusable =
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex="-1"])'
  const seen = (element) =>
    element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) &&
    element.getClientRects().length > 0
  const words = (element) => (element.innerText ?? element.textContent ?? '').replace(/\s+/g, ' ').trim()
  const told = (element) => {
    const id = element.id === '' ? '' : `#${element.id}`
    const name = element.getAttribute('href') ?? element.getAttribute('name') ?? words(element).slice(0, 40)
    return `${element.tagName.toLowerCase()}${id}.${String(element.getAttribute('class') ?? '').split(' ')[0]} “${name}”`
  }
  const scrollsSideways = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX)
  const inOwnRegion = (element) => {
    for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement)
      if (scrollsSideways(at)) return true
    return false
  }
  const isHiddenText = (style) => style.position === 'absolute' && style.width === '1px'

  /** What cannot be read or reached at this width without scrolling both ways. */
  function lost() {
    const faults = []
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth > width) {
      const wide = [...document.body.querySelectorAll('*')]
        .filter((each) => each.getBoundingClientRect().right > width + 1 && seen(each) && !inOwnRegion(each))
        .slice(0, 3)
        .map(told)
      faults.push(`it is ${document.documentElement.scrollWidth} pixels wide: ${wide.join(', ')}`)
    }
    // The margins of a page hide what leaves its column by less than their width.
    for (const each of document.querySelectorAll(
      '.govuk-width-container :is(button, input, select, textarea)',
    )) {
      const column = each.closest('.govuk-width-container').getBoundingClientRect()
      const past = each.getBoundingClientRect().right - column.right
      if (past > 0.5 && seen(each) && !inOwnRegion(each) && !isHiddenText(getComputedStyle(each)))
        faults.push(`is ${past.toFixed(1)} pixels past the edge of its column: ${told(each)}`)
    }
    for (const each of document.body.querySelectorAll('*')) {
      const style = getComputedStyle(each)
      if (each.scrollWidth > each.clientWidth + 1 && scrollsSideways(each) && seen(each)) {
        const named = each.hasAttribute('aria-label') || each.hasAttribute('aria-labelledby')
        if (each.tabIndex < 0 || !named)
          faults.push(`scrolls, and is no named place to tab to: ${told(each)}`)
      }
      const cuts = /hidden|clip/.test(style.overflowX) && each.scrollWidth > each.clientWidth + 1
      if (cuts && !isHiddenText(style) && seen(each) && words(each) !== '' && each.clientWidth > 1)
        faults.push(`cuts its words: ${told(each)}`)
      const stays = style.position === 'sticky' || style.position === 'fixed'
      if (stays && each.getBoundingClientRect().height > innerHeight / 3 && seen(each))
        faults.push(`stays in place over a third of the screen: ${told(each)}`)
    }
    return [...new Set(faults)]
  }

  /** Headings, links, buttons and fields, as a reader meets them: what must be there at every width. */
  function offered() {
    const of = (selector, name) => [...document.querySelectorAll(selector)].filter(seen).map(name)
    return [
      ...of('h1, h2, h3, h4', (each) => `heading ${words(each)}`),
      ...of('a[href]', (each) => `link ${each.getAttribute('href')}`),
      ...of('button, summary', (each) => `button ${words(each)}`),
      ...of('input:not([type=hidden]), select, textarea', (each) => `field ${each.name} ${each.value}`),
    ]
  }

  const ring = (element) => {
    const parts = [getComputedStyle(element)]
    // A radio's circle and a link that covers its row are drawn by pseudo-elements.
    for (const at of [element, element.nextElementSibling])
      if (at !== null) parts.push(getComputedStyle(at, '::before'), getComputedStyle(at, '::after'))
    return parts
      .map((s) =>
        [
          s.outlineStyle,
          s.outlineWidth,
          s.outlineColor,
          s.boxShadow,
          s.backgroundColor,
          s.borderColor,
        ].join(),
      )
      .join()
  }
  let places = []
  let rest = []
  /** What Tab must come to, in number: a group of radio buttons is one. */
  function listFocusable() {
    const groups = new Set()
    places = [...document.querySelectorAll(focusable)].filter((each) => {
      if (!seen(each) || each.disabled || each.tabIndex < 0) return false
      if (each.type !== 'radio') return true
      const group = `${each.form?.action} ${each.name}`
      if (groups.has(group)) return false
      groups.add(group)
      return true
    })
    document.activeElement?.blur()
    rest = places.map(ring)
    return places.length
  }

  /** Where focus is: its place in that list, and what is wrong with it there. Null at the page's end. */
  function focused() {
    const at = document.activeElement
    if (at === null || at === document.body || at === document.documentElement) return null
    let place = places.indexOf(at)
    if (place < 0 && at.type === 'radio')
      place = places.findIndex(
        (each) => each.type === 'radio' && each.name === at.name && each.form === at.form,
      )
    const box = [...at.getClientRects()].find(({ width, height }) => width > 0 && height > 0)
    const faults = []
    if (
      box === undefined ||
      box.bottom <= 0 ||
      box.top >= innerHeight ||
      box.right <= 0 ||
      box.left >= innerWidth
    )
      faults.push(`out of sight: ${told(at)}`)
    else {
      const [x, y] = [
        (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2,
        (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2,
      ]
      const top = document.elementFromPoint(x, y)
      // What lets the pointer through cannot be asked for: it is drawn above what is found.
      const own =
        top === null ||
        getComputedStyle(at).pointerEvents === 'none' ||
        at.contains(top) ||
        top.contains(at) ||
        top.closest('label')?.control === at
      if (!own) faults.push(`covered by ${told(top)}: ${told(at)}`)
    }
    if (place < 0) faults.push(`not in the list: ${told(at)}`)
    else if (ring(at) === rest[place]) faults.push(`nothing shows that it has focus: ${told(at)}`)
    return { place, faults }
  }
  const toldPlace = (place) => told(places[place])

  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  /** A colour over white as a grey printer sees it: its luminance. */
  const grey = (colour) => {
    canvas.fillStyle = '#fff'
    canvas.fillRect(0, 0, 1, 1)
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data
    return 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255)
  }
  const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
  /** What paper shows behind an element: printers drop backgrounds that do not insist. */
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const style = getComputedStyle(at)
      const insists = style.getPropertyValue('print-color-adjust') === 'exact'
      if (insists && !/^rgba\(.*, 0\)$/.test(style.backgroundColor)) return grey(style.backgroundColor)
    }
    return 1
  }

  /** The same for a word of a chart: the last shape drawn before it that it lies on. */
  const beneath = (word) => {
    const box = word.getBoundingClientRect()
    const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
    let fill = null
    for (const shape of word.closest('svg').querySelectorAll('path, rect, circle')) {
      if ((shape.compareDocumentPosition(word) & Node.DOCUMENT_POSITION_FOLLOWING) === 0) break
      const own = getComputedStyle(shape)
      const at = shape.getBoundingClientRect()
      const holds = at.left <= x && x <= at.right && at.top <= y && y <= at.bottom
      if (holds && own.fill !== 'none' && Number(own.fillOpacity) > 0.5) fill = own.fill
    }
    return fill === null ? behind(word) : grey(fill)
  }

  /** With print in force: words too pale on grey paper, marks that have lost their word, text that stays folded away. */
  function pale() {
    const faults = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      if (node.data.trim() === '' || !seen(element) || isHiddenText(getComputedStyle(element))) continue
      const style = getComputedStyle(element)
      // A chart's words lie on a halo of the same words, drawn in the paper's colour.
      const drawn = element.closest('svg') !== null
      if (drawn && style.stroke !== 'none') continue
      const ink = drawn ? style.fill : style.color
      const size = Number.parseFloat(style.fontSize)
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
      const found = contrast(grey(ink), drawn ? beneath(element) : behind(element))
      if (found < (large ? 3 : 4.5)) faults.push(`${found.toFixed(1)} to 1 in grey: ${told(element)}`)
    }
    for (const mark of document.querySelectorAll('main svg.app-glyph')) {
      // The gallery shows a mark by itself.
      if (mark.closest('.app-gallery__example') !== null) continue
      const holder = mark.closest('td, th, li, p, dd, a, div')
      if (seen(mark) && words(holder) === '') faults.push(`a mark without a word: ${told(holder)}`)
    }
    for (const folded of document.querySelectorAll('main details')) {
      const [summary, content] = folded.children
      // A list may leave rows unprinted where its summary counts them and says so in print.
      const saying = getComputedStyle(
        summary.querySelector('.govuk-details__summary-text') ?? summary,
        '::after',
      ).content
      if (
        seen(folded) &&
        !(seen(summary) && saying.includes('(not printed)')) &&
        content !== undefined &&
        content.textContent.trim() !== '' &&
        !content.checkVisibility()
      )
        faults.push(`folded away on paper: ${told(folded)}`)
    }
    return [...new Set(faults)]
  }

  globalThis.probe = { lost, offered, listFocusable, focused, toldPlace, pale }
})()
