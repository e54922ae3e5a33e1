import type { SignInLinkView } from './model.ts'

const frame = { council: { name: 'Ridgeshire County Council' }, nav: [], actor: null, demonstrationDay: null }
const link = {
  name: 'Jo Bell',
  by: 'Tess Hall',
  until: '7 December 2026 at 9:30am',
  address: '/sign-in/link/dGhpcy1pcy1hbi1leGFtcGxlLXNlY3JldC1vZi00MyE',
}
const invitation = { ...link, kind: 'invitation' } as const
const blank = { frame, isAtProvider: false, fault: null }

export const examples: Record<string, SignInLinkView> = {
  invitation: { ...blank, link: invitation },
  weak: {
    ...blank,
    link: invitation,
    fault:
      'This password is one of the first that a guesser would try. Choose words that do not belong together.',
  },
  'at the provider': { ...blank, link: invitation, isAtProvider: true },
  'sign in once': { ...blank, link: { ...link, kind: 'sign_in', by: 'Command line' } },
  dead: { ...blank, link: null },
}
