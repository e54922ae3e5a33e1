import type { SignInView } from './model.ts'

const frame = {
  council: { name: 'Ridgeshire County Council (demonstration)' },
  nav: [],
  actor: null,
  demonstrationDay: 'Monday 10 June 2019',
}
const contact = { text: 'Performance team', href: 'mailto:performance@ridgeshire.example' }
const own = { ...frame, council: { name: 'Ridgeshire County Council', contact }, demonstrationDay: null }

const blank = {
  ...{ frame, cards: null, refusal: null, next: null, email: '', fault: null, signedOut: null },
  way: 'password',
} as const

export const examples: Record<string, SignInView> = {
  demonstration: {
    ...blank,
    next: '/units/HP-S1/scorecards/2019-04',
    cards: [
      {
        role: 'team_manager',
        roleName: 'Team manager',
        place: 'Help and Protection South 1',
        task: 'Name the three things to raise at this month’s performance meeting.',
      },
      {
        role: 'smt',
        roleName: 'Senior management team',
        place: 'Ridgeshire County Council (demonstration)',
        task: 'See what has really changed across the teams, and what has not.',
      },
    ],
  },
  closed: blank,
  refused: { ...blank, refusal: 'This council is not the demonstration.' },
  wrong: {
    ...blank,
    frame: own,
    email: 'jo.bell@ridgeshire.example',
    fault: 'The email address or the password is not right. Check both, and try again.',
  },
  provider: { ...blank, frame: own, way: 'provider', next: '/units/HP-S1' },
  'signed out': { ...blank, signedOut: { provider: null } },
  'signed out at the provider too': {
    ...blank,
    way: 'provider',
    signedOut: { provider: 'https://login.ridgeshire.example/sign-out?client_id=scorecards' },
  },
}
