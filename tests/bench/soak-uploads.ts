/** Eight clients send one file at the same moment to two processes, and two of them publish it, again and again. */
import { recordToken } from '#server/access/tokens/tokens.ts'
import { connect, type Db } from '#server/db/database.ts'
import { diceFrom } from '../support/dice.ts'
import { type Acknowledged, type Fault, faultsIn } from '../support/exactly-once.ts'
import { NOW } from '../support/extract-files.ts'
import { Service } from '../support/service.ts'
import { FaultFound, Model, type Sent, type Soak } from './soak-model.ts'

const CLIENTS = 8
/** Checks whose cost grows with the number of extracts run once in this many rounds, and after the last. */
const CHECKED_EVERY = 25

type Client = { address: string; authorization: string }

/** Throws FaultFound. Returns the number of rounds, of uploads in them, and of extracts they made. */
export async function soakUploads(url: string, { rounds, seed, say, isOver }: Soak) {
  const model = new Model(2018, diceFrom(seed))
  const db = connect(url, { max: 3 })
  const services = await Promise.all([Service.start(url), Service.start(url)])
  const acknowledged: Acknowledged[] = []
  const counts = { rounds: 0, uploads: 0, extracts: 0 }
  try {
    const clients = await makeClients(db, seed, services)
    for (let round = 1; round <= rounds && !isOver(); round++) {
      const sent = model.next()
      const { id, faults } = await uploadAtOnce(clients, sent)
      faults.push(...(await publishAtOnce(clients, id)))
      model.published(sent)
      acknowledged.push({ id, content: sent.content })
      counts.rounds++
      counts.uploads += CLIENTS
      counts.extracts++
      if (round % CHECKED_EVERY === 0 || round === rounds || isOver())
        faults.push(...(await model.faults(db)), ...(await faultsIn(db, acknowledged)))
      if (faults.length > 0) throw new FaultFound(round, seed, faults)
      say(counts)
    }
  } finally {
    await Promise.all(services.map((service) => service.end('SIGTERM')))
    await db.destroy()
  }
  return counts
}

/** Each has its own token, so that none reaches the limit of one token; half of them use each process. */
async function makeClients(db: Db, seed: number, services: readonly Service[]): Promise<Client[]> {
  const clients: Client[] = []
  for (let number = 0; number < CLIENTS; number++) {
    const name = `Client ${number} of ${seed}`
    const token = { name, role: 'data_team', unit: null, audience: 'inside', now: NOW } as const
    const address = services[number % services.length]?.address ?? ''
    clients.push({ address, authorization: `Bearer ${await recordToken(db, token)}` })
  }
  return clients
}

async function uploadAtOnce(
  clients: readonly Client[],
  { content }: Sent,
): Promise<{ id: number; faults: Fault[] }> {
  const answers = await Promise.all(
    clients.map(async ({ address, authorization }) => {
      const headers = { authorization, 'content-type': 'text/csv', prefer: 'wait=30' }
      const answer = await fetch(`${address}/api/v1/extracts`, { method: 'POST', headers, body: content })
      const body = (await answer.json()) as { id: number; status: string; alreadyReceived: boolean }
      return { code: answer.status, ...body }
    }),
  )
  const faults: Fault[] = []
  const ids = new Set(answers.map(({ id }) => id))
  if (ids.size !== 1) faults.push({ is: 'doubled', what: `one file became extracts ${[...ids].join()}` })
  const first = answers.filter(({ alreadyReceived }) => !alreadyReceived)
  if (first.length !== 1)
    faults.push({ is: 'doubled', what: `${first.length} clients were told to be first` })
  const wrong = answers.filter(({ code, status }) => code !== 200 || status !== 'ready')
  if (wrong.length > 0) faults.push({ is: 'wrong', what: JSON.stringify(wrong[0]) })
  return { id: answers[0]?.id ?? 0, faults }
}

/** One publishes, and the other gets the answer that it is already done. */
async function publishAtOnce(clients: readonly Client[], id: number): Promise<Fault[]> {
  const codes = await Promise.all(
    clients.slice(0, 2).map(async ({ address, authorization }) => {
      const headers = { authorization, 'content-type': 'application/json' }
      const body = JSON.stringify({ acceptWarnings: true, reason: 'As agreed' })
      return (await fetch(`${address}/api/v1/extracts/${id}/publish`, { method: 'POST', headers, body }))
        .status
    }),
  )
  return codes.sort().join() === '200,409'
    ? []
    : [{ is: 'wrong', what: `publishing answered ${codes.join()}` }]
}
