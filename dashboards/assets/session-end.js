/**
 * Warns before a session ends on a page where something is typed, and keeps what was typed in this tab. Without it a form that comes
 * too late is kept by the service. Loaded as a module, after the page is painted.
 */

const minute = 60_000
const now = () => Date.now()
/** How long before the end the warning is shown. */
const ahead = 5 * minute
/** How long what was typed is kept in the tab. */
const keptFor = 60 * minute
/** Where the tabs of this browser tell each other that the session was used. */
const usedKey = 'session used'

const signOut = document.querySelector('form[data-session-minutes]')
const secret = signOut?.querySelector('input[name="_csrf"]')
const areas = [...document.querySelectorAll('main form[method="post"] textarea')]

if (signOut instanceof HTMLFormElement && secret instanceof HTMLInputElement && areas.length > 0) {
  const last = Date.parse(signOut.dataset.sessionEnds ?? '')
  watch({
    idle: Number(signOut.dataset.sessionMinutes) * minute,
    // A session that is over before its page was read: the clock of this machine is wrong, so only the idle time is counted.
    last: last > now() ? last : Number.POSITIVE_INFINITY,
    csrf: secret.value,
  })
  const who = document.querySelector('.app-account__who')?.textContent ?? ''
  for (const [place, area] of areas.entries()) {
    if (area instanceof HTMLTextAreaElement)
      keep(area, `typed ${who} ${location.pathname}${location.search} ${place}`)
  }
}

/**
 * Looks every few seconds whether the end is near. A laptop that slept is told as soon as it wakes.
 * @param {{ idle: number, last: number, csrf: string }} session `last` is when it ends however much it is used.
 */
function watch({ idle, last, csrf }) {
  /** @type {HTMLElement | null} */
  let banner = null
  noteUse()
  setInterval(() => {
    const left = Math.min(lastUse() + idle, last) - now()
    const isLast = last - now() <= ahead
    if (left > ahead || (isLast && banner?.dataset.last === undefined)) {
      banner?.remove()
      banner = null
    }
    if (left > ahead || banner !== null) return
    const minutes = Math.max(1, Math.round(left / minute))
    banner = isLast ? lastWarning(minutes) : warning(minutes, csrf)
    document.querySelector('main')?.prepend(banner)
  }, 5_000)
}

/**
 * @param {string} words
 * @returns {{ banner: HTMLElement, text: HTMLElement }}
 */
function alertOf(words) {
  const banner = document.createElement('div')
  banner.className = 'app-session-end'
  banner.setAttribute('role', 'alert')
  const text = document.createElement('p')
  text.className = 'govuk-body'
  text.textContent = words
  banner.append(text)
  return { banner, text }
}

/** @param {number} minutes */
function longWords(minutes) {
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}

/**
 * Before the end that no use moves.
 * @param {number} minutes
 */
function lastWarning(minutes) {
  const { banner } = alertOf(
    `You will be signed out in ${longWords(minutes)}, because a session lasts 12 hours. ` +
      'Send the form before that, or sign in again afterwards. What you typed is kept.',
  )
  banner.dataset.last = ''
  return banner
}

/**
 * @param {number} minutes
 * @param {string} csrf
 */
function warning(minutes, csrf) {
  const { banner, text } = alertOf(
    `You will be signed out in ${longWords(minutes)}, because nothing was sent for a while. What you typed is kept.`,
  )
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'govuk-button govuk-button--secondary'
  button.textContent = 'Stay signed in'
  button.addEventListener('click', async () => {
    if (await stays(csrf)) noteUse()
    else text.textContent = 'You are signed out. Send the form: it is kept, and you are asked to sign in.'
    if (text.textContent.startsWith('You are')) button.remove()
    else banner.hidden = true
  })
  banner.append(button)
  return banner
}

/**
 * Asks the service for more time; false if the session has ended.
 * @param {string} csrf
 */
async function stays(csrf) {
  try {
    const answer = await fetch('/sign-in/stay', {
      method: 'POST',
      headers: { 'x-csrf-token': csrf },
      redirect: 'manual',
    })
    return answer.status === 204
  } catch {
    return false
  }
}

/** @returns {number} */
function lastUse() {
  return Number(localStorage.getItem(usedKey) ?? now())
}

function noteUse() {
  localStorage.setItem(usedKey, String(now()))
}

/**
 * Gives back what was typed here before, if the page has not changed since, and keeps what is typed from now on.
 * @param {HTMLTextAreaElement} area
 * @param {string} key
 */
function keep(area, key) {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null')
  if (kept !== null && kept.was === area.defaultValue && now() - kept.at < keptFor) area.value = kept.text
  else sessionStorage.removeItem(key)
  area.addEventListener('input', () => {
    sessionStorage.setItem(key, JSON.stringify({ text: area.value, was: area.defaultValue, at: now() }))
  })
  area.form?.addEventListener('submit', () => sessionStorage.removeItem(key))
}
