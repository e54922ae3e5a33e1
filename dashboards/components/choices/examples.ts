import { html } from 'hono/html'
import { examplesOf } from '../example.ts'
import { type ChoicesOptions, checkboxes, radios } from './choices.ts'

export const examples = examplesOf(
  ({ several, one }: { several: ChoicesOptions; one: ChoicesOptions }) =>
    html`${checkboxes(several)}${radios(one)}`,
  {
    'with a question': {
      several: {
        name: 'looked',
        legend: 'Warnings',
        legendSize: 'm',
        hint: 'Tick each one',
        items: [
          { value: '1', text: 'I have looked at this', hint: 'Row 12', checked: true },
          { value: '2', text: 'And at this', name: 'looked-2' },
        ],
      },
      one: {
        name: 'code',
        legend: 'Which team is WYC-HP2?',
        items: [
          { value: 'WYC-HP', text: 'Use WYC-HP for all 6' },
          { value: 'other', text: 'Another team', id: 'code-other' },
        ],
      },
    },
    'with errors and without a question': {
      several: {
        name: 'seen',
        idPrefix: 'seen-warnings',
        error: 'Look at each warning',
        hint: 'All of them',
        items: [{ value: 'yes', text: 'I have looked at this', name: 'seen-1' }],
        small: true,
      },
      one: {
        name: 'when',
        legend: 'When',
        error: 'Select when',
        items: [{ value: 'now', text: 'Now', checked: true }],
      },
    },
  },
)
