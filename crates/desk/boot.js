// Starts the editors' desk. A file of its own: the site's Content-Security-Policy allows no inline script.
(() => {
  const script = document.currentScript;
  const root = document.documentElement;
  const { base, js, wasm } = script.dataset;
  // The site lives one folder above the desk's files.
  root.dataset.base = base.replace(/[^/]+\/$/, "");

  const SENTENCES = {
    vi: {
      unstarted: "Không mở được bàn biên tập. Xin tải lại; nếu vẫn vậy, hãy thử trình duyệt mới hơn.",
      broken: "Bàn biên tập vừa gặp lỗi. Bài đã giữ trên máy này vẫn còn: hãy tải lại trang.",
    },
    en: {
      unstarted: "The desk could not be opened. Please reload it; if that does not help, try a newer browser.",
      broken: "Something on the desk went wrong. What was kept on this device is still there: please reload the page.",
    },
  };
  const tell = (kind) => {
    const place = document.getElementById("trouble");
    place.hidden = false;
    place.textContent = (SENTENCES[root.lang] ?? SENTENCES.vi)[kind];
  };
  const broken = (error) => {
    if (error instanceof WebAssembly.RuntimeError) tell("broken");
  };
  addEventListener("error", ({ error }) => broken(error));
  addEventListener("unhandledrejection", ({ reason }) => broken(reason));

  // Leptos clones elements from templates whose markup stands in the program; nothing else may set HTML.
  globalThis.trustedTypes?.createPolicy("default", {
    createHTML: (html) => (/<(script|iframe|object|embed|base|meta|link|style)\b|\son\w+\s*=|javascript:/i.test(html) ? null : html),
  });

  document.addEventListener("DOMContentLoaded", async () => {
    try {
      if (!("setHTML" in Element.prototype)) await import(`${root.dataset.base}fallback/set-html.js`);
      const [module, answer] = await Promise.all([import(js), fetch(wasm)]);
      if (!answer.ok) throw new Error(`${wasm}: ${answer.status}`);
      await module.default({ module_or_path: answer });
      root.dataset.desk = "open";
    } catch (error) {
      tell("unstarted");
      throw error;
    }
  });
})();
