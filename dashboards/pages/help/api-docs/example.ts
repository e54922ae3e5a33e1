import type { ApiDocsView } from './model.ts'

export const examples: Record<string, ApiDocsView> = {
  'a read and a write': {
    frame: {
      council: { name: 'Ridgeshire County Council (demonstration)' },
      nav: [{ text: 'Plan', href: '/plan' }],
      actor: null,
      demonstrationDay: null,
    },
    operations: [
      {
        method: 'GET',
        path: '/api/v1/units',
        group: 'Units',
        summary: 'The units you may see, with the units above them',
        description: 'The tree as it was in a month.',
        parameters: [
          { name: 'month', place: 'query', required: false, description: 'A month, such as 2019-04.' },
        ],
        body: null,
        answers: [
          { status: '200', description: null, types: ['application/json'], schema: '{ "type": "object" }' },
          {
            status: '401',
            description: 'No token, or an unknown one.',
            types: ['application/problem+json'],
            schema: null,
          },
        ],
      },
      {
        method: 'POST',
        path: '/api/v1/extracts/{id}/revert',
        group: 'Extracts',
        summary: 'Take a published extract back',
        description: null,
        parameters: [{ name: 'id', place: 'path', required: true, description: null }],
        body: '{ "type": "object", "properties": { "reason": { "type": "string" } } }',
        answers: [{ status: '200', description: null, types: [], schema: null }],
      },
    ],
  },
}
