import { defineConfig } from 'vitest/config'

/** Long runs by hand: thousands of generated pages, kills, hostile input. Figures are printed. */
export default defineConfig({
  test: {
    include: ['tests/soak/**/*.soak.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    maxWorkers: 1,
    disableConsoleIntercept: true,
  },
})
