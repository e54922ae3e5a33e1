import { examplesOf } from '../example.ts'
import { notificationBanner } from './notification-banner.ts'

export const examples = examplesOf(notificationBanner, {
  done: { text: 'Rating saved', success: true },
  important: { text: 'May figures are not in yet' },
  'with a title': { title: 'Restated', text: 'Four values changed on 3 June 2019' },
})
