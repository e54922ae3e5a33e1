import type { SecondFactorView } from './model.ts'

const frame = { council: { name: 'Ridgeshire County Council' }, nav: [], actor: null, demonstrationDay: null }
/** The three corners of a QR code. */
const corners = [
  [4, 4],
  [18, 4],
  [4, 18],
] as const
const path = corners
  .map(([x, y]) => `M${x} ${y}h7v7h-7zM${x + 1} ${y + 1}v5h5v-5zM${x + 2} ${y + 2}h3v3h-3z`)
  .join('')
const setup = {
  picture: { size: 29, path },
  key: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
  address:
    'otpauth://totp/Ridgeshire%20County%20Council:jo.bell%40ridgeshire.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Ridgeshire%20County%20Council',
}

export const examples: Record<string, SecondFactorView> = {
  code: { frame, setup: null, fault: null },
  'set up': { frame, setup, fault: null },
  wrong: {
    ...{ frame, setup },
    fault: 'The code is not right, or was used already. Enter the one that your app shows now.',
  },
}
