/** A council's logo: as sent, and as kept. It is rewritten to what a picture needs, or refused in plain words. */
import { rewritePng } from './logo/png.ts'
import { rewriteSvg } from './logo/svg.ts'

export type Logo = { mediaType: 'image/svg+xml' | 'image/png'; content: Buffer }

/** `fault` continues the sentence "The logo …" and says what to do. */
export type LogoRead = { logo: Logo } | { fault: string }

export const LOGO_LIMIT = 100 * 1024

/** The bytes decide what the file is, never its name or the type that the browser gave. */
export function readLogo(bytes: Buffer): LogoRead {
  if (bytes.length === 0) return { fault: 'is empty. Select another file' }
  if (bytes.length > LOGO_LIMIT) return { fault: 'must be smaller than 100 KB' }
  if (bytes.readUInt8(0) === 0x89) return logoOf('image/png', rewritePng(bytes))
  const text = textOf(bytes)
  if (text !== null && /^\uFEFF?\s*</.test(text)) return logoOf('image/svg+xml', rewriteSvg(text))
  return { fault: 'must be an SVG or PNG file' }
}

function logoOf(mediaType: Logo['mediaType'], written: { content: Buffer } | { fault: string }): LogoRead {
  return 'fault' in written ? written : { logo: { mediaType, content: written.content } }
}

function textOf(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
