import type { ErrorView } from './model.ts'

const frame = {
  council: { name: 'Ridgeshire County Council (demonstration)' },
  nav: [{ text: 'Plan', href: '/plan' }],
  actor: { name: 'Team manager', role: 'Help and Protection South 1', csrfToken: 'secret' },
  demonstrationDay: null,
}

export const examples: Record<string, ErrorView> = {
  'not found, with what was perhaps meant': {
    frame: { ...frame, search: true },
    nearest: [{ text: 'Help and Protection South 1', href: '/units/HP-S1' }],
    status: 404,
    title: 'Not found',
    detail: 'There is nothing at this address.',
    reference: null,
  },
  'not allowed': {
    frame: {
      ...frame,
      council: { ...frame.council, contact: { text: 'Performance team', href: 'mailto:team@example.test' } },
    },
    status: 403,
    title: 'Your role may not do this',
    detail:
      'Only the data team may upload a file of figures. Your role is team manager. If your work needs it, ask the data team: they know who gives access.',
    reference: null,
  },
  'a character that cannot be stored': {
    frame,
    status: 400,
    title: 'The request is not valid',
    detail: 'body: has a character that cannot be stored (NUL, or half a character): remove it.',
    reference: null,
    typed: {
      action: '/units/HP-S1/decisions/new',
      fields: [
        { name: 'period', value: '2019-04', isFaulty: false },
        { name: 'body', value: 'Ring every family the day before a visit.', isFaulty: true },
      ],
    },
  },
  problem: {
    frame,
    status: 500,
    title: 'Something went wrong on our side',
    detail: 'Nothing was saved. Tell the data team if it happens again.',
    reference: '1f0e6f0a-54c5-4d38-9b3f-2f1f2f0f6a11',
  },
}
