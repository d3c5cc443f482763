// Only `bantin serve` adds this script to pages. It listens for what changed on the disk.
(() => {
  const events = new EventSource("/_live");
  let server = null;

  const clear = () => document.getElementById("bantin-problems")?.remove();

  // A restarted server may have another app: start over.
  events.addEventListener("hello", (event) => {
    if (server !== null && server !== event.data) location.reload();
    server = event.data;
  });

  events.addEventListener("edition", () => {
    clear();
    window.dispatchEvent(new Event("bantin:edition"));
  });

  events.addEventListener("app", () => location.reload());

  // The new links come from the document, since a style's name may carry a hash of what is in it.
  events.addEventListener("style", async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const styles = "link[rel~='stylesheet']";
    const old = [...document.querySelectorAll(styles)];
    page.querySelectorAll(styles).forEach((found, at) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      if (found.media) link.media = found.media;
      const address = new URL(found.getAttribute("href"), document.baseURI);
      address.searchParams.set("changed", Date.now());
      link.href = address.href;
      link.onload = () => old[at]?.remove();
      (old[at] ?? document.head.lastChild).after(link);
    });
  });

  events.addEventListener("problems", (event) => {
    clear();
    const report = JSON.parse(event.data);
    const box = document.createElement("aside");
    box.id = "bantin-problems";
    box.setAttribute("role", "alert");
    box.style.cssText =
      "position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:50vh;overflow:auto;padding:1rem 1.25rem;" +
      "background:#2b1113;color:#ffe9e6;font:14px/1.55 ui-monospace,monospace;border-top:3px solid #ff6b5e";
    const title = document.createElement("strong");
    title.textContent = "Not published. This page shows the last edition without errors.";
    const close = document.createElement("button");
    close.textContent = "×";
    close.setAttribute("aria-label", "Close");
    close.style.cssText =
      "float:right;font:inherit;font-size:1.25rem;min-width:2rem;min-height:2rem;color:inherit;" +
      "background:none;border:1px solid currentColor";
    close.onclick = clear;
    box.append(close, title);
    for (const problem of report.problems) {
      if (problem.severity !== "error") continue;
      const line = document.createElement("p");
      line.style.margin = ".5rem 0 0";
      line.textContent =
        problem.file + (problem.line ? ":" + problem.line : "") + ": " + problem.message +
        (problem.help ? " " + problem.help : "");
      box.append(line);
    }
    document.body.append(box);
  });
})();
