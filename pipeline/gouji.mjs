#!/usr/bin/env node
import { start } from './program.mjs'
await start('main')
