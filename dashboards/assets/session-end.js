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
  watch(Number(signOut.dataset.sessionMinutes) * minute, secret.value)
  const who = document.querySelector('.app-account__who')?.textContent ?? ''
  for (const [place, area] of areas.entries()) {
    if (area instanceof HTMLTextAreaElement)
      keep(area, `typed ${who} ${location.pathname}${location.search} ${place}`)
  }
}

/**
 * Looks every few seconds whether the end is near. A laptop that slept is told as soon as it wakes.
 * @param {number} idle
 * @param {string} csrf
 */
function watch(idle, csrf) {
  /** @type {HTMLElement | null} */
  let banner = null
  noteUse()
  setInterval(() => {
    const left = lastUse() + idle - now()
    if (left > ahead) {
      banner?.remove()
      banner = null
    } else if (banner === null) {
      banner = warning(Math.max(1, Math.round(left / minute)), csrf)
      document.querySelector('main')?.prepend(banner)
    }
  }, 5_000)
}

/**
 * @param {number} minutes
 * @param {string} csrf
 */
function warning(minutes, csrf) {
  const banner = document.createElement('div')
  banner.className = 'app-session-end'
  banner.setAttribute('role', 'alert')
  const text = document.createElement('p')
  text.className = 'govuk-body'
  const long = minutes === 1 ? 'a minute' : `${minutes} minutes`
  text.textContent = `You will be signed out in ${long}, because nothing was sent for a while. What you typed is kept.`
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
  banner.append(text, button)
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
