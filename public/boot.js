// Stands in the head of every page, before its text. Puts the reader's choice of size and scheme in force before
// anything is painted, serves the small buttons, and loads the app once the page is there.
// A file of its own: the site's Content-Security-Policy allows no inline script.
(() => {
  const script = document.currentScript;
  const root = document.documentElement;
  const { base, js, wasm } = script.dataset;
  // The site may live below a path: the app asks here for where.
  root.dataset.base = base;
  root.toggleAttribute("data-can-share", "share" in navigator);

  // --- Size and scheme -----------------------------------------------------------------------------------------
  const KEY = "bantin:appearance";
  let choice = {};
  try {
    choice = JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    // Storage is blocked, or holds something else: the defaults will do.
  }
  const dress = () => {
    for (const name of ["size", "scheme"]) {
      if (choice[name]) root.dataset[name] = choice[name];
      else delete root.dataset[name];
    }
  };
  dress();
  const near = (event, selector) => event.target.closest?.(selector);
  document.addEventListener("toggle", (event) => {
    if (!near(event, ".appearance")) return;
    for (const radio of event.target.querySelectorAll("input"))
      radio.checked = radio.value === (choice[radio.name] ?? "");
  }, true);
  document.addEventListener("change", ({ target }) => {
    if (!target.closest(".appearance")) return;
    choice = { ...choice, [target.name]: target.value };
    dress();
    try {
      localStorage.setItem(KEY, JSON.stringify(choice));
    } catch {
      // The choice holds until the page is left.
    }
  });

  // --- Words ---------------------------------------------------------------------------------------------------
  // What this script itself says. It stands here and not in the page, which nearly every reader leaves without it.
  const SENTENCES = {
    vi: {
      copied: "Đã chép liên kết.",
      "not-copied": "Trình duyệt không cho chép. Bạn hãy chép từ ô địa chỉ.",
      slow: "Trang đang tải nốt phần còn thiếu. Xin chờ thêm chút nữa.",
      unstarted: "Không mở được trang. Xin tải lại; nếu vẫn vậy, hãy thử trình duyệt mới hơn.",
      broken: "Trang vừa gặp lỗi. Bạn vẫn đọc được bài; muốn dùng tiếp các nút thì hãy tải lại trang.",
    },
    en: {
      copied: "Link copied.",
      "not-copied": "The browser would not copy. Please copy from the address bar.",
      slow: "The rest of the page is still loading. Please wait a little.",
      unstarted: "The page could not start. Please reload it; if that does not help, try a newer browser.",
      broken: "Something on this page went wrong. You can still read it; reload it to use its buttons again.",
    },
  };
  const sentence = (name) => (SENTENCES[root.lang] ?? SENTENCES.vi)[name];

  // --- Sharing -------------------------------------------------------------------------------------------------
  const say = (text) => {
    const place = document.querySelector(".share-said");
    if (place) place.textContent = text;
  };
  const acts = {
    print: () => print(),
    // A reader who thinks better of it is no failure.
    share: () => navigator.share({ title: document.querySelector("h1").textContent, url: location.href }).catch(() => {}),
    copy: () => Promise.resolve(navigator.clipboard?.writeText(location.href) ?? Promise.reject())
      .then(() => say(sentence("copied")), () => say(sentence("not-copied"))),
  };

  // --- Trouble -------------------------------------------------------------------------------------------------
  const tell = (kind) => {
    const place = document.getElementById("trouble");
    place.dataset.kind = kind;
    place.hidden = false;
    place.textContent = sentence(kind);
  };
  // The app can say so itself, too.
  addEventListener("bantin:broken", () => tell("broken"));

  // --- The app -------------------------------------------------------------------------------------------------
  let app = "asleep";
  let early;
  // The app has broken down: the page stands as it is, and says so.
  const broken = (error) => {
    if (error instanceof WebAssembly.RuntimeError) tell("broken");
  };
  addEventListener("error", ({ error }) => broken(error));
  addEventListener("unhandledrejection", ({ reason }) => broken(reason));
  const wake = async () => {
    if (app !== "asleep") return;
    app = "waking";
    try {
      // Leptos clones elements from templates whose markup stands in the program; nothing else may set HTML.
      globalThis.trustedTypes?.createPolicy("default", {
        createHTML: (html) => (/<(script|iframe|object|embed|base|meta|link|style)\b|\son\w+\s*=|javascript:/i.test(html) ? null : html),
      });
      if (!("setHTML" in Element.prototype)) await import(`${base}fallback/set-html.js`);
      const [module, answer] = await Promise.all([import(js), fetch(wasm, { priority: "low" })]);
      if (!answer.ok) throw new Error(`${wasm}: ${answer.status}`);
      await module.default({ module_or_path: answer });
      app = root.dataset.app = "awake";
      const place = document.getElementById("trouble");
      if (place.dataset.kind === "slow") place.hidden = true;
      early?.();
    } catch (error) {
      app = root.dataset.app = "failed";
      if (document.querySelector("#app:not([data-written])")) tell("unstarted");
      throw error;
    }
  };
  // Somebody waits for it: it is said if that takes long.
  const wanted = () => {
    wake();
    setTimeout(() => app === "waking" && tell("slow"), 5000);
  };
  document.addEventListener("click", (event) => {
    const button = near(event, "[data-act]");
    if (!button) return;
    const act = acts[button.dataset.act];
    if (act) return void act();
    // The app's business; where it sleeps, it does it as soon as it is awake.
    if (app === "awake") return;
    early = () => button.click();
    wanted();
  });
  document.addEventListener("submit", (event) => {
    if (app === "awake" || !near(event, ".comment-form")) return;
    event.preventDefault();
    early = () => event.target.requestSubmit();
    wanted();
  });
  const needed = (event) => near(event, "#comments") && wake();
  document.addEventListener("focusin", needed);
  document.addEventListener("change", needed);

  // What can wait until the text is on the screen waits: of this script, every millisecond is one of looking at nothing.
  const painted = () => {
    // Where the reader saves data, it waits until it is needed.
    if (app !== "asleep" || navigator.connection?.saveData) return;
    const idle = globalThis.requestIdleCallback ?? ((act) => setTimeout(act, 200));
    const later = () => idle(wake, { timeout: 2000 });
    if (document.readyState === "complete") later();
    else addEventListener("load", later);
  };
  new PerformanceObserver((_, observer) => {
    observer.disconnect();
    painted();
  }).observe({ type: "paint", buffered: true });
  document.addEventListener("DOMContentLoaded", () => {
    if (!document.querySelector("#app[data-written]")) return void wanted();
    // A tab in the background is not painted; and some browsers do not tell.
    setTimeout(painted, 4000);
  });
})();
