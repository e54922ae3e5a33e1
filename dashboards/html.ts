import type { html } from 'hono/html'

/** Markup made by the escaping `html` tag of `hono/html`. Anything else is text and is escaped where it is inserted. */
export type Html = ReturnType<typeof html>

/** What a slot accepts: text, which is escaped, or markup, which is not. */
export type Content = string | Html
