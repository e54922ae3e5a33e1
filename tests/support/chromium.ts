import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { installedProgram } from './installed-program.ts'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Starts the Chromium of this machine, with everything disabled that would use the network by itself. */
export function launchChromium(further: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      ...further,
      ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
      // Chromium's own sandbox refuses to run as root; the pages are ours.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  })
}

/** The path of a Chromium: the CHROMIUM variable, one on the path, or one installed now. */
export function findChromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin']
  const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return installedProgram(
    [...new Set([...paths, ...APPLICATIONS])],
    'chromium',
    'install Chromium or Chrome, or set CHROMIUM to its path, and run the tests again',
  )
}
