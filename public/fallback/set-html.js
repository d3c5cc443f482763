// Element.setHTML for browsers that lack it (before Chromium 146 and Firefox 148; Safari), by DOMPurify.
// It takes the same configuration as the real one: the elements and attributes that are allowed.
import "./purify.min.js";

Element.prototype.setHTML = function (html, { sanitizer: { elements, attributes } }) {
  const own = elements.flatMap((element) => element.attributes ?? []);
  const fragment = globalThis.DOMPurify.sanitize(html, {
    ALLOWED_TAGS: elements.map((element) => element.name),
    ALLOWED_ATTR: [...attributes, ...own].map((attribute) => attribute.name ?? attribute),
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  this.replaceChildren(fragment);
};
