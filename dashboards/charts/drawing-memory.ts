import { drawPicture } from './draw.ts'
import type { Drawing, Picture } from './picture.ts'

const drawn = new Map<string, Drawing>()
const most = 400

/** Draws in this thread and remembers the drawings: for galleries, which ask for the same pictures again and again. */
export function rememberedDrawing(picture: Picture): Drawing {
  const key = JSON.stringify(picture)
  const known = drawn.get(key)
  if (known !== undefined) return known
  if (drawn.size >= most) drawn.clear()
  const drawing = drawPicture(picture)
  drawn.set(key, drawing)
  return drawing
}
