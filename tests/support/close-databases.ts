/** Runs for every test file, even if files share the modules of their process. */
import { afterAll } from 'vitest'
import { closeDatabases } from './database.ts'

afterAll(closeDatabases)
