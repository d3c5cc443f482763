// Starts the app. It stands in a file of its own because the site's Content-Security-Policy allows no inline script.
const script = document.getElementById("boot");
const root = document.documentElement;

// The site may live below a path: the app asks here for where.
root.dataset.base = new URL(".", script.src).pathname;

// What a reader chose earlier holds before anything is drawn.
try {
  const { size, scheme } = JSON.parse(localStorage.getItem("bantin:appearance") ?? "{}");
  if (size) root.dataset.size = size;
  if (scheme) root.dataset.scheme = scheme;
} catch {
  // Storage is blocked, or holds something else: the defaults will do.
}

try {
  if (!("setHTML" in Element.prototype)) await import("./fallback/set-html.js");
  const app = await import(script.dataset.js);
  await app.default({ module_or_path: script.dataset.wasm });
} catch (error) {
  document.getElementById("trouble").hidden = false;
  throw error;
}
