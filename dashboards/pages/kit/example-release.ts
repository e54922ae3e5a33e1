/** Texts that the examples of pages show, released to readers outside the service and not. */
import type { TextKind, TextRelease } from '#domain/suppression/released-text.ts'

/** A text of a kind that is not released. */
export function exampleUnreleased(kind: TextKind): TextRelease {
  return { kind, id: '1', released: null }
}

/** A text of a kind that is released. */
export function exampleReleased(kind: TextKind): TextRelease {
  return {
    kind,
    id: '1',
    released: { by: 'HoS CIN, CP and Court', at: '2019-05-22T11:00:00.000Z', dated: '2019-05-22' },
  }
}
