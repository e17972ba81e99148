// Makes the shared sites in the given directory.

import { ALL, make } from './sites.js';

const [directory] = process.argv.slice(2);
for (const name of ALL) make(name, directory);
