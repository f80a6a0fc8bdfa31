#!/usr/bin/env -S node --single-threaded-gc --initial-old-space-size=64
// Garbage is collected by the thread that made it: helpers that wait for one another cost a fifth of the processor where all cores are busy.
// And not before there is some: a short night needs less room than this (megabytes).
import { start } from './program.mjs'
await start('main')
