import type { SignInView } from './model.ts'

const frame = {
  council: { name: 'Ridgeshire County Council (demonstration)' },
  nav: [],
  actor: null,
  demonstrationDay: 'Monday 10 June 2019',
}

export const examples: Record<string, SignInView> = {
  demonstration: {
    frame,
    refusal: null,
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
  closed: { frame, next: null, cards: null, refusal: null },
  refused: { frame, next: null, cards: null, refusal: 'This council is not the demonstration.' },
}
