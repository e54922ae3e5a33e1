/** Whether a colour can be read on white: WCAG 2's contrast ratio. */

/** What text of ordinary size needs (WCAG 2.2, 1.4.3 at level AA). */
export const readableContrast = 4.5

/** `#12436D` for `12436d` or ` #12436D `; null for anything but six hexadecimal digits. */
export function readColour(text: string): string | null {
  const digits = /^#?([0-9a-f]{6})$/i.exec(text.trim())?.[1]
  return digits === undefined ? null : `#${digits.toUpperCase()}`
}

/** The contrast ratio of a colour `#RRGGBB` with white, 1 to 21. */
export function contrastWithWhite(hex: string): number {
  return 1.05 / (luminance(hex) + 0.05)
}

/** The colour itself where it has that contrast with white, else the lightest shade of it that has. */
export function darkenedTo(hex: string, contrast: number): string {
  const channels = channelsOf(hex)
  for (let share = 100; share > 0; share--) {
    const shade = hexOf(channels.map((channel) => Math.round((channel * share) / 100)))
    if (contrastWithWhite(shade) >= contrast) return shade
  }
  return '#000000'
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channelsOf(hex).map((channel) => {
    const light = channel / 255
    return light <= 0.04045 ? light / 12.92 : ((light + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function channelsOf(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

function hexOf(channels: readonly number[]): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0').toUpperCase()).join('')}`
}
