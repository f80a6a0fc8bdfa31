/** Every view of the dashboard: one line each. */
export { default as compare } from './views/compare.ts'
export { default as coverage } from './views/coverage.ts'
export { default as evidence } from './views/evidence.ts'
export { default as findings } from './views/findings.ts'
export { default as publisher } from './views/publisher.ts'
export { default as publishers } from './views/publishers.ts'
export { default as sentence } from './views/sentence.ts'
