// Plain JavaScript on purpose: a worker does not inherit its parent's TypeScript loader, whether that parent is the CLI or a test.
import { register } from 'tsx/esm/api'
register()
await import('./read-task.ts')
