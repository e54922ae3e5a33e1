/** Runs for every test file, even if files share the modules of their process. */
import { afterAll } from 'vitest'
import { closeOpened } from './at-end.ts'
import { closeDatabases } from './database.ts'

afterAll(async () => {
  try {
    await closeOpened()
  } finally {
    await closeDatabases()
  }
})
