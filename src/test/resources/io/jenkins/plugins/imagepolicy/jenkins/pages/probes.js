/* What the tests ask of a page. */
var texted = () =>
  [...document.querySelectorAll("body *")].filter(
    (e) =>
      !["SCRIPT", "STYLE", "TITLE", "OPTION"].includes(e.tagName.toUpperCase()) &&
      e.getClientRects().length &&
      [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent.trim()),
  );

/** Texts that reach beyond the page or beyond a box that cuts them off. */
var outside = () => {
  const found = texted()
    .filter((e) => {
      const box = e.getBoundingClientRect();
      const style = getComputedStyle(e);
      const isCut = style.overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1;
      const scrolls = e.closest("pre");
      return isCut || (!scrolls && (box.right > innerWidth + 1 || box.left < -1));
    })
    .map((e) => e.outerHTML.slice(0, 120));
  if (document.documentElement.scrollWidth > innerWidth) {
    found.push("the page is " + document.documentElement.scrollWidth + " wide");
  }
  return found;
};

var channels = (color) => (color.match(/[\d.]+/g) || []).map(Number);

var luminance = (color) => {
  const [r, g, b] = color.slice(0, 3).map((value) => {
    const part = value / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

var background = (element) => {
  for (let e = element; e; e = e.parentElement) {
    const color = channels(getComputedStyle(e).backgroundColor);
    if (color.length === 3 || color[3] > 0.5) {
      return color;
    }
  }
  return [255, 255, 255];
};

/** Texts whose contrast is below 4.5 to 1 (WCAG 2.2, 1.4.3). */
var faint = () =>
  texted()
    .map((e) => {
      const style = getComputedStyle(e);
      const color = channels(e instanceof SVGElement ? style.fill : style.color);
      const pair = [luminance(color), luminance(background(e))].sort((a, b) => b - a);
      return [(pair[0] + 0.05) / (pair[1] + 0.05), e];
    })
    .filter(([ratio]) => ratio < 4.5)
    .map(([ratio, e]) => ratio.toFixed(1) + " " + e.outerHTML.slice(0, 120));

var focusable = () =>
  [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(
    (e) => e.getClientRects().length && e.tabIndex >= 0,
  );

var visiblyFocused = () => {
  const style = getComputedStyle(document.activeElement);
  return style.outlineStyle !== "none" || style.boxShadow !== "none";
};

var nameless = () =>
  focusable()
    .filter((e) => !(e.innerText || e.getAttribute("aria-label") || (e.labels && e.labels.length)))
    .map((e) => e.outerHTML.slice(0, 120));
