import type { z } from 'zod'

/** Says what is wrong with a value of a request in the reader's words, to follow the value's name: `reason: is empty`. A message
 * of the schema itself takes precedence. Undefined if the checker's own message should be used. */
export function checkerWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? 'is missing'
        : `is not ${nouns[issue.expected] ?? issue.expected}`
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum > 1 ? `has fewer than ${issue.minimum} characters` : 'is empty'
      return issue.origin === 'array' ? `holds fewer than ${issue.minimum}` : `is less than ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'string') return `has more than ${issue.maximum} characters`
      return issue.origin === 'array' ? `holds more than ${issue.maximum}` : `is more than ${issue.maximum}`
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `is not ${anyOf(issue.values.map(String))}`
    case 'invalid_format':
      return issue.format === 'datetime'
        ? 'is not a time with its offset, such as 2019-06-10T17:00:00+01:00'
        : undefined
    case 'invalid_union':
      return issue.input === undefined ? 'is missing' : 'has none of the forms it may have'
    case 'unrecognized_keys':
      return `has no place for ${issue.keys.map((key) => `‘${key.slice(0, 100)}’`).join(', ')}`
    default:
      return undefined
  }
}

const nouns: Partial<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

function anyOf(values: readonly string[]): string {
  return values.length < 2 ? values.join('') : `one of ${values.join(', ')}`
}
