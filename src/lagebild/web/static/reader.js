// Comfort in the reader: choosing a claim marks its words and its card; j and k step through, and r, w, e, n decide on the
// one that is chosen. Without it all links and buttons work.
"use strict";
(() => {
  const cards = [...document.querySelectorAll(".cards .card")];
  const words = [...document.querySelectorAll(".text a[data-claims]")];

  function choose(id) {
    for (const element of document.querySelectorAll(".chosen")) element.classList.remove("chosen");
    if (!id) return;
    for (const word of words) {
      if (word.dataset.claims.split(" ").includes(id)) word.classList.add("chosen");
    }
    const card = document.getElementById(id);
    if (card) card.classList.add("chosen");
  }

  function step(by) {
    const at = cards.findIndex((card) => card.classList.contains("chosen"));
    const next = cards[Math.min(cards.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (!next) return;
    choose(next.id);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    const word = words.find((element) => element.dataset.claims.split(" ").includes(next.id));
    if (word) word.scrollIntoView({ block: "nearest" });
  }

  // What a key does to the claim that is chosen: its buttons and what unfolds in its card.
  function ofChosen(key) {
    const form = document.querySelector(".cards .card.chosen .judge");
    const wanted = { r: "button[value=right]", w: "button[value=wrong]", e: "details:has([value=edit])", n: "details:has([value=note])" };
    return form && key in wanted ? form.querySelector(wanted[key]) : null;
  }

  for (const word of words) {
    word.addEventListener("click", (event) => {
      event.preventDefault();
      const id = word.getAttribute("href").slice(1);
      history.replaceState(null, "", `#${id}`);
      choose(id);
      const card = document.getElementById(id);
      if (card) card.scrollIntoView({ block: "nearest" });
    });
  }
  for (const card of cards) card.addEventListener("click", () => choose(card.id));
  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, select, textarea") || event.ctrlKey || event.metaKey || event.altKey) return;
    const keyed = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`) || ofChosen(event.key);
    if (keyed) {
      event.preventDefault();
      if (keyed.matches("details")) {
        keyed.open = !keyed.open;
        const field = keyed.open && keyed.querySelector("input:not([type=hidden]), select");
        (field || keyed.querySelector("summary")).focus();
      } else keyed.click();
    }
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    if (event.key === "Escape") choose(null);
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("q").focus();
    }
  });
  // A wide picture on a narrow screen begins where the most is to be seen, not at its left edge.
  for (const wide of document.querySelectorAll(".wide[data-centre]")) {
    const at = wide.scrollWidth * Number(wide.dataset.centre || 0.5);
    wide.scrollLeft = at - wide.clientWidth / 2;
  }
  const here = document.querySelector(".views [aria-current]");
  if (here) here.parentElement.scrollLeft = here.offsetLeft - here.parentElement.clientWidth / 2;
  if (location.hash.startsWith("#c-")) choose(location.hash.slice(1));
})();
