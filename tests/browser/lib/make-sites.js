// Makes the sites that all test files share, in the directory that is given.

import { ALL, make } from './sites.js';

const [directory] = process.argv.slice(2);
for (const name of ALL) make(name, directory);
