// Plain JavaScript on purpose: a worker does not inherit its parent's TypeScript loader, whether that parent is the CLI or a test.
import { start } from './program.mjs'
await start('read-task')
