// Reads a built site: JSON-LD against what Google documents (developers.google.com/search/docs/appearance/
// structured-data), JSON Feed against version 1.1 of its specification, the manifest's icons, and whether the
// addresses in site maps and heads lead to files. Says what is wrong on standard error; exits with 1 then.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

const root = process.argv[2];
const site = JSON.parse(readFileSync(join(root, "data/site.json"), "utf8")).url ?? "";
let wrong = 0;
const say = (path, what) => {
  wrong += 1;
  console.error(`${relative(root, path)}: ${what}`);
};

const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((name) => join(root, name))
  .filter((path) => statSync(path).isFile())
  .sort();
const named = (end) => files.filter((path) => path.endsWith(end));
const unescaped = (text) =>
  text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[name]);

// Whether an address of the site is that of a file.
const leads = (address) => {
  if (!site || typeof address !== "string" || (address !== site && !address.startsWith(`${site}/`))) return false;
  const path = decodeURIComponent(new URL(address).pathname.slice(new URL(site).pathname.replace(/\/$/, "").length));
  return existsSync(join(root, path.endsWith("/") ? `${path}index.html` : path));
};

// Of each type: what it must have, and what else it may.
const TYPES = {
  NewsArticle: [
    ["headline", "datePublished", "dateModified", "author", "publisher", "inLanguage"],
    ["description", "image", "mainEntityOfPage", "articleSection", "keywords", "isAccessibleForFree", "commentCount"],
  ],
  BreadcrumbList: [["itemListElement"], []],
  ListItem: [["position", "name", "item"], []],
  WebSite: [["name", "url"], ["inLanguage", "alternateName"]],
  Person: [["name"], ["url"]],
  Organization: [["name"], ["url", "logo"]],
};
const ADDRESSES = ["url", "logo", "image", "item", "mainEntityOfPage"];
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)$/;

const isAddress = (text) => typeof text === "string" && /^https?:\/\//.test(text) && URL.canParse(text);

function thing(path, value) {
  const type = value["@type"];
  if (!TYPES[type]) return say(path, `JSON-LD: nothing is known of the type ${type}`);
  const [must, may] = TYPES[type];
  for (const name of must) if (value[name] === undefined) say(path, `JSON-LD: ${type} has no ${name}`);
  for (const [name, inner] of Object.entries(value)) {
    if (name === "@type") continue;
    if (![...must, ...may].includes(name)) say(path, `JSON-LD: ${type} has ${name}, which Google does not read`);
    if (inner === "" || inner === null || (Array.isArray(inner) && !inner.length)) say(path, `JSON-LD: ${name} is empty`);
    if (ADDRESSES.includes(name) && !isAddress(inner)) say(path, `JSON-LD: ${name} is no absolute address: ${inner}`);
    if (name.startsWith("date") && !DATE.test(inner)) say(path, `JSON-LD: ${name} is no date and time: ${inner}`);
    for (const one of [inner].flat()) if (typeof one === "object" && one) thing(path, one);
  }
  if (type === "BreadcrumbList") {
    const steps = value.itemListElement ?? [];
    if (steps.length < 2) say(path, "JSON-LD: a way of fewer than two steps");
    steps.forEach((step, at) => step.position === at + 1 || say(path, "JSON-LD: the steps are not counted from 1"));
  }
}

for (const path of named(".html")) {
  const html = readFileSync(path, "utf8");
  for (const [, json] of html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)) {
    try {
      const graph = JSON.parse(json);
      if (graph["@context"] !== "https://schema.org") say(path, "JSON-LD: the context is not that of schema.org");
      for (const one of graph["@graph"]) thing(path, one);
    } catch (error) {
      say(path, `JSON-LD: ${error.message}`);
    }
  }
  // Canonical addresses, the same page in other languages, feeds.
  for (const [, tag] of html.matchAll(/<link rel="(?:canonical|alternate)"([^>]*)>/g)) {
    const href = unescaped(/ href="([^"]*)"/.exec(tag)?.[1] ?? "");
    const ours = href.startsWith("/") ? new URL(href, `${site}/`).href : href;
    // A former address may lead to another site.
    if (!leads(ours) && (ours.startsWith(`${site}/`) || !/http-equiv="refresh"/.test(html))) {
      say(path, `${href} leads to no file`);
    }
  }
}

const FEED = ["version", "title", "home_page_url", "feed_url", "description", "icon", "favicon", "language", "items"];
const STORY = ["id", "url", "title", "content_html", "summary", "image", "date_published", "date_modified", "authors",
  "tags", "language"];

for (const path of named("/feed.json")) {
  const feed = JSON.parse(readFileSync(path, "utf8"));
  for (const name of Object.keys(feed)) if (!FEED.includes(name)) say(path, `unknown: ${name}`);
  if (feed.version !== "https://jsonfeed.org/version/1.1") say(path, `the version is ${feed.version}`);
  for (const name of ["title", "language"]) if (typeof feed[name] !== "string") say(path, `no ${name}`);
  for (const name of ["home_page_url", "feed_url", "icon"]) if (!isAddress(feed[name])) say(path, `no address: ${name}`);
  if (!leads(feed.feed_url)) say(path, `${feed.feed_url} leads to no file`);
  if (!Array.isArray(feed.items)) {
    say(path, "no items");
    continue;
  }
  for (const story of feed.items) {
    const about = (what) => say(path, `${story.id}: ${what}`);
    for (const name of Object.keys(story)) if (!STORY.includes(name)) about(`unknown: ${name}`);
    for (const name of ["id", "title", "content_html"]) if (typeof story[name] !== "string") about(`no ${name}`);
    for (const name of ["date_published", "date_modified"]) {
      if (story[name] !== undefined && !DATE.test(story[name])) about(`${name} is ${story[name]}`);
    }
    for (const name of ["url", "image"]) if (story[name] !== undefined && !isAddress(story[name])) about(`${name} is no address`);
    if (story.authors && !story.authors.every((author) => author.name)) about("an author without a name");
    if (story.tags && !story.tags.every((tag) => typeof tag === "string")) about("a tag that is no text");
  }
}

// Site maps: the index leads to segments, and those, where pages are written as HTML, to pages.
const pages = named("/index.html").length > 1;
for (const path of files.filter((path) => /(^|\/)sitemap[^/]*\.xml$/.test(relative(root, path)))) {
  const xml = readFileSync(path, "utf8");
  const index = xml.includes("<sitemapindex");
  const all = [...xml.matchAll(/<(?:image:)?loc>([^<]*)<|<xhtml:link [^>]*href="([^"]*)"/g)];
  for (const address of all.map(([, loc, link]) => unescaped(loc ?? link))) {
    if ((index || pages || !address.endsWith("/")) && !leads(address)) say(path, `${address} leads to no file`);
  }
  for (const [, news] of xml.matchAll(/<news:news>(.*?)<\/news:news>/gs)) {
    for (const name of ["name", "language", "publication_date", "title"]) {
      if (!new RegExp(`<news:${name}>[^<]+</news:${name}>`).test(news)) say(path, `news without ${name}`);
    }
  }
}

for (const path of named("/manifest.webmanifest")) {
  const manifest = JSON.parse(readFileSync(path, "utf8"));
  for (const name of ["name", "short_name", "start_url", "display", "icons"]) {
    if (!manifest[name]) say(path, `no ${name}`);
  }
  for (const icon of manifest.icons ?? []) {
    const file = join(root, icon.src);
    if (!existsSync(file)) {
      say(path, `there is no ${icon.src}`);
      continue;
    }
    // Width and height stand at fixed places of a PNG.
    const bytes = readFileSync(file);
    const size = `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
    if (icon.sizes !== size) say(path, `${icon.src} is ${size}, not ${icon.sizes}`);
  }
}

process.exit(wrong ? 1 : 0);
