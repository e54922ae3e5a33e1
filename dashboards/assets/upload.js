/**
 * A file's size is looked at before it is sent, and its sending shows how far it is. Without this the form sends the file as
 * any form does, and the service refuses one that is too large. Loaded as a module on the page that uploads.
 */

for (const form of document.querySelectorAll('form[data-largest]')) {
  if (form instanceof HTMLFormElement) follow(form)
}

/** @param {HTMLFormElement} form */
function follow(form) {
  const input = form.querySelector('input[type="file"]')
  const button = form.querySelector('button[type="submit"]')
  if (!(input instanceof HTMLInputElement) || !(button instanceof HTMLButtonElement)) return
  input.addEventListener('change', () => judge(form, input))
  form.addEventListener('submit', (event) => {
    if (!judge(form, input)) {
      event.preventDefault()
      input.focus()
      return
    }
    // Without a file, the service says what is missing.
    if (input.files === null || input.files.length === 0) return
    event.preventDefault()
    send(form, input, button)
  })
}

/**
 * Whether the chosen file may be sent; says so beside the field where it may not.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 */
function judge(form, input) {
  const largest = Number(form.dataset.largest)
  const file = input.files?.[0]
  const isTooLarge = file !== undefined && file.size > largest
  fault(
    input,
    isTooLarge
      ? `${file.name} is ${inMegabytes(file.size)} MB. A file must be at most ${inMegabytes(largest)} MB: nothing was sent`
      : '',
  )
  return !isTooLarge
}

/** @param {number} bytes */
function inMegabytes(bytes) {
  return (Math.ceil((bytes / 1024 / 1024) * 10) / 10).toLocaleString('en-GB')
}

/**
 * @param {HTMLInputElement} input
 * @param {string} message
 */
function fault(input, message) {
  const id = `${input.id}-too-large`
  document.getElementById(id)?.remove()
  const described = (input.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter((each) => each !== '' && each !== id)
  input.classList.toggle('govuk-file-upload--error', message !== '')
  if (message !== '') {
    const line = document.createElement('p')
    line.id = id
    line.className = 'govuk-error-message'
    line.setAttribute('role', 'alert')
    line.textContent = message
    input.before(line)
    described.push(id)
  }
  if (described.length > 0) input.setAttribute('aria-describedby', described.join(' '))
  else input.removeAttribute('aria-describedby')
}

/**
 * Sends the form with a bar that shows how much of it has gone, then goes where the answer leads.
 * @param {HTMLFormElement} form
 * @param {HTMLInputElement} input
 * @param {HTMLButtonElement} button
 */
function send(form, input, button) {
  const shown = progress(button)
  button.disabled = true
  const request = new XMLHttpRequest()
  request.responseType = 'document'
  request.open('POST', form.action)
  request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
    if (lengthComputable) shown.at(loaded / total)
  })
  request.addEventListener('load', () => {
    const answer = request.responseXML
    const isElsewhere = new URL(request.responseURL).pathname !== new URL(form.action).pathname
    if (request.status < 400 && isElsewhere) location.assign(request.responseURL)
    else if (answer !== null) show(answer)
    else lost()
  })
  request.addEventListener('error', lost)
  request.addEventListener('abort', lost)
  request.send(new FormData(form))

  function lost() {
    shown.remove()
    button.disabled = false
    fault(
      input,
      'The connection was lost before an answer came. Send the file again: one that had arrived is not taken twice',
    )
  }
}

/**
 * The page that came in answer, in place of this one: a refused file is told there.
 * @param {Document} answer
 */
function show(answer) {
  document.title = answer.title
  document.body.replaceWith(document.adoptNode(answer.body))
  for (const form of document.querySelectorAll('form[data-largest]')) {
    if (form instanceof HTMLFormElement) follow(form)
  }
  const summary = document.querySelector('.govuk-error-summary, main')
  if (!(summary instanceof HTMLElement)) return
  summary.tabIndex = -1
  summary.focus()
}

/** @param {HTMLElement} before */
function progress(before) {
  const box = document.createElement('div')
  box.className = 'app-upload__progress'
  const label = document.createElement('label')
  label.className = 'govuk-label'
  label.htmlFor = 'upload-progress'
  label.textContent = 'Sending the file'
  const bar = document.createElement('progress')
  bar.id = 'upload-progress'
  bar.max = 100
  bar.value = 0
  const spoken = document.createElement('p')
  spoken.className = 'govuk-hint'
  spoken.setAttribute('role', 'status')
  box.append(label, bar, spoken)
  before.before(box)
  let said = -1
  return {
    /** @param {number} share */
    at(share) {
      bar.value = Math.round(share * 100)
      // Said by quarters: every step would be too much to listen to.
      const quarter = Math.floor(share * 4) * 25
      if (quarter === said) return
      said = quarter
      spoken.textContent = quarter === 100 ? 'All of it is sent. It is being stored.' : `${quarter}% sent`
    },
    remove: () => box.remove(),
  }
}
