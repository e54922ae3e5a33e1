import { html } from 'hono/html'
import { examplesOf } from '../example.ts'
import { fileInput, select, textArea, textInput } from './form-fields.ts'

type Fields = {
  input: Parameters<typeof textInput>[0]
  area: Parameters<typeof textArea>[0]
  choice: Parameters<typeof select>[0]
  file: Parameters<typeof fileInput>[0]
}

export const examples = examplesOf(
  ({ input, area, choice, file }: Fields) =>
    html`${textInput(input)}${textArea(area)}${select(choice)}${fileInput(file)}`,
  {
    plain: {
      input: { label: 'Search', name: 'q' },
      area: { label: 'Reason', name: 'reason' },
      choice: {
        label: 'Month',
        name: 'period',
        items: [{ value: '2019-04', text: 'April 2019', selected: true }],
      },
      file: { label: 'Extract', name: 'file' },
    },
    'with errors': {
      input: {
        label: 'Email',
        name: 'email',
        id: 'your-email',
        hint: 'Your council address',
        error: 'Enter your email address',
        value: 'me@',
        type: 'email',
        autocomplete: 'email',
        inputmode: 'email',
        width: 20,
      },
      area: {
        label: 'What happened',
        name: 'what',
        hint: 'No names',
        error: 'Enter what happened',
        value: 'Some',
        rows: 8,
      },
      choice: {
        label: 'Unit',
        name: 'unit',
        error: 'Select a unit',
        items: [
          { value: 'R', text: 'Ridgeshire' },
          { value: 'S', text: 'South', group: 'Assessment' },
        ],
      },
      file: {
        label: 'File',
        name: 'second',
        error: 'Select a file',
        hint: 'CSV or XLSX',
        accept: '.csv,.xlsx',
      },
    },
  },
)
