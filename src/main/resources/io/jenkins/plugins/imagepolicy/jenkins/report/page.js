/* Filter of the list of images: a search text and any number of verdicts. Without script the list is whole. */
(function () {
  "use strict";

  function start() {
    const filter = document.getElementById("image-policy-filter");
    const table = document.getElementById("image-policy-images");
    if (!filter || !table || filter.dataset.started) {
      return;
    }
    filter.dataset.started = "true";
    const search = document.getElementById("image-policy-search");
    const shown = document.getElementById("image-policy-shown");
    const none = document.getElementById("image-policy-none");
    const buttons = Array.from(filter.querySelectorAll("button[data-verdict]"));
    const rows = Array.from(table.querySelectorAll("tbody tr"));

    function apply() {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const verdicts = buttons
        .filter((button) => button.getAttribute("aria-pressed") === "true")
        .map((button) => button.dataset.verdict);
      let count = 0;
      rows.forEach((row) => {
        const matches =
          (verdicts.length === 0 || verdicts.includes(row.dataset.verdict)) &&
          words.every((word) => row.dataset.search.includes(word));
        row.hidden = !matches;
        count += matches ? 1 : 0;
      });
      shown.textContent = count + " / " + shown.dataset.total;
      none.hidden = count !== 0;
    }

    search.addEventListener("input", apply);
    buttons.forEach((button) => {
      button.addEventListener("click", () => {
        const isPressed = button.getAttribute("aria-pressed") === "true";
        button.setAttribute("aria-pressed", String(!isPressed));
        apply();
      });
    });
    apply();
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
