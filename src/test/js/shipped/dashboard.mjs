// Holds a dashboard to Grafana's own types: node dashboard.mjs FILE. Prints what is wrong.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const types = join(dirname(fileURLToPath(import.meta.url)), "node_modules/@grafana/schema/dist/types/raw");
const source = `
import type * as schema from "${types}/dashboard/x/types.gen";
import type * as stat from "${types}/composable/stat/panelcfg/x/types.gen";
import type * as series from "${types}/composable/timeseries/panelcfg/x/types.gen";

/** As JSON has it: the values of enumerations, not their names. */
type Json<T> = T extends string ? \`\${T}\`
  : T extends number ? (number extends T ? T : \`\${T}\` extends \`\${infer N extends number}\` ? N : never)
  : T extends object ? { [K in keyof T]: Json<T[K]> } : T;
type Panel<Type extends string, Options, Custom> = Omit<schema.Panel, "type" | "options" | "fieldConfig"> & {
  type: Type;
  options?: Partial<Options>;
  fieldConfig?: Omit<schema.FieldConfigSource, "defaults"> & {
    defaults: Omit<schema.FieldConfig, "custom"> & { custom?: Partial<Custom> };
  };
};
type Row = Omit<schema.RowPanel, "type"> & { type: "row" };
/** With what the source of data adds: Prometheus' question of a note, and how a variable's question is shown. */
type Dashboard = Omit<schema.Dashboard, "panels" | "annotations" | "templating"> & {
  panels: (Row | Panel<"stat", stat.Options, {}> | Panel<"timeseries", series.Options, series.FieldConfig>)[];
  annotations: { list: (schema.AnnotationQuery & { expr?: string; titleFormat?: string })[] };
  templating: { list: (schema.VariableModel & { definition?: string })[] };
};

const dashboard: Json<Dashboard> = ${readFileSync(process.argv[2], "utf8")};
`;

const options = { noEmit: true, strict: true, skipLibCheck: true, module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022,
  moduleResolution: ts.ModuleResolutionKind.Bundler, types: [] };
const file = join(types, "shipped.ts");
const host = ts.createCompilerHost(options);
const read = host.getSourceFile;
host.getSourceFile = (name, target, ...more) =>
  name === file ? ts.createSourceFile(name, source, target) : read(name, target, ...more);
for (const found of ts.getPreEmitDiagnostics(ts.createProgram([file], options, host))) {
  const at = found.file ? found.file.text.slice(found.start, found.start + 200).replace(/\s+/g, " ") : "";
  console.log(`${ts.flattenDiagnosticMessageText(found.messageText, " ")} at ${at}`);
}
