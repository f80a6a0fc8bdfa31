#!/usr/bin/env -S node --single-threaded-gc --initial-old-space-size=64
// Garbage is collected by the thread that made it: helpers that wait for one another cost a fifth of the processor where all cores are busy.
// And not before there is some (megabytes): a short night needs less, and a reading thread that collects every thirty pages has half of the
// reader compiled anew each time, since what is compiled of functions within functions does not outlive a collection.
import { start } from './program.mjs'
await start('main')
