import type { SecondFactorView } from './model.ts'

const frame = { council: { name: 'Ridgeshire County Council' }, nav: [], actor: null, demonstrationDay: null }
const setup = {
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
