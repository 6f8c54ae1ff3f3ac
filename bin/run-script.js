// Runs a repository script on a fit Node: node bin/run-script.js scripts/x.ts args…
import { runOnFitNode } from './fit-node.js';

const [script, ...args] = process.argv.slice(2);
await runOnFitNode(script, args);
