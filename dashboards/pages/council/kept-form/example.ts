import type { KeptFormView } from './model.ts'

const actor = { name: 'Jo Bell', role: 'Team manager, Help and Protection South 1', csrfToken: 'a-secret' }
const frame = { council: { name: 'Ridgeshire County Council' }, nav: [], actor, demonstrationDay: null }

export const examples: Record<string, KeptFormView> = {
  kept: {
    frame,
    form: {
      action: '/units/HP-S1/kpis/CP04/commentary',
      fields: [
        { name: 'period', value: '2019-04' },
        { name: 'body', value: 'Two workers were away, and visits were late.' },
        { name: 'owner', value: 'team_manager' },
      ],
    },
  },
  gone: { frame, form: null },
}
