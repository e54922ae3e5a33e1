/** A person whose browser runs no scripts: opens pages, fills in their forms and sends them. */
import type { FastifyInstance } from 'fastify'
import type { Role } from '#server/access/permissions/actor.ts'
import { fromOurPages, signIn } from './app.ts'
import { textOf } from './page-text.ts'

export type Shown = { address: string; status: number; body: string; words: string }
export type Answers = Readonly<Record<string, string | null>>

type Field = {
  name: string
  value: string
  isSent: boolean
  /** The options of a select. */
  options: { value: string; text: string }[]
  /** A checkbox or radio: one of several fields with its name, sent only if it is chosen. */
  isChoice: boolean
}
type Form = {
  method: string
  action: string
  fields: Field[]
  buttons: { name: string; value: string; text: string }[]
}

export class Reader {
  readonly #app: FastifyInstance
  readonly #cookie: string

  private constructor(app: FastifyInstance, cookie: string) {
    this.#app = app
    this.#cookie = cookie
  }

  static async signedIn(app: FastifyInstance, role: Role): Promise<Reader> {
    return new Reader(app, (await signIn(app, role)).cookie)
  }

  async open(address: string): Promise<Shown> {
    const { statusCode, body, headers } = await this.#app.inject({
      url: address,
      headers: { cookie: this.#cookie, ...fromOurPages },
    })
    if (headers.location !== undefined) return this.open(String(headers.location))
    return { address, status: statusCode, body, words: textOf(body) }
  }

  /** Sends the form with a button of these words, with its present values except for the answers: a field's name and its value,
   * or an option's words. A checkbox is ticked by its value and unticked by null. Throws if there is no such form, field or
   * option. */
  async press(page: Shown, button: string, answers: Answers = {}): Promise<Shown> {
    const form = formsOf(page.body).find(({ buttons }) => buttons.some(({ text }) => text === button))
    const pressed = form?.buttons.find(({ text }) => text === button)
    if (form === undefined || pressed === undefined) throw new Error(`no button ‘${button}’ on ${page.words}`)
    const sent = new URLSearchParams()
    const unknown = Object.keys(answers).filter((name) => !form.fields.some((field) => field.name === name))
    if (unknown.length > 0) throw new Error(`no field ${unknown.join(', ')} on ${page.address}`)
    for (const field of form.fields) {
      const answer = answers[field.name]
      if (answer === undefined ? field.isSent : answer !== null && isMeant(field, answer)) {
        sent.append(field.name, answer === undefined ? field.value : sentFor(field, answer ?? ''))
      }
    }
    if (pressed.name !== '') sent.append(pressed.name, pressed.value)
    const address = form.action === '' ? page.address : form.action
    if (form.method === 'get') return this.open(`${address}?${sent}`)
    const { statusCode, body, headers } = await this.#app.inject({
      method: 'POST',
      url: address,
      headers: {
        cookie: this.#cookie,
        ...fromOurPages,
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: sent.toString(),
    })
    if (headers.location !== undefined) return this.open(String(headers.location))
    return { address, status: statusCode, body, words: textOf(body) }
  }

  /** Uploads a file through the page's upload form. */
  async upload(filename: string, content: string | Buffer): Promise<Shown> {
    const page = await this.open('/extracts/new')
    const secret = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const boundary = 'a-boundary-of-the-form'
    const payload = Buffer.concat([
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${secret}\r\n`),
      Buffer.from(
        `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      Buffer.from(content),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    const { statusCode, body, headers } = await this.#app.inject({
      method: 'POST',
      url: '/extracts/new',
      headers: {
        cookie: this.#cookie,
        ...fromOurPages,
        'content-type': `multipart/form-data; boundary=${boundary}`,
      },
      payload,
    })
    if (headers.location !== undefined) return this.open(String(headers.location))
    return { address: '/extracts/new', status: statusCode, body, words: textOf(body) }
  }
}

/** The field of a page's form with these words, such as a label. */
export function fieldBy(page: Shown, label: string): string {
  const found = [...page.body.matchAll(/<label[^>]*\sfor="([^"]+)"[^>]*>(.*?)<\/label>/gs)].find(
    ([, , text]) => textOf(decoded(text ?? '')) === label,
  )
  const id = found?.[1]
  const name = new RegExp(`\\sid="${id}"[^>]*\\sname="([^"]+)"|\\sname="([^"]+)"[^>]*\\sid="${id}"`).exec(
    page.body,
  )
  if (id === undefined || name === null) throw new Error(`no field ‘${label}’ on ${page.words}`)
  return name[1] ?? name[2] ?? ''
}

/** Whether an answer is for this one of several fields with one name: a checkbox or radio, by its value. */
function isMeant(field: Field, answer: string): boolean {
  return !field.isChoice || field.value === answer
}

function sentFor(field: Field, answer: string): string {
  if (field.options.length === 0) return answer
  const option = field.options.find(({ value, text }) => value === answer || text === answer)
  if (option === undefined) throw new Error(`no option ‘${answer}’ in ${field.name}`)
  return option.value
}

function formsOf(body: string): Form[] {
  return [...body.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', inner = '']) => ({
    method: (attribute(attributes, 'method') || 'get').toLowerCase(),
    action: attribute(attributes, 'action'),
    fields: fieldsOf(inner),
    buttons: [...inner.matchAll(/<button\b([^>]*)>(.*?)<\/button>/gs)].map(([, own = '', text = '']) => ({
      name: attribute(own, 'name'),
      value: attribute(own, 'value'),
      text: textOf(decoded(text)),
    })),
  }))
}

function fieldsOf(inner: string): Field[] {
  const controls = /<input\b([^>]*)>|<select\b([^>]*)>(.*?)<\/select>|<textarea\b([^>]*)>(.*?)<\/textarea>/gs
  return [...inner.matchAll(controls)].map(([, input, select, options = '', area, text = '']) => {
    const attributes = input ?? select ?? area ?? ''
    const name = attribute(attributes, 'name')
    if (select !== undefined) {
      const all = [...options.matchAll(/<option\b([^>]*)>(.*?)<\/option>/gs)].map(
        ([, own = '', words = '']) => ({
          value: attribute(own, 'value'),
          text: textOf(decoded(words)),
          isChosen: / selected/.test(own),
        }),
      )
      return {
        name,
        value: (all.find(({ isChosen }) => isChosen) ?? all[0])?.value ?? '',
        isSent: true,
        options: all,
        isChoice: false,
      }
    }
    if (area !== undefined) return { name, value: decoded(text), isSent: true, options: [], isChoice: false }
    const type = attribute(attributes, 'type')
    const isChoice = type === 'checkbox' || type === 'radio'
    const isSent = !isChoice || / checked/.test(attributes)
    return { name, value: attribute(attributes, 'value'), isSent, options: [], isChoice }
  })
}

function attribute(attributes: string, name: string): string {
  return decoded(new RegExp(`\\s${name}="([^"]*)"`).exec(attributes)?.[1] ?? '')
}

function decoded(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
