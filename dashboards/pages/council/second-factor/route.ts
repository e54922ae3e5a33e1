import { textSent } from '../../kit/form-values.ts'
import type { Page, PageReply, PageRequest } from '../../kit/page.ts'
import type { SecondFactorView } from './model.ts'
import { secondFactorView } from './view.ts'

export type SecondFactorOptions = {
  /** What is to be set up; `set up` if the person's app knows it already, null if nobody has to enter a code. */
  loadSetup: (
    request: PageRequest,
    councilName: string,
  ) => Promise<SecondFactorView['setup'] | 'set up' | null>
  enterCode: (
    request: PageRequest,
    reply: PageReply,
    code: string,
  ) => Promise<{ goTo: string } | { fault: string }>
}

type Body = Record<string, unknown> | null | undefined

/** `/sign-in/second-factor`: only after a right password. */
export function secondFactorPage({ loadSetup, enterCode }: SecondFactorOptions): Page {
  return {
    name: 'second-factor',
    register(app, { frame }) {
      const path = '/sign-in/second-factor'
      const show = async (request: PageRequest, reply: PageReply, fault: string | null) => {
        reply.header('cache-control', 'no-store')
        const surround = await frame(request)
        const setup = await loadSetup(request, surround.council.name)
        if (setup === null) return reply.redirect('/sign-in', 303)
        return secondFactorView({ frame: surround, setup: setup === 'set up' ? null : setup, fault })
      }
      app.get(path, { config: { permission: 'public' } }, (request, reply) => show(request, reply, null))
      app.post<{ Body: Body }>(
        path,
        { config: { permission: 'public', ownPagesOnly: true } },
        async (request, reply) => {
          const outcome = await enterCode(request, reply, textSent(request.body?.code))
          if ('goTo' in outcome) return reply.redirect(outcome.goTo, 303)
          reply.code(422)
          return show(request, reply, outcome.fault)
        },
      )
    },
  }
}
