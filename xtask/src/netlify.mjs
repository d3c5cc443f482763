// Reads a built site's _headers and _redirects as Netlify does, with its own parsers, and says where it understands
// something else than what stands there. Takes the site and the folder of npm that has the parsers.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [root, modules] = process.argv.slice(2);
const parser = async (name) => import(pathToFileURL(join(modules, name, "lib/index.js")));
let wrong = 0;
const say = (what) => {
  wrong += 1;
  console.error(what);
};

const { parseAllHeaders } = await parser("@netlify/headers-parser");
const file = join(root, "_headers");
const read = await parseAllHeaders({ headersFiles: [file], configHeaders: [], minimal: true });
read.errors.forEach((error) => say(`_headers: ${error.message}`));
// A path a line, and what is indented below it belongs to it.
const rules = [];
for (const line of readFileSync(file, "utf8").split("\n").filter((line) => line.trim() && !line.startsWith("#"))) {
  if (!line.startsWith(" ")) rules.push({ for: line, values: {} });
  else {
    const [, name, value] = /^ +([^:]+): (.*)$/.exec(line) ?? say(`_headers: ${line}`) ?? [];
    if (name) rules.at(-1).values[name] = value;
  }
}
if (rules.length === 0 || JSON.stringify(read.headers) !== JSON.stringify(rules))
  say(`_headers: Netlify reads ${JSON.stringify(read.headers)}`);

const redirects = join(root, "_redirects");
if (existsSync(redirects)) {
  const { parseAllRedirects } = await parser("@netlify/redirect-parser");
  const read = await parseAllRedirects({ redirectsFiles: [redirects], configRedirects: [], minimal: true });
  read.errors.forEach((error) => say(`_redirects: ${error.message}`));
  const lines = readFileSync(redirects, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
  const known = read.redirects.map(({ from, to, status }) => `${from} ${to} ${status}`);
  if (known.join("\n") !== lines.join("\n")) say(`_redirects: Netlify reads\n${known.join("\n")}`);
}
process.exit(wrong ? 1 : 0);
