import { examplesOf } from '../example.ts'
import { taskList } from './task-list.ts'

export const examples = examplesOf(taskList, {
  'every state': {
    items: [
      { title: 'File', status: 'Completed' },
      { title: 'Rows', href: '#rows', status: 'Needs fixing', tag: 'red', hint: '6 rows' },
      { title: 'Warnings', href: '#warnings', status: '3 to look at', tag: 'blue' },
      { title: 'Changes', status: 'Cannot start yet', cannotStart: true },
    ],
  },
  'with its own ids': { idPrefix: 'steps', items: [{ title: 'File', href: '#file', status: 'Completed' }] },
})
