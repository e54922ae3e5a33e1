/** A text as a QR code (ISO/IEC 18004), which a phone reads with its camera. */
import encodeQR from 'qr'

/** The empty squares around the code, without which readers do not find it. */
const MARGIN = 4

/** `size` is the number of squares on a side, the margin included. `path` draws the dark squares in an SVG of that size. */
export type QrCode = { size: number; path: string }

/** The code of a text, at the second of the four levels of error correction: up to 15% of it may be unreadable. */
export function qrCode(text: string): QrCode {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: MARGIN })
  return { size: rows.length, path: rows.map(pathOfRow).join('') }
}

/** Each run of dark squares in a row, as one rectangle. */
function pathOfRow(row: readonly boolean[], y: number): string {
  const runs = row
    .map((isDark) => (isDark ? '#' : '.'))
    .join('')
    .matchAll(/#+/g)
  return [...runs].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`).join('')
}
