import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    // The first file to ask for the demonstration council waits while it is loaded through the real ingest.
    hookTimeout: 180_000,
    testTimeout: 30_000,
  },
})
