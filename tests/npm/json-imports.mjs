// Node 20 imports JSON only with an attribute that @actions/workflow-parser does not write; Node 22 and later need this no more.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export async function load(url, context, next) {
  if (!url.endsWith('.json'))
    return next(url, context);
  const text = await readFile(fileURLToPath(url), 'utf8');
  return { format: 'module', shortCircuit: true, source: `export default ${text}` };
}
