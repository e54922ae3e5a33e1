import { Resvg } from '@resvg/resvg-js'
import fc from 'fast-check'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { secondFactorView } from '#dashboards/pages/council/second-factor/view.ts'
import { qrCode } from '#server/access/sign-in/local/qr-code.ts'
import { base32, newTotpSecret, otpauthAddress } from '#server/access/sign-in/local/totp.ts'

const frame = { council: { name: 'Ridgeshire County Council' }, nav: [], actor: null, demonstrationDay: null }

/** What another author's reader finds in the picture of the page. */
async function readFromPage(address: string): Promise<string | null> {
  const setup = { key: 'ABCD', address, picture: qrCode(address) }
  const page = String(await secondFactorView({ frame, setup, fault: null }))
  const svg = /<svg class="app-second-factor__picture".*?<\/svg>/s.exec(page)?.[0] ?? ''
  const drawn = new Resvg(svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')).render()
  return jsQR.default(new Uint8ClampedArray(drawn.pixels), drawn.width, drawn.height)?.data ?? null
}

describe('the QR code of a second factor', () => {
  it('is read as the address that an app opens', async () => {
    const secret = newTotpSecret()
    const address = otpauthAddress(secret, {
      issuer: 'Ridgeshire County Council',
      account: 'jo.bell@ridgeshire.example',
    })
    expect(address).toContain(base32(secret))
    expect(await readFromPage(address)).toBe(address)
  })

  it('is read whatever the council and the person are called', async () => {
    const account = fc.emailAddress()
    const issuer = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(
        issuer,
        account,
        fc.uint8Array({ minLength: 20, maxLength: 20 }),
        async (i, a, bytes) => {
          const address = otpauthAddress(Buffer.from(bytes), { issuer: i, account: a })
          expect(await readFromPage(address)).toBe(address)
        },
      ),
      { numRuns: 10 },
    )
  })

  it('has an empty margin of four squares on each side, which readers need', () => {
    const { size, path } = qrCode('otpauth://totp/a?secret=JBSWY3DPEHPK3PXP')
    const squares = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].map(([, x, y, run]) => ({
      left: Number(x),
      right: Number(x) + Number(run),
      top: Number(y),
    }))
    expect(squares.length).toBeGreaterThan(50)
    expect(Math.min(...squares.map(({ left }) => left))).toBe(4)
    expect(Math.max(...squares.map(({ right }) => right))).toBe(size - 4)
    expect(Math.min(...squares.map(({ top }) => top))).toBe(4)
    expect(Math.max(...squares.map(({ top }) => top))).toBe(size - 5)
  })
})
