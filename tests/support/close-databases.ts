/** Run for every test file, also where files share the modules of their process. */
import { afterAll } from 'vitest'
import { closeDatabases } from './database.ts'

afterAll(closeDatabases)
