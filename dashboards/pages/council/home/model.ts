/** What this page shows. */
import type { Look } from '#server/record/looks.ts'
import type { PageFrame } from '../../kit/page.ts'
import type { Home } from './homes/home.ts'

export type HomeView = {
  frame: PageFrame
  home: Home
  /** When the reader looked before this sitting; null for a first look. */
  looked: Look | null
}
