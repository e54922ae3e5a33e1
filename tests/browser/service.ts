import { closeAtEnd } from '../support/at-end.ts'
import { testDatabase } from '../support/database.ts'
import { closeService, type Service, serviceOver } from './reader.ts'

/** The service with the demonstration council for one test file, closed at the end of the file. */
export async function openService(browser?: Parameters<typeof serviceOver>[1]): Promise<Service> {
  const { db } = await testDatabase('demo')
  const service = await serviceOver(db, browser)
  closeAtEnd(() => closeService(service))
  return service
}
