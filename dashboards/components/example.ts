import type { Html } from '../html.ts'

/** A component with one set of options for each way it can look. */
export type ComponentExamples<O> = { render: (options: O) => Html; examples: Record<string, O> }

/** Ties examples to the options their component takes. */
export function examplesOf<O>(
  render: (options: O) => Html,
  examples: Record<string, O>,
): ComponentExamples<O> {
  return { render, examples }
}
