#!/usr/bin/env -S node --single-threaded-gc
// Garbage is collected by the thread that made it: helpers that wait for one another cost a fifth of the processor where all cores are busy.
import { start } from './program.mjs'
await start('main')
