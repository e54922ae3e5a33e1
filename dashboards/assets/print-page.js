/**
 * The button that prints the page. Only a script can open the print window, so the button is hidden until this has run.
 * Loaded as a module, after the page is painted.
 */

for (const button of document.querySelectorAll('button[data-prints]')) {
  if (!(button instanceof HTMLButtonElement)) continue
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
