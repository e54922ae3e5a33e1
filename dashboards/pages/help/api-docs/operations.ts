/** Turns the OpenAPI document of our own routes into what the page shows. */
import type { OpenAPIV3_1 } from 'openapi-types'
import type { ApiOperation } from './model.ts'

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/** Every operation, in the order it was registered. */
export function operationsOf(document: OpenAPIV3_1.Document): ApiOperation[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method]
      return operation === undefined ? [] : [operationOf(method, path, operation)]
    }),
  )
}

function operationOf(method: string, path: string, operation: OpenAPIV3_1.OperationObject): ApiOperation {
  return {
    method: method.toUpperCase(),
    path,
    group: operation.tags?.[0] ?? 'Other',
    summary: operation.summary ?? '',
    description: operation.description ?? null,
    parameters: (operation.parameters ?? []).flatMap((parameter) =>
      '$ref' in parameter
        ? []
        : [
            {
              name: parameter.name,
              place: parameter.in,
              required: parameter.required === true,
              description: parameter.description ?? describe(parameter.schema),
            },
          ],
    ),
    body: contentOf(operation.requestBody)[0]?.schema ?? null,
    answers: Object.entries(operation.responses ?? {}).map(([status, answer]) => {
      const contents = contentOf(answer)
      return {
        status,
        description: 'description' in answer ? plain(answer.description ?? '') : null,
        types: contents.map(({ type }) => type),
        schema: Number(status) < 300 ? (contents[0]?.schema ?? null) : null,
      }
    }),
  }
}

function contentOf(holder: unknown): { type: string; schema: string | null }[] {
  if (typeof holder !== 'object' || holder === null || !('content' in holder)) return []
  return Object.entries(holder.content as Record<string, OpenAPIV3_1.MediaTypeObject>).map(
    ([type, { schema }]) => ({ type, schema: schema === undefined ? null : JSON.stringify(schema, null, 2) }),
  )
}

/** A schema's choices, used if it has no description of its own. */
function describe(schema: unknown): string | null {
  if (typeof schema !== 'object' || schema === null || !('enum' in schema)) return null
  const choices = (schema.enum as unknown[]).join(', ')
  return 'default' in schema ? `${choices}; ${String(schema.default)} unless given` : choices
}

/** Leaves out Swagger's own words for a route without a description. */
function plain(description: string): string | null {
  return description === 'Default Response' ? null : description
}
