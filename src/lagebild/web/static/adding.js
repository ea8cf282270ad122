// Comfort while adding: a job's page follows its job, files may be dropped anywhere, too much is told before it is sent.
"use strict";
(() => {
  async function follow() {
    const old = document.getElementById("job");
    if (!old || !("going" in old.dataset)) return;
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("job");
      if (fresh) {
        old.replaceWith(fresh);
        document.title = page.title;
      }
    } catch {
      // The server is away for a moment; the next attempt will tell.
    }
    setTimeout(follow, 1000);
  }
  setTimeout(follow, 500);

  const chosen = document.querySelector("input.drop");
  if (!chosen) return;
  const warning = document.querySelector("[data-too-large]");
  chosen.addEventListener("change", () => {
    const size = [...chosen.files].reduce((sum, file) => sum + file.size, 0);
    warning.hidden = size <= Number(chosen.dataset.most);
    chosen.setCustomValidity(warning.hidden ? "" : warning.textContent);
  });
  const carriesFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    chosen.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) chosen.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    chosen.classList.remove("over");
    chosen.files = event.dataTransfer.files;
    chosen.dispatchEvent(new Event("change"));
    chosen.scrollIntoView({ block: "center" });
  });
})();
